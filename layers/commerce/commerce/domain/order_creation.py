"""A new order, as a caller asks for it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from commerce.domain.order_commands import CreateOrder
from commerce.domain.order_editing import add_charges, add_tips, chosen_rates
from commerce.domain.order_lines import NO_ITEMS, add_lines
from commerce.domain.orders import Order
from commerce.domain.settings import Settings

if TYPE_CHECKING:
    # Only for an order that names them are they loaded.
    from commerce.domain.customers import Customer
    from commerce.domain.items import Item


def new_order(
    settings: Settings,
    command: CreateOrder,
    *,
    order_id: str,
    now: datetime,
    items: Mapping[str, Item] = NO_ITEMS,
    customer: Customer | None = None,
) -> Order:
    """An order as a caller asks for it, without its discounts and without taxes that the caller did not name.

    items, customer: those that the command names.
    """
    order = Order(
        id=order_id,
        currency=command.currency or settings.currency,
        customer_id=command.customer_id,
        tax_exempt=customer is not None and customer.tax_exempt,
        buyer_email=command.buyer_email or (None if customer is None else customer.email),
        buyer_note=command.buyer_note,
        merchant_note=command.merchant_note,
        metadata=command.metadata,
        tax_address=command.tax_address or (None if customer is None else customer.tax_address),
        rates=() if command.taxes is None else chosen_rates(settings, command.taxes),
        taxes_given=command.taxes is not None,
        tax_provider=settings.tax_provider,
        prices_include_tax=settings.prices_include_tax,
        rounding=settings.rounding,
        created_at=now,
        updated_at=now,
    )
    order = add_lines(order, settings, command.line_items, items)
    order = add_charges(order, command.charges, field="charges[{}].amountMoney")
    return add_tips(order, command.tips, field="tips[{}].amountMoney") if command.tips else order
