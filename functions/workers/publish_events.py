"""From the table's stream to the event bus: every outbox entry of a changed row becomes an event; stock is watched."""

from typing import Any

from aws_lambda_powertools import Logger

from commerce.edge.publishing import EventBridgeBus, publish
from commerce.edge.runtime import process_runtime
from commerce.edge.stock_watch import watch

logger = Logger(service="flint")


def handler(event: dict[str, Any], _: object) -> dict[str, Any]:
    """Put the events of these stream records on the bus; records that could not be put are reported for a retry."""
    records = event.get("Records", [])
    failed = publish(records, EventBridgeBus.from_environment(), logger)
    failed += watch(records, process_runtime(), logger)
    return {"batchItemFailures": [{"itemIdentifier": identifier} for identifier in failed]}
