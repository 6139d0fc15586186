"""Decisions about an order's lines: what they take from the catalog, and how they change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from commerce.domain import errors
from commerce.domain.ids import series
from commerce.domain.money import MoneyInput
from commerce.domain.order_editing import amount_in, chosen_rates, find_line
from commerce.domain.order_parts import DiscountScope, OrderLine
from commerce.domain.orders import MAX_LINES, Order
from commerce.domain.settings import Settings

if TYPE_CHECKING:
    # Only for a line that names an item is it loaded.
    from commerce.domain.items import Item
    from commerce.domain.order_commands import NewLine
    from commerce.domain.order_edit_commands import UpdateLineItem

NO_ITEMS: Mapping[str, Item] = {}


def add_lines(
    order: Order, settings: Settings, lines: Sequence[NewLine], items: Mapping[str, Item] = NO_ITEMS
) -> Order:
    """Lines are appended; each keeps its price. items: those that the lines name, by their ids."""
    if len(order.lines) + len(lines) > MAX_LINES:
        raise errors.OrderTooLarge(f"An order holds at most {MAX_LINES} lines; make another order for the rest.")
    ids = series("li", order.id, order.part_count, len(lines))
    added = []
    for index, (line_id, line) in enumerate(zip(ids, lines, strict=True)):
        plain, field = _added(settings, line, line_id), f"lineItems[{index}]"
        if line.item_id is not None:
            added.append(_from_catalog(order, line, plain, items.get(line.item_id), field))
        else:
            assert line.unit_price_money is not None
            added.append(plain.evolve(unit_amount=amount_in(order, line.unit_price_money, f"{field}.unitPriceMoney")))
    return order.evolve(lines=(*order.lines, *added), part_count=order.part_count + len(lines))


def _added(settings: Settings, line: NewLine, line_id: str) -> OrderLine:
    """A line with what the caller says of it, still without a price."""
    return OrderLine(
        id=line_id,
        name=line.name or "",
        quantity=line.quantity,
        unit_amount=0,
        taxable=line.taxable is not False,
        tax_category=line.tax_category,
        taxes=None if line.taxes is None else chosen_rates(settings, line.taxes),
        sku=line.sku,
        description=line.description,
        image_url=line.image_url,
        metadata=line.metadata,
    )


def _from_catalog(order: Order, line: NewLine, plain: OrderLine, item: Item | None, field: str) -> OrderLine:
    """The line with what it takes from its item. Raises ItemNotFound, ItemArchived or CurrencyMismatch."""
    if item is None:
        raise errors.ItemNotFound(
            f"There is no item {line.item_id}; GET /v1/items lists yours.", param=f"{field}.itemId"
        )
    item.require_sold(f"{field}.itemId")
    price = line.unit_price_money
    if price is None:
        price = MoneyInput.model_construct(**item.unit_price_money.model_dump())
    return plain.evolve(
        item_id=item.id,
        counted=item.counted,
        name=line.name or item.name,
        unit_amount=amount_in(order, price, f"{field}.unitPriceMoney" if line.unit_price_money else f"{field}.itemId"),
        taxable=item.taxable if line.taxable is None else line.taxable,
        tax_category=line.tax_category or item.tax_category,
        sku=line.sku or item.sku,
        description=line.description or item.description,
        image_url=line.image_url or item.image_url,
    )


def update_line(order: Order, line_id: str, command: UpdateLineItem) -> Order:
    """One line changed; what the command leaves out stays."""
    line = find_line(order, line_id)
    changes = {name: getattr(command, name) for name in command.model_fields_set & _PLAIN_LINE_FIELDS}
    if command.unit_price_money is not None:
        changes["unit_amount"] = amount_in(order, command.unit_price_money, "unitPriceMoney")
    if changes.get("metadata", ...) is None:
        changes["metadata"] = {}
    for required in ("name", "quantity", "taxable"):
        if changes.get(required, ...) is None:
            del changes[required]
    return order.evolve(lines=tuple(kept.evolve(**changes) if kept is line else kept for kept in order.lines))


_PLAIN_LINE_FIELDS = {"name", "quantity", "taxable", "tax_category", "description", "metadata"}


def remove_lines(order: Order, line_ids: Sequence[str]) -> Order:
    """Lines are taken away, and discounts that were limited to them alone with them."""
    for line_id in line_ids:
        find_line(order, line_id)
    gone = set(line_ids)
    kept = tuple(line for line in order.lines if line.id not in gone)
    discounts = (
        discount.evolve(line_ids=tuple(line_id for line_id in discount.line_ids if line_id not in gone))
        for discount in order.applied_discounts
    )
    standing = tuple(d for d in discounts if d.scope is DiscountScope.ORDER or d.line_ids)
    return order.evolve(lines=kept, applied_discounts=standing)
