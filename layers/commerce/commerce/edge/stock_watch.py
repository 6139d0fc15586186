"""From the table's stream to items whose stock has become low, or is so no longer."""

from collections.abc import Iterable, Mapping
from typing import Any

from aws_lambda_powertools import Logger

from commerce.context import Context, Runtime
from commerce.domain import errors
from commerce.edge.parking import Parking, park
from commerce.store.keys import Tenant
from commerce.usecases.items import watch_stock


def watch(records: Iterable[Mapping[str, Any]], runtime: Runtime, parking: Parking, log: Logger) -> list[str]:
    """Look at every item of these stream records once. Answers the ids of the records to be sent again."""
    changed: dict[str, Mapping[str, Any]] = {}
    for record in records:
        image = record["dynamodb"].get("NewImage", {})
        if "low_at" in image:
            changed[image["pk"]["S"]] = record
    failed = []
    for place, record in changed.items():
        try:
            watch_stock(Context(Tenant.of_key(place), runtime), place.rpartition("/")[2])
        except errors.FlintError as refusal:
            log.warning("stock_not_watched", row=place, code=refusal.code, reason=repr(refusal.__cause__))
            failed.append(record["dynamodb"]["SequenceNumber"])
        except Exception as error:  # noqa: BLE001 (whatever it is that the row holds, the others must be watched)
            if not park(record, error, parking, log):
                failed.append(record["dynamodb"]["SequenceNumber"])
    return failed
