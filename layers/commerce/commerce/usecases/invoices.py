"""Invoices: drafted from an order, issued under the next number, voided. `invoice_sending` sends them."""

from collections.abc import Sequence
from typing import NamedTuple

from commerce.context import Context
from commerce.domain import errors
from commerce.domain.invoice_commands import CreateInvoice, UpdateInvoice
from commerce.domain.invoices import UNPAID, Invoice, InvoiceCounter
from commerce.domain.lifecycle import InvoiceStatus, OrderStatus
from commerce.domain.order_commands import CreateOrder
from commerce.domain.orders import Order
from commerce.domain.payment_commands import RecordManualPayment
from commerce.store.keys import INVOICE_COUNTER
from commerce.store.store import Found
from commerce.store.writes import Create, Replace, Write
from commerce.usecases import order_creation, payments
from commerce.usecases.commit import (
    CREATED,
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
from commerce.usecases.finding import found_order
from commerce.usecases.invoice_numbers import next_number

SOURCE = "invoice"


def create(ctx: Context, command: CreateInvoice) -> Invoice:
    """Draft an invoice; without an order, one is made of its lines, in the same transaction."""
    return until_written(ctx, lambda: _create(ctx, command))


def _create(ctx: Context, command: CreateInvoice) -> Invoice:
    order, before = _order_to_invoice(ctx, command)
    now = ctx.now()
    invoice = Invoice.draft_of(order, ctx.new_id("inv"), seller_name=ctx.settings.business_name, now=now).evolve(
        recipient_email=command.recipient_email or order.buyer_email,
        memo=command.memo,
        due_at=command.due_at,
        metadata=command.metadata,
    )
    version = 1 if before is None else order.version + 1
    invoiced = order.evolve(invoice_id=invoice.id, version=version, updated_at=now)
    kind, told = ("order.created", "Order made for an invoice.") if before is None else ("order.invoiced", "Invoiced.")
    invoiced, activity = recorded(ctx, before, invoiced, kind, told)
    if before is None:
        write: Write = Create(invoiced, outbox(ctx, "order.created"))
    else:
        write = Replace(invoiced, before.version, outbox(ctx, "order.updated"), [before.status])
    record = answered_record(ctx, invoice, CREATED)
    commit(ctx, [write, activity, Create(invoice, outbox(ctx, "invoice.created")), *remember(ctx, record)])
    return invoice


def _order_to_invoice(ctx: Context, command: CreateInvoice) -> tuple[Order, Order | None]:
    """The order, and as it stands in the database: None if it is made for the invoice."""
    if command.order_id is None:
        replay(ctx, ctx.read(with_settings=True))
        wanted = CreateOrder(
            line_items=command.line_items,
            taxes=command.taxes,
            tax_address=command.tax_address,
            currency=command.currency,
            customer_id=command.customer_id,
            buyer_email=command.recipient_email,
        )
        return order_creation.calculate(ctx, wanted).evolve(source=SOURCE), None
    found = ctx.read(command.order_id, with_settings=True)
    replay(ctx, found)
    order = found_order(found, command.order_id)
    if order.invoice_id is not None:
        raise errors.InvoiceExists(
            f"Order {order.id} has invoice {order.invoice_id}; void that one first, or use it.", param="orderId"
        )
    if order.status is OrderStatus.CLOSED or not order.lines:
        raise errors.OrderNotPayable(
            "An order that is closed or has no lines is not invoiced; add lines, or invoice another one.",
            param="orderId",
        )
    return order, order


def update(ctx: Context, invoice_id: str, command: UpdateInvoice) -> Invoice:
    """Change a draft; of an issued invoice only the metadata."""

    def change() -> Invoice:
        invoice, order, _ = read_whole(ctx, invoice_id)
        changes = {name: getattr(command, name) for name in command.model_fields_set}
        if changes.keys() - {"metadata"} and invoice.status is not InvoiceStatus.DRAFT:
            raise errors.InvoiceStatusConflict(
                f"Invoice {invoice.invoice_number} is {invoice.status}; only its metadata can still change. Void it "
                "and draft another one.",
                param="invoiceId",
            )
        if changes.get("metadata", ...) is None:
            changes["metadata"] = {}
        return written(ctx, invoice, _as_drafted(invoice.evolve(**changes), order))

    return until_written(ctx, change)


def issue(ctx: Context, invoice_id: str) -> Invoice:
    """Give a draft its number; its order's amounts can't change from now on."""

    def change() -> Invoice:
        invoice, order, counter = read_whole(ctx, invoice_id)
        invoice.require(InvoiceStatus.OPEN, "issued")
        issued_, writes = issued(ctx, invoice, order, counter)
        return written(ctx, invoice, issued_, *writes, events=paid_at_once(issued_))

    return until_written(ctx, change)


def paid_at_once(invoice: Invoice) -> tuple[str, ...]:
    """An order that was paid before it was invoiced."""
    return ("invoice.paid",) if invoice.status is InvoiceStatus.PAID else ()


def issued(ctx: Context, invoice: Invoice, order: Order, counter: InvoiceCounter) -> tuple[Invoice, list[Write]]:
    """The invoice under the next number, and the writes that take that number and hold the order's amounts.

    Raises PaymentInProgress while a payment of the order is in flight, OrderNotPayable if the order is closed.
    """
    if order.payment_in_flight is not None:
        raise errors.PaymentInProgress("A payment of the order is in flight; issue the invoice when it has ended.")
    if order.status is OrderStatus.CLOSED:
        raise errors.OrderNotPayable("The order is closed; void this draft.", param="invoiceId")
    taken = next_number(counter)
    now = ctx.now()
    numbered = invoice.issued(order, taken.number, now)
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
        invoice, order, _ = read_whole(ctx, invoice_id)
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
        voided = _as_drafted(invoice, order).evolve(status=InvoiceStatus.VOID, voided_at=now)
        over = Replace(free, order.version, outbox(ctx, "order.updated"), [order.status])
        return written(ctx, invoice, voided, over, activity, events=("invoice.voided",))

    return until_written(ctx, change)


def record_manual_payment(ctx: Context, invoice_id: str, command: RecordManualPayment) -> Invoice:
    """Record money for an issued invoice that came in past the card processor, in its order's books."""

    def change() -> Invoice:
        invoice, order, _ = read_whole(ctx, invoice_id)
        if invoice.status not in UNPAID:
            raise errors.InvoiceStatusConflict(
                f"Invoice {invoice.invoice_number or invoice.id} is {invoice.status}; payments are recorded for one "
                "that is issued and still to be paid.",
                param="invoiceId",
            )
        return payments.record_for_invoice(ctx, order, command)

    return until_written(ctx, change)


def answered(ctx: Context, invoices: Sequence[Invoice]) -> list[Invoice]:
    """Invoices as they are answered now: a draft has its order's amounts of this moment."""
    drafts = [invoice.order_id for invoice in invoices if invoice.status is InvoiceStatus.DRAFT]
    found = ctx.store.read(*drafts) if drafts else None
    now = ctx.now()
    return [
        _as_drafted(invoice, found_order(found, invoice.order_id)).at(now)
        if found is not None and invoice.status is InvoiceStatus.DRAFT
        else invoice.at(now)
        for invoice in invoices
    ]


def _as_drafted(invoice: Invoice, order: Order) -> Invoice:
    return invoice.of_order(order) if invoice.status is InvoiceStatus.DRAFT else invoice


class Whole(NamedTuple):
    """An invoice with what may be written along with it."""

    invoice: Invoice
    order: Order
    counter: InvoiceCounter


def read_whole(ctx: Context, invoice_id: str) -> Whole:
    """Two round trips. Raises Replayed for a request that was answered."""
    found = ctx.read(invoice_id, with_settings=True)
    replay(ctx, found)
    invoice = found_invoice(found, invoice_id)
    require_version(ctx, invoice.version)
    beside = ctx.store.read(invoice.order_id, INVOICE_COUNTER)
    counter = beside.get(InvoiceCounter, INVOICE_COUNTER) or InvoiceCounter()
    return Whole(invoice, found_order(beside, invoice.order_id), counter)


def written(ctx: Context, before: Invoice, after: Invoice, *writes: Write, events: Sequence[str] = ()) -> Invoice:
    """Write an invoice's next version with what goes along."""
    now = ctx.now()
    after = after.evolve(version=before.version + 1, updated_at=now).at(now)
    record = answered_record(ctx, after, OK)
    over = Replace(after, before.version, outbox(ctx, *events), [before.status])
    commit(ctx, [over, *writes, *remember(ctx, record)])
    return after


def found_invoice(found: Found, invoice_id: str) -> Invoice:
    """Raises InvoiceNotFound if the read did not find it."""
    invoice = found.get(Invoice, invoice_id) if invoice_id.startswith("inv_") else None
    if invoice is None:
        raise errors.InvoiceNotFound(
            f"There is no invoice {invoice_id}; GET /v1/invoices lists yours.", param="invoiceId"
        )
    return invoice
