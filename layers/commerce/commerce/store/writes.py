"""The kinds of write a transaction is made of, each with the condition under which it holds."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple, Protocol

from pynamodb.constants import ALL_OLD
from pynamodb.expressions.update import Action
from pynamodb.transactions import TransactWrite

from commerce.domain.entity import Shape
from commerce.domain.events import OutboxEntry
from commerce.domain.idempotency import IdempotencyRecord
from commerce.store.keys import coupon_code_name, coupon_use_name, key_of, placement_of
from commerce.store.record import Record

if TYPE_CHECKING:
    from commerce.store.store import Store

PUT_RANK, UPDATE_RANK = 2, 3


class Write(Protocol):
    """One row of a transaction."""

    @property
    def rank(self) -> int:
        """Where PynamoDB puts its kind among the others."""
        ...

    def prepare(self, store: "Store") -> Callable[[TransactWrite], None]:
        """What adds this write to a transaction; called once, however often the transaction is tried."""
        ...


class TransactionLost(Exception):
    """Nothing was written: the conditions of these writes did not hold."""

    def __init__(self, lost: Sequence[Write], remembered: IdempotencyRecord | None = None) -> None:
        """remembered: what the database holds under the idempotency key, if that was among the lost."""
        super().__init__(", ".join(type(write).__name__ for write in lost))
        self.lost = lost
        self.remembered = remembered

    def of(self, kind: type[Write]) -> bool:
        """True if a write of this kind is among those that were lost."""
        return any(isinstance(write, kind) for write in self.lost)


class Create(NamedTuple):
    """A row that must not exist yet. `name`: for a second row of the entity."""

    entity: Shape
    outbox: Sequence[OutboxEntry] = ()
    name: str | None = None
    rank: int = PUT_RANK

    def prepare(self, store: "Store") -> Callable[[TransactWrite], None]:
        """A put under the condition that nothing is there."""
        record = store.record_of(self.entity, self.outbox, self.name)
        condition = Record.pk.does_not_exist()
        return lambda transaction: transaction.save(record, condition=condition)


class Replace(NamedTuple):
    """A row's next version: holds if the row still has the version before it, and a status that may come to this one.

    statuses: those the database must find, empty: any.
    """

    entity: Shape
    version_before: int
    outbox: Sequence[OutboxEntry] = ()
    statuses: Iterable[str] = ()
    name: str | None = None
    before: Shape | None = None
    """The row as it was read, where what it counts is not what the entity has."""
    rank: int = PUT_RANK

    def prepare(self, store: "Store") -> Callable[[TransactWrite], None]:
        """A put under the condition that nobody wrote in between."""
        record = store.record_of(self.entity, self.outbox, self.name)
        condition = Record.version == self.version_before
        statuses = [str(status) for status in self.statuses]
        if statuses:
            condition &= Record.status.is_in(*statuses)
        place, counts = placement_of(type(self.entity)), self.before or self.entity
        if place.counts_uses:
            condition &= Record.uses == counts.uses  # type: ignore[attr-defined]  # it counts them
        if place.counts_stock:
            stock = counts.quantity_available  # type: ignore[attr-defined]  # it counts it
            condition &= Record.quantity.does_not_exist() if stock is None else Record.quantity == stock
        return lambda transaction: transaction.save(record, condition=condition)


class Remember(NamedTuple):
    """An idempotency key seen for the first time, or again after it has expired."""

    record: IdempotencyRecord
    now: datetime
    rank: int = PUT_RANK

    def prepare(self, store: "Store") -> Callable[[TransactWrite], None]:
        """A put under the condition that the key is unused; expiry is checked here, TTL only cleans up."""
        record = store.record_of(self.record)
        condition = Record.pk.does_not_exist() | (Record.expires_at <= int(self.now.timestamp()))
        return lambda transaction: transaction.save(record, condition=condition, return_values=ALL_OLD)


class Answer(NamedTuple):
    """The definite answer of an idempotency key whose first request is at work."""

    record: IdempotencyRecord
    rank: int = PUT_RANK

    def prepare(self, store: "Store") -> Callable[[TransactWrite], None]:
        """A put, unless the key has expired and serves another request; the attempt's own condition does the rest."""
        record = store.record_of(self.record)
        condition = Record.expires_at == record.expires_at
        return lambda transaction: transaction.save(record, condition=condition)


class CountUse(NamedTuple):
    """A use of a limited coupon claimed (+1) or released (-1), in one of its two rows.

    It never holds for a row that another coupon has taken over: codes of deleted coupons are given anew.
    """

    coupon_id: str
    name: str
    code: str
    step: int
    rank: int = UPDATE_RANK

    def prepare(self, store: "Store") -> Callable[[TransactWrite], None]:
        """An update that holds for a claim while the coupon is active and uses are left."""
        record = Record(*key_of(store.tenant, self.name))
        actions: list[Action] = [Record.uses.add(self.step)]
        left = (Record.status == "active") & (Record.uses < Record.max_uses)
        condition = (Record.id == self.coupon_id) & (left if self.step > 0 else Record.uses > 0)
        return lambda transaction: transaction.update(record, actions, condition=condition)


class CountCompletion(NamedTuple):
    """A completion of a limited payment link claimed (+1) or released (-1), also after the link was switched off."""

    payment_link_id: str
    step: int
    rank: int = UPDATE_RANK

    def prepare(self, store: "Store") -> Callable[[TransactWrite], None]:
        """An update that holds for a claim while completions are left, also if the limit was taken away meanwhile."""
        record = Record(*key_of(store.tenant, self.payment_link_id))
        actions: list[Action] = [Record.uses.add(self.step)]
        left = Record.max_uses.does_not_exist() | (Record.uses < Record.max_uses)
        condition = (Record.id == self.payment_link_id) & (left if self.step > 0 else Record.uses > 0)
        return lambda transaction: transaction.update(record, actions, condition=condition)


class CountCustomerUse(NamedTuple):
    """A customer's use of a coupon claimed (+1) or released (-1)."""

    coupon_id: str
    customer_id: str
    step: int
    limit: int = 0
    rank: int = UPDATE_RANK

    def prepare(self, store: "Store") -> Callable[[TransactWrite], None]:
        """An update that holds for a claim while the customer has uses left."""
        record = Record(*key_of(store.tenant, coupon_use_name(self.coupon_id, self.customer_id)))
        actions: list[Action] = [Record.uses.add(self.step), Record.kind.set("coupon_use")]
        left = Record.uses.does_not_exist() | (Record.uses < self.limit)
        condition = left if self.step > 0 else Record.uses > 0
        return lambda transaction: transaction.update(record, actions, condition=condition)


class CountSpending(NamedTuple):
    """What an agent's key moves in a day. name: of the row. step, limit: minor units; the step is within the limit."""

    name: str
    step: int
    limit: int
    expires_at: datetime
    rank: int = UPDATE_RANK

    def prepare(self, store: "Store") -> Callable[[TransactWrite], None]:
        """An update that holds while the day's sum stays within the limit."""
        assert self.step <= self.limit, "a first step of more would have no row to meet"
        record = Record(*key_of(store.tenant, self.name))
        actions: list[Action] = [
            Record.uses.add(self.step),
            Record.kind.set("key_spending"),
            Record.expires_at.set(int(self.expires_at.timestamp())),
        ]
        condition = Record.uses.does_not_exist() | (Record.uses <= self.limit - self.step)
        return lambda transaction: transaction.update(record, actions, condition=condition)


class CountStock(NamedTuple):
    """Units of an item claimed (below 0) or given back. name: of the item, for the sentence that refuses it."""

    item_id: str
    name: str
    step: int
    rank: int = UPDATE_RANK

    def prepare(self, store: "Store") -> Callable[[TransactWrite], None]:
        """An update that holds for a claim while so many are left, or while the item may be sold beyond its stock."""
        record = Record(*key_of(store.tenant, self.item_id))
        # The events of the row's last version were told with that one: a stock that merely moves tells none again.
        actions: list[Action] = [Record.quantity.add(self.step), Record.outbox.remove()]
        condition = Record.quantity.exists()
        if self.step < 0:
            condition &= (Record.quantity >= -self.step) | (Record.enforced == False)  # noqa: E712 (no test: a condition)
        return lambda transaction: transaction.update(record, actions, condition=condition)


def count_use(coupon_id: str, code: str, step: int) -> list[CountUse]:
    """Both rows of a coupon count together."""
    return [CountUse(coupon_id, name, code, step) for name in (coupon_id, coupon_code_name(code))]
