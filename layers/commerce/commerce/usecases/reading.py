"""What the reading of a resource answers beyond its own row."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from commerce.context import Context
from commerce.domain.lifecycle import InvoiceStatus
from commerce.store.lists import Listed
from commerce.usecases.finding import found_order

if TYPE_CHECKING:
    # Who reads them has loaded them.
    from commerce.domain.invoices import Invoice
    from commerce.domain.orders import Order
    from commerce.domain.payments import PaymentIntent
    from commerce.domain.subscriptions import BillingCycle


def with_refunds(ctx: Context, intents: Sequence[PaymentIntent]) -> list[PaymentIntent]:
    """Payment intents as they are answered: the order's books say what of each went back."""
    if not intents:
        return []
    from commerce.domain.refund_reservation import refundable_by_payment  # noqa: PLC0415 (invoices have no use for it)

    found = ctx.store.read(*(intent.order_id for intent in intents))
    answered = []
    for intent in intents:
        order = found_order(found, intent.order_id)
        left = refundable_by_payment(order).get(intent.id, intent.amount_money.amount)
        answered.append(intent.with_refunds(intent.amount_money.amount - left))
    return answered


def orders_of(ctx: Context, cycles: Listed[BillingCycle]) -> Listed[Order]:
    """The orders that cycles made, in the same order."""
    found = ctx.store.read(*(cycle.order_id for cycle in cycles.entities)) if cycles.entities else None
    orders = [found_order(found, cycle.order_id) for cycle in cycles.entities if found is not None]
    return Listed(orders, cycles.more_below)


def answered_invoices(ctx: Context, invoices: Sequence[Invoice]) -> list[Invoice]:
    """Invoices as they are answered now: a draft has its order's amounts of this moment."""
    drafts = [invoice.order_id for invoice in invoices if invoice.status is InvoiceStatus.DRAFT]
    found = ctx.store.read(*drafts) if drafts else None
    now = ctx.now()
    return [
        as_drafted(invoice, found_order(found, invoice.order_id)).at(now)
        if found is not None and invoice.status is InvoiceStatus.DRAFT
        else invoice.at(now).shown_at(ctx.public_url)
        for invoice in invoices
    ]


def as_drafted(invoice: Invoice, order: Order) -> Invoice:
    """A draft with its order's amounts; another one as it is."""
    return invoice.of_order(order) if invoice.status is InvoiceStatus.DRAFT else invoice
