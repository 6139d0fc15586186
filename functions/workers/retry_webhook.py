"""Makes one further try of a delivery, when its schedule says so, and says how long to wait for the next."""

from typing import Any

from aws_lambda_powertools import Logger

from commerce.context import Context
from commerce.domain import errors
from commerce.domain.lifecycle import WebhookEventStatus
from commerce.edge.runtime import process_runtime
from commerce.usecases.deliveries import Asked, make_try, wait_seconds

UNKNOWN_WAIT_SECONDS = 30

logger = Logger(service="flint")


def handler(message: dict[str, Any], _: object) -> dict[str, Any]:
    """Make the try that is asked for. What it answers is asked for next, after `waitSeconds`, while `again` is true."""
    asked = Asked.of_message(message)
    ctx = Context(asked.tenant, process_runtime())
    try:
        delivery = make_try(ctx, asked)
    except errors.Unavailable as unavailable:
        logger.warning("webhook_not_tried", delivery_id=asked.delivery_id, reason=repr(unavailable.__cause__))
        return {**asked.message(), "again": True, "waitSeconds": UNKNOWN_WAIT_SECONDS}
    logger.info(
        "webhook_tried",
        delivery_id=asked.delivery_id,
        endpoint_id=asked.endpoint_id,
        event_id=asked.event_id,
        position=asked.position,
        outcome="none" if delivery is None else delivery.status,
        response_status=None if delivery is None else delivery.response_status,
    )
    # Another run of the schedule, or another process, may be at it: this one goes on only where its own try led.
    if delivery is None or delivery.status is not WebhookEventStatus.PENDING or delivery.run != asked.run:
        return {**asked.message(), "again": False, "waitSeconds": 0}
    waiting = Asked.next_of(ctx.tenant, delivery)
    return {**waiting.message(), "again": True, "waitSeconds": wait_seconds(ctx, delivery)}
