"""Lists: ids from one index query, newest first, then their rows as they are at this moment."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from commerce.domain.entity import Shape
from commerce.store.keys import PLACEMENTS, Key, due_partition, key_of
from commerce.store.record import Record
from commerce.store.store import Store, answered, entity_of

E = TypeVar("E", bound=Shape)


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Which of a tenant's resources. low: the lowest id, included. below: the id that all ids are lower than.

    limit: how many at most.
    """

    status: str | None = None
    customer_id: str | None = None
    low: str | None = None
    below: str | None = None
    limit: int


@dataclass(frozen=True, slots=True)
class Listed(Generic[E]):
    """Some of a list. more_below: where the next part begins, None at the end."""

    entities: list[E]
    more_below: str | None = None


def list_entities(store: Store, entity: type[E], selection: Selection) -> Listed[E]:
    """The selected resources, newest first. The index tells which, a consistent read tells how they stand."""
    ids = _ids(store, entity, selection)
    shown = ids[: selection.limit]
    if not shown:
        return Listed([])
    found = store.read(*shown)
    entities = [
        standing
        for identity in shown
        # The index follows a moment after the row: what has left the status meanwhile is left out.
        if (standing := found.get(entity, identity)) is not None
        and (selection.status is None or getattr(standing, "status", None) == selection.status)
    ]
    return Listed(entities, shown[-1] if len(ids) > len(shown) else None)


def list_children(store: Store, entity: type[E], name: str, prefix: str, *, below: str | None, limit: int) -> Listed[E]:
    """The rows below an entity whose sort keys begin with `prefix`, newest first. below: a sort key, not included."""
    condition = Record.sk.startswith(prefix) if below is None else Record.sk.between(prefix, below)
    partition = key_of(store.tenant, name).pk
    query = Record.query(partition, condition, consistent_read=True, scan_index_forward=False, limit=limit + 2)
    records = [record for record in answered(lambda: list(query)) if record.sk != below]
    shown = records[:limit]
    return Listed([entity_of(entity, record) for record in shown], shown[-1].sk if len(records) > limit else None)


def _ids(store: Store, entity: type[Shape], selection: Selection) -> list[str]:
    kind = f"{store.tenant}/{PLACEMENTS[entity].kind}"
    condition: Any = None
    if selection.low is not None and selection.below is not None:
        condition = Record.id.between(selection.low, selection.below)
    elif selection.low is not None:
        condition = Record.id >= selection.low
    elif selection.below is not None:
        condition = Record.id < selection.below
    options: dict[str, Any] = {"scan_index_forward": False, "limit": selection.limit + 2}
    if selection.customer_id is not None:
        kept = None if selection.status is None else Record.status == selection.status
        query = Record.by_customer.query(f"{kind}/{selection.customer_id}", condition, kept, **options)
    elif selection.status is not None:
        query = Record.by_status.query(f"{kind}/{selection.status}", condition, **options)
    else:
        query = Record.by_created.query(kind, condition, **options)
    ids = answered(lambda: [record.id for record in query])
    # `between` includes its upper end; the selection does not. One more than the limit tells that there is more.
    return [identity for identity in ids if identity != selection.below][: selection.limit + 1]


def due_keys(shard: int, before: datetime, limit: int) -> list[Key]:
    """Keys of rows of all tenants that fell due in this shard, the longest overdue first."""
    query = Record.due.query(due_partition(shard), Record.due_at <= before.isoformat(), limit=limit)
    return answered(lambda: [Key(record.pk, record.sk) for record in query])
