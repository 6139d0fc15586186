"""From the table's stream to the event bus: every outbox entry of a changed row becomes an event."""

from typing import Any

from aws_lambda_powertools import Logger

from commerce.edge.publishing import EventBridgeBus, publish

logger = Logger(service="flint")


def handler(event: dict[str, Any], _: object) -> dict[str, Any]:
    """Put the events of these stream records on the bus; records that could not be put are reported for a retry."""
    failed = publish(event.get("Records", []), EventBridgeBus.from_environment(), logger)
    return {"batchItemFailures": [{"itemIdentifier": identifier} for identifier in failed]}
