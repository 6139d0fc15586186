"""An invoice follows the payments of its order, in the same transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from commerce.context import Context
from commerce.domain.lifecycle import InvoiceStatus
from commerce.domain.orders import Order
from commerce.store.writes import Replace, Write
from commerce.usecases.commit import outbox

if TYPE_CHECKING:
    # Only for an order with an invoice is it loaded.
    from commerce.domain.invoices import Invoice


class Followed(NamedTuple):
    """An order's invoice after a payment, and its write; None and none if it has none that was issued."""

    invoice: Invoice | None = None
    writes: tuple[Write, ...] = ()


def follow(ctx: Context, before: Order, after: Order) -> Followed:
    """What a change of the order makes of its issued invoice; read only if there is one and money came in."""
    if not after.invoice_issued or (before.paid, before.status) == (after.paid, after.status):
        return Followed()
    from commerce.domain.invoices import Invoice  # noqa: PLC0415 (no cold start of others pays for it)

    assert after.invoice_id is not None
    invoice = ctx.store.read(after.invoice_id).get(Invoice, after.invoice_id)
    if invoice is None or invoice.status in {InvoiceStatus.PAID, InvoiceStatus.VOID}:
        return Followed(invoice)
    now = ctx.now()
    told = invoice.after_payment(after, now).evolve(version=invoice.version + 1, updated_at=now).at(now)
    events = outbox(ctx, "invoice.paid") if told.status is InvoiceStatus.PAID else ()
    return Followed(told, (Replace(told, invoice.version, events, [invoice.status]),))
