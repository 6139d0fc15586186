"""Money that a merchant took past the card processor, recorded by hand: one transaction, and no card is charged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commerce.context import Context
from commerce.domain.claims import missing
from commerce.domain.lifecycle import OrderStatus
from commerce.domain.orders import Order
from commerce.domain.payments import Asked
from commerce.domain.settlement import record_payment
from commerce.store.writes import Create, Replace, Write
from commerce.usecases import checkout_endings, subscription_payments
from commerce.usecases.claims import claim, commit_claim
from commerce.usecases.commit import OK, answered_record, outbox, recorded, remember, replay, until_written
from commerce.usecases.invoice_payments import follow
from commerce.usecases.payable import amount_to_pay
from commerce.usecases.payment_starts import claim_nothing, current_payable, new_intent, ready_to_pay
from commerce.usecases.releasing import release

if TYPE_CHECKING:
    # Who makes a command has loaded it; an invoice is loaded only for an order that has one.
    from commerce.domain.invoices import Invoice
    from commerce.domain.manual_payment_commands import RecordManualPayment


def record(ctx: Context, order_id: str, command: RecordManualPayment) -> Order:
    """Record a payment of an order: of an amount, or of all that is still to be paid."""

    def change() -> Order:
        found = ctx.read(order_id, with_settings=True)
        replay(ctx, found)  # it is never under way: one transaction records and answers it
        order = current_payable(ctx, found, order_id)
        amount = order.payable if command.amount_money is None else amount_to_pay(order, command.amount_money)
        return _record(ctx, order, amount, command)[0] if amount else claim_nothing(ctx, order)

    return until_written(ctx, change)


def record_for_invoice(ctx: Context, order: Order, command: RecordManualPayment) -> Invoice:
    """The same for an issued invoice of an order that still costs money: the request is answered with the invoice."""
    ready_to_pay(ctx, order)
    amount = order.payable if command.amount_money is None else amount_to_pay(order, command.amount_money)
    _, invoice = _record(ctx, order, amount, command, answers_invoice=True)
    assert invoice is not None
    return invoice


def _record(
    ctx: Context, order: Order, amount: int, command: RecordManualPayment, *, answers_invoice: bool = False
) -> tuple[Order, Invoice | None]:
    intent = new_intent(ctx, order, amount, Asked.PAY).evolve(
        source_type=command.source_type, source_reference=command.reference
    )
    claims = missing(order)
    settled = record_payment(order, intent, claims, ctx.now())
    (entry,) = settled.entries
    after, activity = recorded(
        ctx, order, settled.order, entry.activity, entry.description, payment_intent_id=intent.id
    )
    followed = follow(ctx, order, after)
    answered = answered_record(ctx, followed.invoice if answers_invoice and followed.invoice else after, OK)
    writes: list[Write] = [
        Replace(after, order.version, outbox(ctx, *settled.order_events), [OrderStatus.OPEN]),
        Create(settled.intent, outbox(ctx, *settled.intent_events)),
        activity,
        *claim(claims),
        *release(settled.released),
        *followed.writes,
        *checkout_endings.follow(ctx, order, after),
        *subscription_payments.follow(ctx, after).writes,
        *remember(ctx, answered),
    ]
    commit_claim(ctx, writes)
    return after, followed.invoice
