"""The table itself: the three calls that reach the database; nothing else does."""

from collections.abc import Callable, Sequence
from typing import Any

from pynamodb.connection import Connection
from pynamodb.expressions.condition import Condition
from pynamodb.transactions import TransactWrite

from commerce.store.keys import Key
from commerce.store.record import Record

Prepared = Callable[[TransactWrite], None]
"""Adds one write to a transaction."""


class Table:
    """The one table, of all tenants."""

    def get(self, keys: Sequence[Key]) -> list[Record]:
        """The rows of these keys, each as it is at this moment; a row that does not exist is left out."""
        return list(Record.batch_get([tuple(key) for key in keys], consistent_read=True))

    def transact(self, prepared: Sequence[Prepared]) -> None:
        """Apply all of these writes or none; tried again under one client token where the reply was lost."""
        with TransactWrite(connection=_connection()) as transaction:
            for add in prepared:
                add(transaction)

    def query(self, index: Any, partition: str, condition: Condition | None, **options: Any) -> list[Record]:
        """Rows in one partition of `Record` itself or of one of its indexes, in the order of the range key."""
        return list(index.query(partition, condition, **options))


def _connection() -> Connection:
    """The connection that reads use too: one client, one pool of sockets."""
    connection: Connection = Record._get_connection().connection  # noqa: SLF001 (PynamoDB has no public accessor)
    return connection
