"""A table in memory with DynamoDB's semantics, behind the three calls through which Flint reaches its table."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

from pynamodb.exceptions import CancellationReason, TransactWriteError, VerboseClientError
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action
from pynamodb.models import Model
from pynamodb.transactions import TransactWrite

from commerce.store.keys import Key
from commerce.store.record import Record
from commerce.store.table import Prepared, Table
from tests.faults.conditions import Row, holds, updated
from tests.faults.wire import Called, GoodWire, Wire

M = TypeVar("M", bound=Model)

INDEX_KEYS = {
    "by_created": ("created_pk", "id"),
    "by_status": ("status_pk", "id"),
    "by_customer": ("customer_pk", "id"),
    "due": ("due_pk", "due_at"),
}


@dataclass(frozen=True, slots=True)
class Item:
    """One row's part of a transaction: where, under which condition, and what it makes of the row before."""

    key: Key
    condition: Condition | None
    after: Callable[[Row], Row]
    shows_old: bool


class Gathered(TransactWrite):
    """What a transaction is made of."""

    def __init__(self) -> None:
        self.puts: list[Item] = []
        self.updates: list[Item] = []

    def save(self, model: M, condition: Condition | None = None, return_values: str | None = None) -> None:
        """Put a row."""
        row = row_of(cast(Record, model))
        self.puts.append(Item(Key(row["pk"], row["sk"]), condition, lambda _: row, return_values is not None))

    def update(
        self,
        model: M,
        actions: list[Action],
        condition: Condition | None = None,
        return_values: str | None = None,
        *,
        add_version_condition: bool = True,
    ) -> None:
        """Change a row."""
        keys = {"pk": cast(Record, model).pk, "sk": cast(Record, model).sk}
        item = Item(Key(**keys), condition, lambda row: updated(row or keys, actions), return_values is not None)
        self.updates.append(item)


@dataclass
class MemoryTable(Table):
    """Rows by key. `changes`: every new version of a row, as the table's stream tells it."""

    rows: dict[Key, Row] = field(default_factory=dict)
    changes: list[Row] = field(default_factory=list)
    wire: Wire = field(default_factory=GoodWire)
    tokens: set[str] = field(default_factory=set)
    asked: Callable[[], None] = lambda: None
    """Called whenever the table has told a process how things stand."""

    def get(self, keys: Sequence[Key]) -> list[Record]:
        """A batch read: each row as it is at one moment, but not all of them at the same moment."""

        def read() -> list[Record]:
            found = []
            for number, key in enumerate(self.wire.any_order(keys)):
                if number:
                    self.wire.pause()
                if key in self.rows:
                    found.append(record_of(self.rows[key]))
            self.asked()
            return found

        return self.wire.carry(Called.DATABASE, read)

    def transact(self, prepared: Sequence[Prepared], token: str) -> None:
        """A transaction, once per client token."""
        items = self.gather(prepared)
        self.wire.carry(Called.DATABASE, lambda: self.apply(token, items))

    @staticmethod
    def gather(prepared: Sequence[Prepared]) -> list[Item]:
        """What prepared writes come to, in the order in which PynamoDB sends them: puts, then updates."""
        gathered = Gathered()
        for add in prepared:
            add(gathered)
        return [*gathered.puts, *gathered.updates]

    def apply(self, token: str, items: Sequence[Item]) -> None:
        """All or nothing, once per client token."""
        if token in self.tokens:
            return
        keys = [item.key for item in items]
        assert len(set(keys)) == len(keys), "DynamoDB refuses two writes of one row in a transaction"
        before = [self.rows.get(item.key, {}) for item in items]
        held = [holds(item.condition, row) for item, row in zip(items, before, strict=True)]
        if not all(held):
            self.asked()
            raise _canceled(items, before, held)
        for item, row in zip(items, before, strict=True):
            after = item.after(row)
            self.rows[item.key] = after
            self.changes.append(after)
        self.tokens.add(token)

    def query(self, index: Any, partition: str, condition: Condition | None, **options: Any) -> list[Record]:
        """Rows of a partition in the order of its range key."""
        return self.wire.carry(Called.DATABASE, lambda: self.select(index, partition, condition, **options))

    def select(
        self,
        index: Any,
        partition: str,
        condition: Condition | None,
        *,
        filter_condition: Condition | None = None,
        limit: int | None = None,
        scan_index_forward: bool = True,
        consistent_read: bool = False,
    ) -> list[Record]:
        """What a query finds; rows that lack one of an index's keys are not in it."""
        hash_name, range_name = ("pk", "sk") if index is Record else INDEX_KEYS[index.Meta.index_name]
        found = [
            row
            for row in list(self.rows.values())
            if row.get(hash_name) == partition and range_name in row and holds(condition, row)
        ]
        found.sort(key=lambda row: (row[range_name], row["pk"]), reverse=not scan_index_forward)
        kept = [row for row in found if holds(filter_condition, row)]
        return [record_of(row) for row in kept[:limit]]


def row_of(record: Record) -> dict[str, Any]:
    """A record's attributes; those that are None are not stored."""
    return {name: value for name, value in record.attribute_values.items() if value is not None}


def record_of(row: Row) -> Record:
    """A row as PynamoDB gives it, without the checks that take it most of its time."""
    record = Record.__new__(Record)
    record.attribute_values = dict(row)
    return record


def _canceled(items: Sequence[Item], before: Sequence[Row], held: Sequence[bool]) -> TransactWriteError:
    """The refusal, with a reason for each item that stood in the way and None for the others."""
    reasons = [
        None if fine else CancellationReason("ConditionalCheckFailed", None, _old(item, row))
        for item, row, fine in zip(items, before, held, strict=True)
    ]
    response: Any = {"Error": {"Code": "TransactionCanceledException", "Message": "canceled"}}
    cause = VerboseClientError(response, "TransactWriteItems", cancellation_reasons=reasons)
    return TransactWriteError("Failed to write transaction items", cause)


def _old(item: Item, row: Row) -> dict[str, Any] | None:
    return record_of(row).serialize() if item.shows_old and row else None
