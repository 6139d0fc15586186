"""Making invoices: drafts of an order, or of lines, for which an order is made."""

from commerce.context import Context
from commerce.domain import errors
from commerce.domain.invoice_commands import CreateInvoice
from commerce.domain.invoices import Invoice
from commerce.domain.lifecycle import OrderStatus
from commerce.domain.order_commands import CreateOrder
from commerce.domain.orders import Order
from commerce.store.writes import Create, Replace, Write
from commerce.usecases import order_creation
from commerce.usecases.commit import CREATED, answered_record, commit, outbox, recorded, remember, replay, until_written
from commerce.usecases.finding import found_order

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
