"""Each minute: starts the schedules of deliveries anew whose next try is overdue, since nobody makes it."""

from typing import Any

from aws_lambda_powertools import Logger

from commerce.edge.runtime import process_runtime
from commerce.usecases.delivery_sweeping import sweep

logger = Logger(service="flint")


def handler(_: dict[str, Any], __: object) -> dict[str, int]:
    """Start what is missing. {"due", "restarted", "failed"}: failed ones stay due and are tried again."""
    swept = sweep(process_runtime(), logger)
    logger.info("deliveries_swept", extra=swept)
    return swept
