"""From the table's stream: what a changed row's outbox holds is recorded and put on the bus, and stock is watched.

Changes that were parked come from a queue instead, when they are sent back.
"""

from typing import Any

from aws_lambda_powertools import Logger

from commerce.edge.parking import ParkingQueue
from commerce.edge.publishing import EventBridgeBus, publish
from commerce.edge.republishing import as_changes
from commerce.store.store import TABLE

logger = Logger(service="flint")


def handler(event: dict[str, Any], _: object) -> dict[str, Any]:
    """Record and publish the events of these stream records; records for which that failed are reported for a retry."""
    records: list[dict[str, Any]] = event.get("Records", [])
    failed: list[str] = []
    if records and records[0].get("eventSource") == "aws:sqs":
        records, failed = as_changes(records, TABLE, logger)
    parking = ParkingQueue()
    failed += publish(records, TABLE, EventBridgeBus.from_environment(), parking, logger)
    failed += _stock_watched(records, parking)
    logger.info("changes_told", records=len(records), failed=len(failed))
    return {"batchItemFailures": [{"itemIdentifier": identifier} for identifier in dict.fromkeys(failed)]}


def _stock_watched(records: list[dict[str, Any]], parking: ParkingQueue) -> list[str]:
    """The ids of records to be sent again. Few batches tell of an item: others load nothing for it."""
    if not any("low_at" in record["dynamodb"].get("NewImage", {}) for record in records):
        return []
    from commerce.edge.runtime import process_runtime  # noqa: PLC0415 (no cold start of others pays for it)
    from commerce.edge.stock_watch import watch  # noqa: PLC0415 (likewise)

    return watch(records, process_runtime(), parking, logger)
