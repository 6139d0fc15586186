"""Lists: ids from one index query, newest first, then their rows as they are at this moment."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Generic, NamedTuple, TypeVar

from pynamodb.expressions.condition import Condition

from commerce.domain.entity import Shape
from commerce.store.keys import PLACEMENTS, Key, Tenant, due_partition, key_of, placement_of
from commerce.store.record import Record
from commerce.store.store import Store, answered, entity_of
from commerce.store.table import Table

FILTERED_READ = 500
MAX_FILTERED_READS = 10
"""A list by customer and status reads at most 5,000 keys of the customer for one page."""

MAX_SHOWN_READS = 10
"""A list by a status that follows from clock and counts reads on until its page is full, but not for ever."""

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

    def holds(self, entity: Shape) -> bool:
        """True if a resource that was found otherwise is among those that are selected."""
        identity = str(getattr(entity, "id", ""))
        return (
            (self.status is None or getattr(entity, "status", None) == self.status)
            and (self.customer_id is None or getattr(entity, "customer_id", None) == self.customer_id)
            and (self.low is None or identity >= self.low)
            and (self.below is None or identity < self.below)
        )


class Listed(NamedTuple, Generic[E]):
    """Some of a list. more_below: where the next part begins, None at the end."""

    entities: list[E]
    more_below: str | None = None


def list_entities(store: Store, entity: type[E], selection: Selection) -> Listed[E]:
    """The selected resources, newest first. The index tells which, a consistent read tells how they stand."""
    ids, more_below = _page_of_ids(store, entity, selection)
    if not ids:
        return Listed([], more_below)
    names = {identity: placement_of(entity).named(identity) for identity in ids}
    found = store.read(*names.values())
    entities = [
        standing
        for identity, name in names.items()
        # The index follows a moment after the row: what has left the status meanwhile is left out.
        if (standing := found.get(entity, name)) is not None
        and (selection.status is None or placement_of(entity).status(standing) == selection.status)
    ]
    return Listed(entities, more_below)


def list_shown(
    store: Store, entity: type[E], selection: Selection, show: Callable[[E], E], status: str | None
) -> Listed[E]:
    """The selected resources as they are shown now, those that then have this status; None: in whichever they are."""
    kept: list[E] = []
    part = selection
    for _ in range(MAX_SHOWN_READS):
        read = list_entities(store, entity, part)
        shown = map(show, read.entities)
        kept += [each for each in shown if status in {None, each.status}]  # type: ignore[attr-defined]  # it has one
        if read.more_below is None or len(kept) >= selection.limit:
            break
        part = replace(part, below=read.more_below)
    cut = len(kept) > selection.limit
    more = str(kept[selection.limit - 1].id) if cut else read.more_below  # type: ignore[attr-defined]  # likewise
    return Listed(kept[: selection.limit], more)


def list_held(held: Iterable[E], selection: Selection) -> Listed[E]:
    """The selected ones of a few that stand in one document, newest first: by their ids, which pages go by."""
    newest_first = sorted(held, key=lambda entity: str(getattr(entity, "id", "")), reverse=True)
    found = [entity for entity in newest_first if selection.holds(entity)]
    shown = found[: selection.limit]
    return Listed(shown, str(getattr(shown[-1], "id", "")) if len(found) > len(shown) else None)


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


def _page_of_ids(store: Store, entity: type[Shape], selection: Selection) -> tuple[list[str], str | None]:
    """The ids of a page, and where the next one begins; None at the end."""
    if selection.low is not None and selection.below is not None and selection.low > selection.below:
        return [], None  # DynamoDB refuses such a range
    if selection.customer_id is not None and selection.status is not None:
        return _page_of_both(store, entity, selection)
    records = _rows(store, entity, selection, selection.limit)
    ids = [record.id for record in records[: selection.limit]]
    return ids, ids[-1] if len(records) > len(ids) else None


def _page_of_both(store: Store, entity: type[Shape], selection: Selection) -> tuple[list[str], str | None]:
    """Of a customer's rows those of a status: read on until the page is full, but not for ever.

    No index holds both, so a page may be short or empty though more follow.
    """
    kept: list[str] = []
    for _ in range(MAX_FILTERED_READS):
        rows = _rows(store, entity, selection, FILTERED_READ)
        read = rows[:FILTERED_READ]
        kept += [record.id for record in read if record.status == selection.status]
        if len(kept) > selection.limit:
            return kept[: selection.limit], kept[selection.limit - 1]
        if len(rows) == len(read):
            return kept, None
        selection = replace(selection, below=read[-1].id)
    return kept, selection.below


def _rows(store: Store, entity: type[Shape], selection: Selection, limit: int) -> list[Record]:
    """Rows of one index in the selection's range, newest first; one more than the limit tells that there is more."""
    kind = f"{store.tenant}/{placement_of(entity).kind}"
    index: Any = Record.by_created
    partition = kind
    if selection.customer_id is not None:
        index, partition = Record.by_customer, f"{kind}/{selection.customer_id}"
    elif selection.status is not None:
        index, partition = Record.by_status, f"{kind}/{selection.status}"
    options: dict[str, Any] = {"scan_index_forward": False, "limit": limit + 2}
    records = answered(lambda: store.table.query(index, partition, _range(selection), **options))
    # `between` includes its upper end; the selection does not.
    return [record for record in records if record.id != selection.below][: limit + 1]


def _range(selection: Selection) -> Condition | None:
    if selection.low is not None and selection.below is not None:
        return Record.id.between(selection.low, selection.below)
    if selection.low is not None:
        return Record.id >= selection.low
    return None if selection.below is None else Record.id < selection.below


def due_keys(table: Table, queue: str, shard: int, before: datetime, limit: int) -> list[Key]:
    """Keys of rows of all tenants that fell due in this shard of a queue, the longest overdue first."""
    fell_due = Record.due_at <= before.isoformat()
    rows = answered(lambda: table.query(Record.due, due_partition(queue, shard), fell_due, limit=limit))
    return [Key(row.pk, row.sk) for row in rows]


def all_tenants() -> Iterator[Tenant]:
    """Every merchant in every mode, the oldest first, page by page."""
    settings = PLACEMENTS["settings.Settings"].kind
    return (Tenant.of_key(record.pk) for record in Record.by_created.query(settings, page_size=1_000))
