"""Each day: compares all merchants' books with the processor's, and catches up where that is unambiguous."""

from typing import Any

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit

from commerce.edge.runtime import process_runtime
from commerce.usecases.reconciliation import reconcile_all

logger = Logger(service="flint")
metrics = Metrics(namespace="Flint", service="flint")


@metrics.log_metrics
def handler(_: dict[str, Any], __: object) -> dict[str, int]:
    """Reconcile the day before yesterday until an hour ago. {"merchants", "differences", "repaired"}."""
    counts = reconcile_all(process_runtime(), logger)
    left = counts["differences"] - counts["repaired"]
    metrics.add_metric(name="BookDifferences", unit=MetricUnit.Count, value=left)
    logger.info("books_reconciled", extra=counts)
    return counts
