"""From rows that changed to events on the bus, in the form that consumers and webhooks get."""

import json
import os
from base64 import b64decode
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from aws_lambda_powertools import Logger
from botocore.session import get_session
from pydantic import TypeAdapter

from commerce.domain.entity import Shape
from commerce.domain.events import SOURCE, Event, OutboxEntry
from commerce.store.keys import Tenant, shape_of_kind
from commerce.store.record import Record
from commerce.store.store import entity_of

MAX_ENTRIES = 10
MAX_BATCH_BYTES = 240_000
"""EventBridge takes 10 entries and 256 KB a call, names included."""

_OUTBOX = TypeAdapter(list[OutboxEntry])


class Bus(Protocol):
    """Where events go."""

    def put(self, entries: Sequence[Mapping[str, str]]) -> list[int]:
        """Put entries on the bus; answers the positions of those that it did not take."""
        ...


@dataclass(frozen=True, slots=True)
class EventBridgeBus:
    """Amazon EventBridge."""

    client: Any
    name: str

    @classmethod
    def from_environment(cls) -> "EventBridgeBus":
        """The stack's own bus."""
        return cls(get_session().create_client("events"), os.environ["EVENT_BUS_NAME"])

    def put(self, entries: Sequence[Mapping[str, str]]) -> list[int]:
        """One PutEvents call."""
        answer = self.client.put_events(Entries=[{**entry, "EventBusName": self.name} for entry in entries])
        return [index for index, result in enumerate(answer["Entries"]) if result.get("ErrorCode")]


@dataclass(frozen=True, slots=True)
class Entry:
    """An event for the bus, and the stream record it came from."""

    record_id: str
    fields: Mapping[str, str]

    @property
    def size_bytes(self) -> int:
        """What it counts against the call's limit."""
        return sum(len(value.encode()) for value in self.fields.values())


def publish(records: Iterable[Mapping[str, Any]], bus: Bus, log: Logger) -> list[str]:
    """Put the events of stream records on the bus, in order. Answers the ids of the records to be sent again."""
    entries = [entry for record in records for entry in entries_of(record)]
    failed: list[str] = []
    for batch in _batches(entries):
        refused = bus.put([entry.fields for entry in batch])
        failed += [batch[index].record_id for index in refused]
    if failed:
        log.error("events_not_published", records=len(failed))
    return list(dict.fromkeys(failed))


def entries_of(record: Mapping[str, Any]) -> list[Entry]:
    """The events that a row's new version gives; its own document is their data."""
    change = record["dynamodb"]
    image = change.get("NewImage", {})
    if "outbox" not in image:
        return []
    row = Record.from_raw_data(_with_bytes(image))
    entity = entity_of(shape_of_kind(row.kind), row)
    tenant = Tenant.of_key(row.pk)
    return [
        Entry(
            change["SequenceNumber"],
            {
                "Source": SOURCE,
                "DetailType": event.type,
                "Detail": detail_of(event, entity, tenant),
                "Time": event.at.isoformat(),
            },
        )
        for event in _OUTBOX.validate_json(row.outbox or "[]")
    ]


def _with_bytes(image: Mapping[str, Any]) -> dict[str, Any]:
    """The row's attributes as the database gives them; Lambda hands binary ones over as base64 text."""
    return {name: {"B": b64decode(value["B"])} if "B" in value else value for name, value in image.items()}


def detail_of(entry: OutboxEntry, entity: Shape, tenant: Tenant) -> str:
    """The event as consumers get it; one too large for the bus keeps the resource's id and version only."""
    data = json.loads(entity.to_answer())
    event = Event(
        event_id=entry.id,
        event_type=entry.type,
        mode=tenant.mode,
        merchant_id=tenant.merchant_id,
        created_at=entry.at,
        data=data,
    )
    detail = event.to_answer().decode()
    if len(detail.encode()) <= MAX_BATCH_BYTES:
        return detail
    short = {"id": data["id"], "version": data.get("version"), "status": data.get("status"), "dataTruncated": True}
    return event.evolve(data=short).to_answer().decode()


def _batches(entries: Sequence[Entry]) -> Iterable[list[Entry]]:
    batch: list[Entry] = []
    size_bytes = 0
    for entry in entries:
        if batch and (len(batch) == MAX_ENTRIES or size_bytes + entry.size_bytes > MAX_BATCH_BYTES):
            yield batch
            batch, size_bytes = [], 0
        batch.append(entry)
        size_bytes += entry.size_bytes
    if batch:
        yield batch
