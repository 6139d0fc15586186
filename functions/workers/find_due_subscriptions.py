"""Begins a round of a billing run: finds subscriptions that are due, of all merchants."""

from typing import Any

from aws_lambda_powertools import Logger

from commerce.edge.runtime import process_runtime
from commerce.usecases import billing_runs

logger = Logger(service="flint")


def handler(event: dict[str, Any], _: object) -> dict[str, Any]:
    """{"runId", "round"}, "" and 0 at first → the next round's, with [{"merchantId", "mode", "subscriptionId"}]."""
    runtime = process_runtime()
    run_id = event.get("runId") or runtime.new_id("run", runtime.clock.now())
    due = billing_runs.find(runtime)
    billing_runs.begin(runtime, run_id, due)
    logger.info("subscriptions_due", run_id=run_id, due=len(due))
    items = [billing_runs.as_item(each) for each in due]
    return {"runId": run_id, "round": event.get("round", 0) + 1, "subscriptions": items}
