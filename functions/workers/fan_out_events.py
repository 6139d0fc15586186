"""From the bus: asks for a first try at each webhook endpoint that wants an event."""

import json
from typing import Any

from aws_lambda_powertools import Logger

from commerce.context import Context
from commerce.edge.runtime import process_runtime
from commerce.store.keys import Tenant
from commerce.usecases.deliveries import fan_out

logger = Logger(service="flint")


def handler(batch: dict[str, Any], _: object) -> dict[str, Any]:
    """Fan out the events of these messages; those for which that failed are reported, to come again."""
    failed: list[str] = []
    endpoints = 0
    for message in batch["Records"]:
        try:
            endpoints += _fan_out(message["body"])
        except Exception as error:  # noqa: BLE001 (whatever it is that a message holds, those beside it must go on)
            failed.append(message["messageId"])
            logger.warning(
                "event_not_fanned_out", message_id=message["messageId"], reason=repr(error.__cause__ or error)
            )
    logger.info("events_fanned_out", events=len(batch["Records"]), endpoints=endpoints, failed=len(failed))
    return {"batchItemFailures": [{"itemIdentifier": identifier} for identifier in failed]}


def _fan_out(body: str) -> int:
    detail = json.loads(body)["detail"]
    ctx = Context(Tenant(detail["merchantId"], detail["mode"]), process_runtime())
    return fan_out(ctx, detail["eventId"], detail["eventType"])
