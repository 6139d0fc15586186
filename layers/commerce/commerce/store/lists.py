"""Lists: ids from one index query, newest first, then their rows as they are at this moment."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, NamedTuple, TypeVar

from commerce.domain.entity import Shape
from commerce.store.keys import PLACEMENTS, Key, Tenant, due_partition, key_of, placement_of
from commerce.store.record import Record
from commerce.store.store import Store, answered, entity_of
from commerce.store.table import Table

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


class Listed(NamedTuple, Generic[E]):
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
        and (selection.status is None or placement_of(entity).status(standing) == selection.status)
    ]
    return Listed(entities, shown[-1] if len(ids) > len(shown) else None)


def list_children(store: Store, entity: type[E], name: str, prefix: str, *, below: str | None, limit: int) -> Listed[E]:
    """The rows below an entity whose sort keys begin with `prefix`, newest first. below: a sort key, not included."""
    if below is not None and below < prefix:
        return Listed([])  # DynamoDB refuses such a range
    condition = Record.sk.startswith(prefix) if below is None else Record.sk.between(prefix, below)
    partition = key_of(store.tenant, name).pk
    options = {"consistent_read": True, "scan_index_forward": False, "limit": limit + 2}
    found = answered(lambda: store.table.query(Record, partition, condition, **options))
    records = [record for record in found if record.sk != below]
    shown = records[:limit]
    return Listed([entity_of(entity, record) for record in shown], shown[-1].sk if len(records) > limit else None)


def _ids(store: Store, entity: type[Shape], selection: Selection) -> list[str]:
    kind = f"{store.tenant}/{placement_of(entity).kind}"
    condition: Any = None
    index: Any = Record.by_created
    partition = kind
    if selection.low is not None and selection.below is not None:
        if selection.low > selection.below:
            return []  # DynamoDB refuses such a range
        condition = Record.id.between(selection.low, selection.below)
    elif selection.low is not None:
        condition = Record.id >= selection.low
    elif selection.below is not None:
        condition = Record.id < selection.below
    options: dict[str, Any] = {"scan_index_forward": False, "limit": selection.limit + 2}
    if selection.customer_id is not None:
        index, partition = Record.by_customer, f"{kind}/{selection.customer_id}"
        options["filter_condition"] = None if selection.status is None else Record.status == selection.status
    elif selection.status is not None:
        index, partition = Record.by_status, f"{kind}/{selection.status}"
    ids = answered(lambda: [record.id for record in store.table.query(index, partition, condition, **options)])
    # `between` includes its upper end; the selection does not. One more than the limit tells that there is more.
    return [identity for identity in ids if identity != selection.below][: selection.limit + 1]


def due_keys(table: Table, shard: int, before: datetime, limit: int) -> list[Key]:
    """Keys of rows of all tenants that fell due in this shard, the longest overdue first."""
    fell_due = Record.due_at <= before.isoformat()
    rows = answered(lambda: table.query(Record.due, due_partition(shard), fell_due, limit=limit))
    return [Key(row.pk, row.sk) for row in rows]


def all_tenants() -> Iterator[Tenant]:
    """Every merchant in every mode, the oldest first, page by page."""
    settings = PLACEMENTS["settings.Settings"].kind
    return (Tenant.of_key(record.pk) for record in Record.by_created.query(settings, page_size=1_000))
