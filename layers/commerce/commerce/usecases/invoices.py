"""Invoices: changed, issued under the next number, voided. `invoice_drafting` makes them, `invoice_sending` sends."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from commerce.context import Context
from commerce.domain import errors
from commerce.domain.document_numbers import InvoiceCounter
from commerce.domain.invoices import Invoice
from commerce.domain.lifecycle import InvoiceStatus, OrderStatus
from commerce.domain.orders import Order
from commerce.domain.page_tokens import PageToken, new_page_token
from commerce.store.keys import INVOICE_COUNTER
from commerce.store.writes import Replace, Write
from commerce.usecases.commit import (
    OK,
    answered_record,
    commit,
    outbox,
    recorded,
    remember,
    replay,
    require_version,
    until_written,
)
from commerce.usecases.finding import customer_of, found_invoice, found_order
from commerce.usecases.invoice_numbers import next_number
from commerce.usecases.reading import as_drafted

if TYPE_CHECKING:
    from commerce.domain.customers import Customer
    from commerce.domain.invoice_commands import UpdateInvoice


def update(ctx: Context, invoice_id: str, command: UpdateInvoice) -> Invoice:
    """Change a draft; of an issued invoice only the metadata."""

    def change() -> Invoice:
        invoice, order, *_ = read_whole(ctx, invoice_id)
        changes = {name: getattr(command, name) for name in command.model_fields_set}
        if changes.keys() - {"metadata"} and invoice.status is not InvoiceStatus.DRAFT:
            raise errors.InvoiceStatusConflict(
                f"Invoice {invoice.invoice_number} is {invoice.status}; only its metadata can still change. Void it "
                "and draft another one.",
                param="invoiceId",
            )
        if changes.get("metadata", ...) is None:
            changes["metadata"] = {}
        return written(ctx, invoice, as_drafted(invoice.evolve(**changes), order))

    return until_written(ctx, change)


def issue(ctx: Context, invoice_id: str) -> Invoice:
    """Give a draft its number; its order's amounts can't change from now on."""

    def change() -> Invoice:
        whole = read_whole(ctx, invoice_id)
        whole.invoice.require(InvoiceStatus.OPEN, "issued")
        issued_, writes = issued(ctx, whole)
        return written(ctx, whole.invoice, issued_, *writes, events=paid_at_once(issued_))

    return until_written(ctx, change)


def paid_at_once(invoice: Invoice) -> tuple[str, ...]:
    """An order that was paid before it was invoiced."""
    return ("invoice.paid",) if invoice.status is InvoiceStatus.PAID else ()


def issued(ctx: Context, whole: Whole) -> tuple[Invoice, list[Write]]:
    """The invoice under the next number, and the writes that take that number and hold the order's amounts.

    Raises PaymentInProgress while a payment of the order is in flight, OrderNotPayable if the order is closed.
    """
    invoice, order = whole.invoice, whole.order
    if order.payment_in_flight is not None:
        raise errors.PaymentInProgress("A payment of the order is in flight; issue the invoice when it has ended.")
    if order.status is OrderStatus.CLOSED:
        raise errors.OrderNotPayable("The order is closed; void this draft.", param="invoiceId")
    taken = next_number(whole.counter)
    now = ctx.now()
    token = new_page_token(PageToken(*ctx.tenant, invoice.id))
    drafted = invoice.between(ctx.settings, whole.customer).evolve(page_token=token)
    numbered = drafted.issued(order, taken.number, now)
    held = order.evolve(invoice_issued=True, version=order.version + 1, updated_at=now)
    held, activity = recorded(ctx, order, held, "invoice.issued", f"Invoice {numbered.invoice_number} issued.")
    return numbered, [
        taken.write,
        Replace(held, order.version, outbox(ctx, "order.updated"), [order.status]),
        activity,
    ]


def void(ctx: Context, invoice_id: str) -> Invoice:
    """Declare an invoice void; it keeps its number, and its order can change again."""

    def change() -> Invoice:
        invoice, order, *_ = read_whole(ctx, invoice_id)
        invoice.require(InvoiceStatus.VOID, "voided")
        if order.payment_in_flight is not None:
            raise errors.PaymentInProgress("A payment of the order is in flight; void the invoice when it has ended.")
        if order.invoice_issued and order.refundable > 0:
            raise errors.InvoiceStatusConflict(
                f"A part of invoice {invoice.invoice_number} was paid; refund it, then void the invoice.",
                param="invoiceId",
                supported_actions=["refund"],
            )
        now = ctx.now()
        free = order.evolve(invoice_id=None, invoice_issued=False, version=order.version + 1, updated_at=now)
        name = invoice.invoice_number or "draft"
        free, activity = recorded(ctx, order, free, "invoice.voided", f"Invoice {name} voided.")
        uncredited, notes = _without_credit_notes(ctx, as_drafted(invoice, order))
        voided = uncredited.evolve(status=InvoiceStatus.VOID, voided_at=now)
        over = Replace(free, order.version, outbox(ctx, "order.updated"), [order.status])
        return written(ctx, invoice, voided, over, activity, *notes, events=("invoice.voided",))

    return until_written(ctx, change)


def _without_credit_notes(ctx: Context, invoice: Invoice) -> tuple[Invoice, list[Write]]:
    """A void invoice is the whole of it: credit notes beside it would take the same back twice."""
    if not invoice.credit_notes:
        return invoice, []
    from commerce.usecases.crediting import voided_with  # noqa: PLC0415 (only who has some pays for it)

    return voided_with(ctx, invoice)


class Whole(NamedTuple):
    """An invoice with what may be written along with it."""

    invoice: Invoice
    order: Order
    counter: InvoiceCounter
    customer: Customer | None


def read_whole(ctx: Context, invoice_id: str) -> Whole:
    """Two round trips. Raises Replayed for a request that was answered."""
    found = ctx.read(invoice_id, with_settings=True)
    replay(ctx, found)
    invoice = found_invoice(found, invoice_id)
    require_version(ctx, invoice.version)
    known = [] if invoice.customer_id is None else [invoice.customer_id]
    beside = ctx.store.read(invoice.order_id, INVOICE_COUNTER, *known)
    counter = beside.get(InvoiceCounter, INVOICE_COUNTER) or InvoiceCounter()
    order = found_order(beside, invoice.order_id)
    if order.customer_id not in {None, invoice.customer_id}:  # a draft's order was given to somebody else
        return Whole(invoice, order, counter, customer_of(ctx.store.read(str(order.customer_id)), order))
    return Whole(invoice, order, counter, customer_of(beside, order))


def written(ctx: Context, before: Invoice, after: Invoice, *writes: Write, events: Sequence[str] = ()) -> Invoice:
    """Write an invoice's next version with what goes along."""
    now = ctx.now()
    after = after.evolve(version=before.version + 1, updated_at=now).at(now).shown_at(ctx.public_url)
    record = answered_record(ctx, after, OK)
    over = Replace(after, before.version, outbox(ctx, *events), [before.status])
    commit(ctx, [over, *writes, *remember(ctx, record)])
    return after
