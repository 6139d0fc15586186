"""From the bus: asks for a first try at each webhook endpoint that wants an event."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from aws_lambda_powertools import Logger

from commerce.context import Context
from commerce.edge.runtime import process_runtime
from commerce.store.keys import Tenant
from commerce.usecases.deliveries import Takers, fan_out, takers_of

logger = Logger(service="flint")


class Told(NamedTuple):
    """What has to be known of an event, and the message that told it."""

    message_id: str
    tenant: Tenant
    event_id: str
    event_type: str

    @classmethod
    def of_message(cls, message: Mapping[str, Any]) -> "Told":
        """Raises whatever comes of a message that does not say it."""
        detail = json.loads(message["body"])["detail"]
        tenant = Tenant(str(detail["merchantId"]), str(detail["mode"]))
        return cls(message["messageId"], tenant, str(detail["eventId"]), str(detail["eventType"]))


def handler(batch: dict[str, Any], _: object) -> dict[str, Any]:
    """Fan out the events of these messages; those for which that failed are reported, to come again."""
    told: dict[Tenant, list[Told]] = {}
    failed: list[str] = []
    for message in batch["Records"]:
        try:
            event = Told.of_message(message)
        except Exception as error:  # noqa: BLE001 (whatever it is that a message holds, those beside it must go on)
            failed.append(_not_fanned_out(message["messageId"], error))
        else:
            told.setdefault(event.tenant, []).append(event)
    for tenant, events in told.items():
        failed += _fan_out(Context(tenant, process_runtime()), events)
    logger.info("events_fanned_out", events=len(batch["Records"]), failed=len(failed))
    return {"batchItemFailures": [{"itemIdentifier": identifier} for identifier in failed]}


def _fan_out(ctx: Context, events: Sequence[Told]) -> list[str]:
    """One merchant's events: what its endpoints want is read once for all. Answers the messages that failed."""
    failed: list[str] = []
    takers: Takers | None = None
    for event in events:
        try:
            takers = takers or takers_of(ctx, {each.event_type for each in events})
            fan_out(ctx, event.event_id, event.event_type, takers)
        except Exception as error:  # noqa: BLE001 (likewise)
            failed.append(_not_fanned_out(event.message_id, error))
    return failed


def _not_fanned_out(message_id: str, error: Exception) -> str:
    logger.warning("event_not_fanned_out", message_id=message_id, reason=repr(error.__cause__ or error))
    return message_id
