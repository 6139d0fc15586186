"""Rows that wait for a date, found at another moment because their tenant's clock was moved."""

from collections.abc import Callable
from typing import NamedTuple

from pynamodb.expressions.update import Action
from pynamodb.transactions import TransactWrite

from commerce.domain.entity import Shape
from commerce.store.keys import key_of, placement_of
from commerce.store.record import Record
from commerce.store.store import Store
from commerce.store.writes import UPDATE_RANK


class Realign(NamedTuple):
    """The moment at which workers find a row, by their clock, anew: the tenant's clock was moved against it."""

    entity: Shape
    rank: int = UPDATE_RANK

    def prepare(self, store: Store) -> Callable[[TransactWrite], None]:
        """An update that holds while the row has this version; its events were told with it."""
        due_at = store.record_of(self.entity).due_at
        assert due_at is not None
        place = placement_of(type(self.entity))
        record = Record(*key_of(store.tenant, place.name(self.entity), place.sk(self.entity)))
        actions: list[Action] = [Record.due_at.set(due_at), Record.outbox.remove()]
        condition = Record.version == self.entity.version  # type: ignore[attr-defined]  # whatever is due has one
        return lambda transaction: transaction.update(record, actions, condition=condition)
