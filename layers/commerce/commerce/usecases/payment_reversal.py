"""Taking a payment of an invoice that was recorded by mistake out of the books, in one transaction."""

from commerce.context import Context
from commerce.domain import errors
from commerce.domain.invoices import Invoice
from commerce.domain.manual_payment_commands import ReverseManualPayment
from commerce.domain.money import format_amount
from commerce.domain.payment_reversal import reverse_payment
from commerce.domain.payments import PaymentIntent
from commerce.store.writes import Replace, TransactionLost, Write
from commerce.usecases.commit import (
    OK,
    answered_record,
    outbox,
    recorded,
    remember,
    replay,
    require_version,
    until_written,
)
from commerce.usecases.finding import found_invoice, found_order
from commerce.usecases.releasing import release, write_release


def reverse_manual_payment(ctx: Context, invoice_id: str, command: ReverseManualPayment) -> Invoice:
    """Open an invoice's balance again by money that was recorded by hand and never came."""
    return until_written(ctx, lambda: _reverse(ctx, invoice_id, command))


def _reverse(ctx: Context, invoice_id: str, command: ReverseManualPayment) -> Invoice:
    found = ctx.read(invoice_id, command.payment_intent_id, with_settings=True)
    replay(ctx, found)
    invoice = found_invoice(found, invoice_id)
    require_version(ctx, invoice.version)
    intent = found.get(PaymentIntent, command.payment_intent_id)
    if intent is None or intent.order_id != invoice.order_id:
        raise errors.NotFound(
            f"Invoice {invoice.id} has no payment {command.payment_intent_id}; its order lists them.",
            param="paymentIntentId",
        )
    order = found_order(ctx.store.read(invoice.order_id), invoice.order_id)
    if intent.status is not next(each.status for each in order.payments if each.payment_intent_id == intent.id):
        raise TransactionLost([])  # it was reversed between the two reads: decided anew
    now = ctx.now()
    undone = reverse_payment(order, intent, now)
    reopened = invoice.after_reversal(undone.order, now).evolve(version=invoice.version + 1, updated_at=now).at(now)
    after, activity = recorded(
        ctx, order, undone.order, "payment.reversed", _told(intent, command), payment_intent_id=intent.id
    )
    record = answered_record(ctx, reopened, OK)
    writes: list[Write] = [
        Replace(reopened, invoice.version, outbox(ctx, "invoice.payment_reversed"), [invoice.status]),
        Replace(after, order.version, outbox(ctx, "order.updated"), [order.status]),
        Replace(undone.intent, intent.version, outbox(ctx, "payment_intent.canceled"), [intent.status]),
        activity,
        *release(undone.released),
        *remember(ctx, record),
    ]
    write_release(ctx, writes)
    return reopened


def _told(intent: PaymentIntent, command: ReverseManualPayment) -> str:
    amount = format_amount(intent.amount_money.amount, intent.amount_money.currency)
    told = f"{amount} were recorded by mistake and are to be paid again"
    return f"{told}: {command.reason}" if command.reason else f"{told}."
