"""Items: kept in the catalog, their SKUs one each, their stock adjusted with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from commerce.context import Context
from commerce.domain import errors
from commerce.domain.items import InventoryChange, Item
from commerce.domain.lifecycle import ItemStatus
from commerce.domain.money import Money, MoneyInput
from commerce.domain.unique_names import SKU, UniqueName
from commerce.store.lists import Listed, Selection, list_entities
from commerce.store.store import Found
from commerce.store.writes import Create, Replace, TransactionLost, Write
from commerce.usecases.commit import (
    OK,
    answered_record,
    commit,
    commit_new,
    outbox,
    remember,
    replay,
    require_version,
    until_written,
)
from commerce.usecases.unique_names import holder_of, moved

if TYPE_CHECKING:
    from commerce.domain.item_commands import AdjustInventory, CreateItem, UpdateItem

REQUIRED = frozenset({"name", "unit_price_money", "type", "taxable", "enforce_inventory_limit", "status"})
"""What an item can't be without: `null` leaves it as it is."""


def create(ctx: Context, command: CreateItem) -> Item:
    """Put an item into the catalog; its SKU must be free."""
    now = ctx.now()
    values = {name: getattr(command, name) for name in type(command).model_fields}
    price = _money(ctx, command.unit_price_money)
    item = Item(id=ctx.new_id("item"), created_at=now, updated_at=now, **(values | {"unit_price_money": price}))
    return until_written(ctx, lambda: _create(ctx, item))


def _create(ctx: Context, item: Item) -> Item:
    try:
        name = [] if item.sku is None else [Create(UniqueName(kind=SKU, name=item.sku, holder_id=item.id))]
        if ctx.request.dry_run:  # no write will tell whether the SKU is free
            _moved_sku(ctx, item, held=None, wanted=item.sku)
        return commit_new(ctx, item, [Create(item), *name])
    except TransactionLost:
        return commit_new(ctx, item, [Create(item), *_moved_sku(ctx, item, held=None, wanted=item.sku)])


def _moved_sku(ctx: Context, item: Item, *, held: str | None, wanted: str | None) -> list[Write]:
    """Raises SkuExists if another item has the SKU."""
    refusal = errors.SkuExists(
        f"Another item has the SKU {wanted}; choose another one, or change that item.", param="sku"
    )
    return moved(ctx, SKU, item.id, held=held, wanted=wanted, refusal=refusal)


def update(ctx: Context, item_id: str, command: UpdateItem) -> Item:
    """Change an item; orders that exist keep what they took from it."""
    changes = {name: getattr(command, name) for name in command.model_fields_set}
    for required in REQUIRED & changes.keys():
        if changes[required] is None:
            del changes[required]
    if "unit_price_money" in changes:
        changes["unit_price_money"] = _money(ctx, changes["unit_price_money"])
    if changes.get("metadata", ...) is None:
        changes["metadata"] = {}
    return _change(ctx, item_id, changes)


def archive(ctx: Context, item_id: str) -> Item:
    """Take an item off the catalog: no new line can name it, orders that have it go on, its SKU is free again."""
    return _change(ctx, item_id, {"status": ItemStatus.ARCHIVED})


def _change(ctx: Context, item_id: str, changes: dict[str, object]) -> Item:
    """An archived item holds no SKU; one that comes back takes its own again, if it is still free."""

    def change() -> Item:
        found = ctx.read(item_id, with_settings=True)
        replay(ctx, found)
        item = found_item(found, item_id)
        require_version(ctx, item.version)
        _require_countable(item, changes)
        edited = item.evolve(version=item.version + 1, updated_at=ctx.now(), **changes)
        if not edited.low:
            edited = edited.evolve(low_told=False)
        held = item.sku if item.status is ItemStatus.ACTIVE else None
        wanted = edited.sku if edited.status is ItemStatus.ACTIVE else None
        skus = _moved_sku(ctx, item, held=held, wanted=wanted)
        record = answered_record(ctx, edited, OK)
        commit(ctx, [Replace(edited, item.version, before=item), *skus, *remember(ctx, record)])
        return edited

    return until_written(ctx, change)


def _require_countable(item: Item, changes: dict[str, object]) -> None:
    if "quantity_available" not in changes:
        return
    if item.counted and changes["quantity_available"] != item.quantity_available:
        field = errors.InvalidField("quantityAvailable", "IMMUTABLE", "POST /v1/items/{id}/inventory/adjust")
        raise errors.InvalidRequest(
            "This item's stock is counted: orders change it at any moment, so it is adjusted, never set.",
            param="quantityAvailable",
            fields=[field],
            supported_actions=["adjustInventory"],
        )


def adjust_inventory(ctx: Context, item_id: str, command: AdjustInventory) -> Item:
    """Add to an item's stock, or take away from it, and note why."""

    def change() -> Item:
        found = ctx.read(item_id)
        replay(ctx, found)
        item = found_item(found, item_id)
        require_version(ctx, item.version)
        now = ctx.now()
        adjusted = item.adjusted(command.quantity_delta).evolve(version=item.version + 1, updated_at=now)
        if not adjusted.low:
            adjusted = adjusted.evolve(low_told=False)
        assert adjusted.quantity_available is not None
        noted = InventoryChange(
            id=ctx.new_id("ich"),
            item_id=item.id,
            sequence=adjusted.change_count,
            quantity_delta=command.quantity_delta,
            quantity_after=adjusted.quantity_available,
            change_reason=command.change_reason,
            note=command.note,
            actor=ctx.actor,
            created_at=now,
        )
        record = answered_record(ctx, adjusted, OK)
        commit(ctx, [Replace(adjusted, item.version, before=item), Create(noted), *remember(ctx, record)])
        return adjusted

    return until_written(ctx, change)


def watch_stock(ctx: Context, item_id: str) -> None:
    """Say once that an item's stock has become low; once it no longer is, be ready to say so again.

    Called for every change of a watched item's row. Whoever changes it in between is watched in turn.
    """
    item = ctx.store.read(item_id).get(Item, item_id)
    if item is None or item.low == item.low_told:
        return
    noted = item.evolve(low_told=item.low, version=item.version + 1, updated_at=ctx.now())
    events = outbox(ctx, "item.inventory_low") if item.low else ()
    try:
        ctx.store.write([Replace(noted, item.version, events)])
    except TransactionLost:
        return


def listed(ctx: Context, selection: Selection, *, sku: str | None) -> Listed[Item]:
    """The selected items, newest first, or the one with a SKU."""
    if sku is None:
        return list_entities(ctx.store, Item, selection)
    item_id = holder_of(ctx, SKU, sku)
    if item_id is None:
        return Listed([])
    item = ctx.store.read(item_id).get(Item, item_id)
    return Listed(_fitting([] if item is None else [item], selection))


def _fitting(items: Sequence[Item], selection: Selection) -> list[Item]:
    return [
        item
        for item in items
        if selection.status in {None, item.status}
        and (selection.low is None or item.id >= selection.low)
        and (selection.below is None or item.id < selection.below)
    ]


def found_item(found: Found, item_id: str) -> Item:
    """Raises ItemNotFound if the read did not find it."""
    item = found.get(Item, item_id) if item_id.startswith("item_") else None
    if item is None:
        raise errors.ItemNotFound(f"There is no item {item_id}; GET /v1/items lists yours.", param="itemId")
    return item


def _money(ctx: Context, money: MoneyInput) -> Money:
    return Money(amount=money.amount, currency=money.currency or ctx.settings.currency)
