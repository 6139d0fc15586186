"""The sweeper: each minute, takes up payments and refunds whose process is gone or whose outcome is still open."""

from typing import Any

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit

from commerce.edge.runtime import process_runtime
from commerce.usecases.sweeping import sweep

logger = Logger(service="flint")
metrics = Metrics(namespace="Flint", service="flint")


@metrics.log_metrics
def handler(_: dict[str, Any], __: object) -> dict[str, int]:
    """Resume what is due. {"due", "settled", "failed"}: failed ones stay due and are tried again."""
    swept = sweep(process_runtime(), logger)
    metrics.add_metric(name="UnsettledAttempts", unit=MetricUnit.Count, value=swept["failed"])
    logger.info("payments_swept", extra=swept)
    return swept
