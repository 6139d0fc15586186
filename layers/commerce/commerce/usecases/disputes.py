"""Disputes: a buyer's bank takes money back. Flint shows it; who wins is decided elsewhere."""

from commerce.context import Context
from commerce.domain.lifecycle import OrderStatus
from commerce.domain.money import format_amount
from commerce.domain.payments import Dispute, PaymentIntent
from commerce.store.writes import Replace, TransactionLost
from commerce.usecases.commit import outbox, recorded, until_written
from commerce.usecases.finding import found_order, found_payment_intent


def catch_up(ctx: Context, payment_intent_id: str) -> None:
    """Write how the payment's dispute stands at the processor: on the intent, and in the order's audit trail."""

    def change() -> None:
        found = ctx.store.read(payment_intent_id)
        intent = found_payment_intent(found, payment_intent_id)
        known = intent.processor_details.stripe.payment_intent_id
        if known is None:
            return
        dispute = ctx.gateway.look_up_dispute(known)
        if dispute is None or dispute == intent.dispute:
            return
        _write(ctx, intent, dispute)

    until_written(ctx, change)


def _write(ctx: Context, intent: PaymentIntent, dispute: Dispute) -> None:
    now = ctx.now()
    order = found_order(ctx.store.read(intent.order_id), intent.order_id)
    if order.payment_in_flight is not None:
        raise TransactionLost([])  # a moment later it has ended
    amount = format_amount(dispute.amount_money.amount, dispute.amount_money.currency)
    opened = intent.dispute is None
    told = "dispute.created" if opened else "dispute.closed" if dispute.closed else "dispute.updated"
    disputed = intent.evolve(dispute=dispute, version=intent.version + 1, updated_at=now)
    after = order.evolve(version=order.version + 1, updated_at=now)
    after, activity = recorded(
        ctx,
        order,
        after,
        told,
        f"A dispute over {amount} is {dispute.status} ({dispute.reason}).",
        payment_intent_id=intent.id,
    )
    events = ["dispute.created"] if opened else []
    if dispute.closed:
        events.append("dispute.closed")
    ctx.store.write(
        [
            Replace(disputed, intent.version, outbox(ctx, *events)),
            Replace(after, order.version, (), [OrderStatus(order.status)]),
            activity,
        ]
    )
