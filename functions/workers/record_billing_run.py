"""Ends a round of a billing run: counts what was done, and says whether there may be more to do."""

from typing import Any

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit

from commerce.edge.runtime import process_runtime
from commerce.usecases import billing_runs

logger = Logger(service="flint")
metrics = Metrics(namespace="Flint", service="flint")


@metrics.log_metrics
def handler(event: dict[str, Any], _: object) -> dict[str, Any]:
    """{"runId", "round", "results": what bill_subscription answered} → {"runId", "round", "more"}."""
    results = [billing_runs.result_of(each) for each in event["results"]]
    went_on = billing_runs.finish(process_runtime(), event["runId"], results)
    more = went_on and event["round"] < billing_runs.MAX_ROUNDS
    broken = sum(counts.errors for _, counts in results)
    metrics.add_metric(name="UnbilledSubscriptions", unit=MetricUnit.Count, value=broken)
    logger.info("billing_round_ended", run_id=event["runId"], billed=len(results), broken=broken, more=more)
    return {"runId": event["runId"], "round": event["round"], "more": more}
