"""Every row that transactions write, before and after, captured at botocore's hooks around `TransactWriteItems`."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from botocore import handlers

from tests.bench.item_sizes import TRANSACTIONAL, Index, Item, item_bytes, units
from tests.bench.stack import TABLE, aws_client


class Key(NamedTuple):
    """A row's primary key."""

    pk: str
    sk: str


@dataclass(frozen=True, slots=True)
class RowWrite:
    """A row of a transaction that was committed."""

    key: Key
    before: Item | None
    after: Item | None

    @property
    def kind(self) -> str:
        """What the row is, such as `order` or `activity`."""
        image = self.after or self.before
        assert image is not None
        return str(image["kind"]["S"])

    @property
    def size_bytes(self) -> int:
        """Of the larger image, which is what counts."""
        return max(item_bytes(image) for image in (self.before, self.after) if image is not None)

    @property
    def table_units(self) -> int:
        """Write units of the table."""
        return TRANSACTIONAL * units(self.before, self.after)

    def index_units(self, indexes: Sequence[Index]) -> int:
        """Write units of the indexes, which follow after the transaction, each entry written once."""
        return sum(index.units(self.before, self.after) for index in indexes)


@dataclass(slots=True)
class Captured:
    """Transactions in their order."""

    transactions: list[list[RowWrite]] = field(default_factory=list)

    @property
    def rows(self) -> list[RowWrite]:
        """All rows of all transactions."""
        return [row for transaction in self.transactions for row in transaction]

    @property
    def table_units(self) -> int:
        """Write units of the table."""
        return sum(row.table_units for row in self.rows)

    def taken(self) -> "Captured":
        """What was captured until now; the next transaction begins anew."""
        taken, self.transactions = Captured(self.transactions), []
        return taken


@contextmanager
def captured() -> Iterator[Captured]:
    """Capture the transactions of all clients that are made in here."""
    found = Captured()
    pending: list[tuple[Key, Item | None]] = []

    def before(params: dict[str, Any], **_: Any) -> None:
        pending[:] = [(key, _image(key)) for key in map(_key, params["TransactItems"])]

    def after(http_response: Any, **_: Any) -> None:
        if http_response.status_code == 200:
            found.transactions.append([RowWrite(key, image, _image(key)) for key, image in pending])

    hooks: list[tuple[str, Callable[..., None]]] = [
        ("before-parameter-build.dynamodb.TransactWriteItems", before),
        ("after-call.dynamodb.TransactWriteItems", after),
    ]
    handlers.BUILTIN_HANDLERS.extend(hooks)
    try:
        yield found
    finally:
        for hook in hooks:
            handlers.BUILTIN_HANDLERS.remove(hook)


def _key(part: dict[str, Any]) -> Key:
    [(action, request)] = part.items()
    names = request["Item"] if action == "Put" else request["Key"]
    return Key(names["pk"]["S"], names["sk"]["S"])


def _image(key: Key) -> Item | None:
    named = {"pk": {"S": key.pk}, "sk": {"S": key.sk}}
    found: Item | None = aws_client().get_item(TableName=TABLE, Key=named, ConsistentRead=True).get("Item")
    return found
