"""The invoice of a cycle: made and numbered in the transaction that makes its order, void if that never comes to be."""

from typing import NamedTuple

from commerce.context import Context
from commerce.domain import order_actions
from commerce.domain.document_numbers import InvoiceCounter
from commerce.domain.invoices import Invoice
from commerce.domain.lifecycle import InvoiceStatus, OrderStatus, SubscriptionStatus
from commerce.domain.orders import Order
from commerce.domain.page_tokens import PageToken, new_page_token
from commerce.domain.subscriptions import Subscription
from commerce.store.keys import INVOICE_COUNTER
from commerce.store.writes import Create, Replace, Write
from commerce.usecases import checkout_endings
from commerce.usecases.commit import outbox, recorded
from commerce.usecases.finding import customer_of, found_order
from commerce.usecases.invoice_numbers import next_number

NEVER_BEGAN = "the subscription never began"


class Invoiced(NamedTuple):
    """An order with its invoice, and the writes of the invoice and of its number."""

    order: Order
    writes: tuple[Write, ...]


def invoiced(ctx: Context, order: Order, subscription: Subscription) -> Invoiced:
    """The order of a cycle, not yet written, with an issued invoice; who loses the race for a number decides anew."""
    now = ctx.now()
    found = ctx.store.read(INVOICE_COUNTER, *([order.customer_id] if order.customer_id else []))
    counter = found.get(InvoiceCounter, INVOICE_COUNTER) or InvoiceCounter()
    taken = next_number(counter)
    order = order.evolve(invoice_id=ctx.new_id("inv"), invoice_issued=True)
    draft = Invoice.draft_of(order, str(order.invoice_id), seller_name=ctx.settings.business_name, now=now)
    draft = draft.between(ctx.settings, customer_of(found, order)).evolve(
        page_token=new_page_token(PageToken(*ctx.tenant, draft.id)),
        service_start_at=subscription.current_period_start_at,
        service_end_at=subscription.current_period_end_at,
    )
    invoice = draft.issued(order, taken.number, now).shown_at(ctx.public_url)
    events = ("invoice.created", "invoice.paid") if invoice.status is InvoiceStatus.PAID else ("invoice.created",)
    return Invoiced(order, (Create(invoice, outbox(ctx, *events)), taken.write))


def voided(ctx: Context, order: Order) -> list[Write]:
    """The writes that declare the invoice of an order void that is closed unpaid; none if it has no issued one."""
    if order.invoice_id is None or not order.invoice_issued:
        return []
    invoice = ctx.store.read(order.invoice_id).get(Invoice, order.invoice_id)
    if invoice is None or invoice.status is not InvoiceStatus.OPEN:
        return []
    now = ctx.now()
    void = invoice.evolve(status=InvoiceStatus.VOID, voided_at=now, version=invoice.version + 1, updated_at=now)
    return [Replace(void, invoice.version, outbox(ctx, "invoice.voided"), [invoice.status])]


def closing_writes(ctx: Context, subscription: Subscription) -> tuple[Write, ...]:
    """The writes that close the order of a subscription that never began: nothing of it stays open."""
    assert subscription.status is SubscriptionStatus.INCOMPLETE, "what has begun owes its order"
    if subscription.open_order_id is None:
        return ()
    order = found_order(ctx.store.read(subscription.open_order_id), subscription.open_order_id)
    if order.status is not OrderStatus.OPEN or order.paid:
        return ()
    order_actions.require_settled(order)
    closed = order.evolve(
        status=OrderStatus.CLOSED, closed_reason=NEVER_BEGAN, version=order.version + 1, updated_at=ctx.now()
    )
    closed, activity = recorded(ctx, order, closed, "order.close", f"Order closed: {NEVER_BEGAN}.")
    over = Replace(closed, order.version, outbox(ctx, "order.closed"), [OrderStatus.OPEN])
    return over, activity, *voided(ctx, order), *checkout_endings.follow(ctx, order, closed)
