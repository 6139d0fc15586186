"""Reading and writing rows: one round trip each way, and every write a transaction that is all or nothing."""

import random
import secrets
import time
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from typing import TypeVar

from botocore.exceptions import BotoCoreError, ClientError
from pynamodb.exceptions import PynamoDBException, TransactWriteError

from commerce.domain import errors
from commerce.domain.entity import Shape
from commerce.domain.events import OutboxEntry
from commerce.domain.idempotency import IdempotencyRecord
from commerce.store.keys import REQUEST_COUNT, Key, Tenant, due_partition, due_shard, key_of, placement_of
from commerce.store.packing import pack, unpack
from commerce.store.record import Record
from commerce.store.table import Table
from commerce.store.writes import Remember, TransactionLost, Write

PACK_ABOVE_BYTES = 512
MAX_BODY_BYTES = 1_000_000
MAX_PACKED_BYTES = 300_000
"""DynamoDB refuses items above 400 KB: far enough below it that keys and attributes fit too."""

WRITE_TRIES = 8
BACKOFF_SECONDS = 0.02
TOKEN_BYTES = 16
RETRIED_REASONS = frozenset({"TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"})

TABLE = Table()

E = TypeVar("E", bound=Shape)


class Found:
    """The rows that a read found, by their key."""

    def __init__(self, tenant: Tenant, records: Iterable[Record]) -> None:
        self._tenant = tenant
        self._records = {Key(record.pk, record.sk): record for record in records}

    def get(self, entity: type[E], name: str) -> E | None:
        """The entity at this name, or None; names are those of the data model's chart."""
        record = self._records.get(key_of(self._tenant, name))
        if record is None or record.kind != placement_of(entity).kind:  # an id of another resource names nothing here
            return None
        return entity_of(entity, record)

    def uses(self, name: str) -> int:
        """What a counter at this name stands at."""
        record = self._records.get(key_of(self._tenant, name))
        return 0 if record is None else int(record.uses or 0)


class Store:
    """One tenant's rows in a table. `sleep` waits between the tries of a write that met another one."""

    def __init__(self, tenant: Tenant, table: Table = TABLE, sleep: Callable[[float], None] = time.sleep) -> None:
        self.tenant = tenant
        self.table = table
        self._sleep = sleep
        self.clock_offset: Callable[[], timedelta] = timedelta
        """How far the tenant's clock is ahead of that of the workers, who find by their own what is due."""

    def read(self, *names: str) -> Found:
        """The rows of these names, as they are at this moment, in one round trip."""
        keys = [key_of(self.tenant, name) for name in dict.fromkeys(names)]
        return Found(self.tenant, answered(lambda: self.table.get(keys)))

    def write(self, writes: Sequence[Write]) -> None:
        """Apply all of these or none.

        Raises TransactionLost, naming the writes whose condition did not hold, and StorageUnavailable if the
        outcome is not known or the rows stayed busy.
        """
        prepared = [write.prepare(self) for write in writes]
        # One token for all tries: if an earlier one still arrives, the next is told so instead of losing to it.
        token = secrets.token_hex(TOKEN_BYTES)
        for attempt in range(WRITE_TRIES):
            try:
                self.table.transact(prepared, token)
            except TransactWriteError as error:
                _raise_unless_busy(error, writes)
            except (PynamoDBException, BotoCoreError, ClientError) as error:
                raise errors.StorageUnavailable(_UNKNOWN_OUTCOME) from error
            else:
                return
            self._sleep(random.uniform(0, BACKOFF_SECONDS * 2**attempt))  # noqa: S311 (jitter is no secret)
        raise errors.StorageUnavailable("The order is busy with other requests; try again.")

    def count(self, name: str, step: int, expires_at: datetime) -> None:
        """Add to a request counter. Raises StorageUnavailable if it is not known whether that was done."""
        answered(lambda: self.table.count(key_of(self.tenant, name), REQUEST_COUNT, step, expires_at))

    def record_of(self, entity: Shape, outbox: Sequence[OutboxEntry] = (), name: str | None = None) -> Record:
        """The row of an entity; `name` instead of its own for a second row."""
        place = placement_of(type(entity))
        identity = getattr(entity, "id", None)
        record = Record(*key_of(self.tenant, name or place.name(entity), place.sk(entity)), kind=place.kind)
        _set_body(record, entity.to_storage())
        record.version = getattr(entity, "version", None)
        if outbox:
            record.outbox = "[" + ",".join(entry.to_storage() for entry in outbox) + "]"
        if place.listed:
            record.id = identity
        if name is None and place.listed:
            record.created_pk = place.kind if place.across_tenants else f"{self.tenant}/{place.kind}"
        if place.by_status:
            record.status = str(place.status(entity))
            record.status_pk = f"{self.tenant}/{place.kind}/{record.status}"
        customer_id = place.customer(entity)
        if customer_id is not None:
            record.customer_pk = f"{self.tenant}/{place.kind}/{customer_id}"
        due_at = place.due_at(entity)
        if due_at is not None:
            record.due_pk = due_partition(place.due_queue, due_shard(place.due_queue, str(identity)))
            record.due_at = (due_at - self.clock_offset()).isoformat()
        for attribute, value in place.attributes(entity).items():
            setattr(record, attribute, value)
        return record


def entity_of(entity: type[E], record: Record) -> E:
    """The entity that a row holds."""
    found = entity.model_validate_json(body_of(record))
    place = placement_of(entity)
    # What is counted, is counted in attributes, so that claiming rewrites nothing else.
    if place.counts_uses:
        return found.evolve(uses=int(record.uses or 0))
    if place.counts_stock:  # the attribute is missing where stock is not counted
        stock: float | None = record.quantity
        return found.evolve(quantity_available=None if stock is None else int(stock))
    return found


def body_of(record: Record) -> bytes | str:
    """The JSON document of a row."""
    if record.packed is not None:
        return unpack(record.packed)
    return record.body or "{}"


def _set_body(record: Record, body: str) -> None:
    encoded = body.encode()
    if len(encoded) > MAX_BODY_BYTES:
        raise errors.OrderTooLarge("This would hold more than 1 MB of text; shorten descriptions, notes or metadata.")
    if len(encoded) <= PACK_ABOVE_BYTES:
        record.body = body
        return
    record.packed = pack(encoded)
    if len(record.packed) > MAX_PACKED_BYTES:
        raise errors.OrderTooLarge("This would not fit into one stored item; make two orders, or shorten its texts.")


_UNKNOWN_OUTCOME = "The database did not answer in time; retry with the same idempotency key to finish the work."

T = TypeVar("T")


def answered(read: Callable[[], T]) -> T:
    """What a read answers. Raises StorageUnavailable if the database does not."""
    try:
        return read()
    except (PynamoDBException, BotoCoreError, ClientError) as error:
        raise errors.StorageUnavailable("The database did not answer in time; try again.") from error


def _raise_unless_busy(error: TransactWriteError, writes: Sequence[Write]) -> None:
    """Tell a lost condition from a row that is merely busy; anything else has an unknown outcome."""
    reasons = error.cancellation_reasons
    # PynamoDB sends condition checks, deletes, puts and updates in this order, whatever order they were added in.
    lost = [
        (write, reason)
        for write, reason in zip(sorted(writes, key=lambda write: write.rank), reasons, strict=False)
        if reason is not None and reason.code == "ConditionalCheckFailed"
    ]
    if lost:
        held = next((reason.raw_item for write, reason in lost if isinstance(write, Remember)), None)
        remembered = None if held is None else entity_of(IdempotencyRecord, Record.from_raw_data(held))
        raise TransactionLost([write for write, _ in lost], remembered) from error
    codes = {reason.code for reason in reasons if reason is not None}
    if not codes & RETRIED_REASONS:
        raise errors.StorageUnavailable(_UNKNOWN_OUTCOME) from error
