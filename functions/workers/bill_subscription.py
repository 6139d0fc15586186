"""Bills one subscription, whatever is due of it."""

from typing import Any

from aws_lambda_powertools import Logger

from commerce.edge.runtime import process_runtime
from commerce.usecases import billing_runs

logger = Logger(service="flint")


def handler(event: dict[str, Any], _: object) -> dict[str, Any]:
    """{"merchantId", "mode", "subscriptionId"} → the same with "counts". It never fails: what is broken is counted."""
    counts = billing_runs.bill_one(process_runtime(), billing_runs.of_item(event), logger)
    logger.info("subscription_billed", subscription_id=event["subscriptionId"], extra=counts.model_dump())
    return {**event, "counts": counts.model_dump()}
