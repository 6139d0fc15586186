"""Makes the first try of a delivery, each in an invocation of its own: a slow endpoint keeps nobody else waiting."""

import json
from typing import Any

from aws_lambda_powertools import Logger

from commerce.context import Context
from commerce.domain import errors
from commerce.edge.runtime import process_runtime
from commerce.usecases.deliveries import Asked, try_first

logger = Logger(service="flint")


def handler(batch: dict[str, Any], _: object) -> dict[str, Any]:
    """Make the tries that these messages ask for; those that could not be noted down are reported, to come again."""
    failed = [message["messageId"] for message in batch["Records"] if not _delivered(message)]
    return {"batchItemFailures": [{"itemIdentifier": identifier} for identifier in failed]}


def _delivered(message: dict[str, Any]) -> bool:
    """False if nobody knows what came of it. A try that the endpoint refused is done: its schedule goes on."""
    try:
        asked = Asked.of_message(json.loads(message["body"]))
        delivery = try_first(Context(asked.tenant, process_runtime()), asked)
    except (errors.Unavailable, KeyError, TypeError, ValueError) as error:
        logger.warning("webhook_not_tried", message_id=message["messageId"], reason=repr(error.__cause__ or error))
        return False
    logger.info(
        "webhook_tried",
        delivery_id=asked.delivery_id,
        endpoint_id=asked.endpoint_id,
        event_id=asked.event_id,
        position=asked.position,
        outcome="none" if delivery is None else delivery.status,
        response_status=None if delivery is None else delivery.response_status,
    )
    return True
