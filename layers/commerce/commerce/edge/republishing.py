"""Changes that were parked and are sent back: told with their rows as they stand now."""

import json
from base64 import b64encode
from collections.abc import Iterable, Mapping
from typing import Any

from aws_lambda_powertools import Logger

from commerce.domain import errors
from commerce.store.keys import Key
from commerce.store.record import Record
from commerce.store.store import answered
from commerce.store.table import Table
from commerce.webhooks.dispatching import REPLAY_OF


def as_changes(
    messages: Iterable[Mapping[str, Any]], table: Table, log: Logger
) -> tuple[list[dict[str, Any]], list[str]]:
    """Stream records of what these messages name, under the messages' ids; and the ids of those to be sent again.

    The events are those that were parked; their data is the row as it is now, which may be a later version.
    """
    records: list[dict[str, Any]] = []
    failed: list[str] = []
    for message in messages:
        try:
            records += _as_change(message, table)
        except (errors.Unavailable, KeyError, TypeError, ValueError) as error:
            failed.append(message["messageId"])
            log.warning("change_not_read", message_id=message["messageId"], reason=repr(error.__cause__ or error))
    return records, failed


def _as_change(message: Mapping[str, Any], table: Table) -> list[dict[str, Any]]:
    parked = json.loads(message["body"])
    key = Key(parked["row"]["pk"], parked["row"]["sk"])
    rows = answered(lambda: table.get([key]))
    said = message.get("messageAttributes", {}).get(REPLAY_OF, {}).get("stringValue")
    return [
        {"replayOf": said, "dynamodb": {"SequenceNumber": message["messageId"], "NewImage": image}}
        for image in (_image(row, parked.get("outbox")) for row in rows)
    ]


def _image(row: Record, outbox: str | None) -> dict[str, Any]:
    """A row's attributes as a stream hands them to Lambda, with the events that were parked and no others."""
    row.outbox = outbox
    attributes: dict[str, Any] = row.to_dynamodb_dict()
    return {
        name: {"B": b64encode(value["B"]).decode()} if isinstance(value.get("B"), bytes) else value
        for name, value in attributes.items()
    }
