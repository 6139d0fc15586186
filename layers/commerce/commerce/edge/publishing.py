"""From rows that changed to events: into the list of past events, and on the bus as consumers and webhooks get them."""

import json
import os
from base64 import b64decode
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from aws_lambda_powertools import Logger
from botocore.exceptions import BotoCoreError, ClientError
from pydantic import TypeAdapter

from commerce.domain import errors
from commerce.domain.entity import Shape
from commerce.domain.events import SOURCE, Event, OutboxEntry
from commerce.domain.recorded_events import RecordedEvent
from commerce.edge.parking import Parking, park
from commerce.store.keys import Tenant, shape_of_kind
from commerce.store.record import Record
from commerce.store.store import Store, answered, entity_of
from commerce.store.table import Table, session

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
        return cls(session().create_client("events"), os.environ["EVENT_BUS_NAME"])

    def put(self, entries: Sequence[Mapping[str, str]]) -> list[int]:
        """One PutEvents call."""
        try:
            answer = self.client.put_events(Entries=[{**entry, "EventBusName": self.name} for entry in entries])
        except (BotoCoreError, ClientError):  # not known, so all are put again: at least once
            return list(range(len(entries)))
        return [index for index, result in enumerate(answer["Entries"]) if result.get("ErrorCode")]


@dataclass(frozen=True, slots=True)
class Entry:
    """An event for the bus, and the stream record it came from."""

    record_id: str
    fields: Mapping[str, str]
    event: RecordedEvent

    @property
    def size_bytes(self) -> int:
        """What it counts against the call's limit."""
        return sum(len(value.encode()) for value in self.fields.values())


def publish(records: Iterable[Mapping[str, Any]], table: Table, bus: Bus, parking: Parking, log: Logger) -> list[str]:
    """Record the events of stream records, then put them on the bus, in order. Answers the ids of records to be resent.

    Both are done again, and come to the same, whenever it is not known that both were done: no event is lost.
    A record that nothing can be made of is parked: the stream would give it, and nothing after it, for ever.
    """
    entries: list[Entry] = []
    failed: list[str] = []
    for record in records:
        try:
            entries += entries_of(record)
        except Exception as error:  # noqa: BLE001 (whatever it is that the row holds, those after it must go on)
            if not park(record, error, parking, log):
                failed.append(record["dynamodb"]["SequenceNumber"])
    try:
        keep(table, [entry.event for entry in entries])
    except errors.Unavailable as unavailable:
        log.warning("events_not_recorded", records=len(entries), reason=repr(unavailable.__cause__))
        return list(dict.fromkeys([*failed, *(entry.record_id for entry in entries)]))
    for batch in _batches(entries):
        refused = bus.put([entry.fields for entry in batch])
        failed += [batch[index].record_id for index in refused]
    if failed:
        log.error("events_not_published", records=len(failed))
    return list(dict.fromkeys(failed))


def keep(table: Table, events: Iterable[RecordedEvent]) -> None:
    """Write a row per event; one that is there already is written again as the same. Raises StorageUnavailable."""
    # Stream records of these rows reach nobody: they have no outbox, which the stream's filter asks for.
    rows = {event.id: Store(Tenant(event.merchant_id, event.mode)).record_of(event) for event in events}
    if rows:
        answered(lambda: table.put(list(rows.values())))


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
        _entry(change["SequenceNumber"], event_of(entry, entity, tenant))
        for entry in _OUTBOX.validate_json(row.outbox or "[]")
    ]


def _entry(record_id: str, event: Event) -> Entry:
    fields = {
        "Source": SOURCE,
        "DetailType": event.event_type,
        "Detail": event.to_answer().decode(),
        "Time": event.created_at.isoformat(),
    }
    told = {name: getattr(event, name) for name in Event.model_fields}
    return Entry(record_id, fields, RecordedEvent(**told, resource_id=str(event.data["id"])))


def _with_bytes(image: Mapping[str, Any]) -> dict[str, Any]:
    """The row's attributes as the database gives them; Lambda hands binary ones over as base64 text."""
    return {name: {"B": b64decode(value["B"])} if "B" in value else value for name, value in image.items()}


def event_of(entry: OutboxEntry, entity: Shape, tenant: Tenant) -> Event:
    """The event as consumers get it; one too large for the bus keeps the resource's id and version only."""
    told: Any = entity if entry.part is None else entity.part(entry.part)  # type: ignore[attr-defined]  # it has parts
    data = json.loads(told.to_answer())
    event = Event(
        event_id=entry.id,
        event_type=entry.type,
        mode=tenant.mode,
        merchant_id=tenant.merchant_id,
        created_at=entry.at,
        data=data,
    )
    if len(event.to_answer()) <= MAX_BATCH_BYTES:
        return event
    short = {"id": data["id"], "version": data.get("version"), "status": data.get("status"), "dataTruncated": True}
    return event.evolve(data=short)


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
