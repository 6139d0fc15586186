"""The table itself: the five calls that reach the database; nothing else does."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from botocore.session import Session
from pynamodb.connection import Connection
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action
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

    def transact(self, prepared: Sequence[Prepared], token: str) -> None:
        """Apply all of these writes or none, once per token, however often that is asked."""
        with TransactWrite(token, connection=_connection()) as transaction:
            for add in prepared:
                add(transaction)

    def put(self, records: Sequence[Record]) -> None:
        """Write rows whatever was there: only for what is written again as the same, in as few calls as it takes."""
        with Record.batch_write() as batch:
            for record in records:
                batch.save(record)

    def count(self, key: Key, kind: str, step: int, expires_at: datetime) -> None:
        """Add to a counter, which begins at 0. Unlike a transaction, it may add twice where the reply was lost."""
        actions: list[Action] = [
            Record.uses.add(step),
            Record.kind.set(kind),
            Record.expires_at.set(int(expires_at.timestamp())),
        ]
        Record(*key).update(actions)

    def query(self, index: Any, partition: str, condition: Condition | None, **options: Any) -> list[Record]:
        """Rows in one partition of `Record` itself or of one of its indexes, in the order of the range key."""
        return list(index.query(partition, condition, **options))


def session() -> Session:
    """AWS's SDK as the table's client has it."""
    own: Session = _connection().session
    return own


def _connection() -> Connection:
    """The connection that reads use too: one client, one pool of sockets."""
    connection: Connection = Record._get_connection().connection  # noqa: SLF001 (PynamoDB has no public accessor)
    return connection
