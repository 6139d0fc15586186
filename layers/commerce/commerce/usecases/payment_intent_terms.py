"""The amount and the card of a payment intent, changed before it is confirmed, with the order that lists it."""

from commerce.context import Context
from commerce.domain import order_actions
from commerce.domain.claims import NO_CLAIMS
from commerce.domain.lifecycle import OrderStatus, PaymentIntentStatus
from commerce.domain.orders import Order
from commerce.domain.payment_intent_commands import UpdatePaymentIntent
from commerce.domain.payments import PaymentIntent
from commerce.domain.settlement import claim_payments
from commerce.store.store import Found
from commerce.store.writes import Replace, Write
from commerce.usecases.commit import outbox, recorded
from commerce.usecases.finding import found_order
from commerce.usecases.payable import amount_to_pay, require_unconfirmed


def terms_changed(
    ctx: Context, intent: PaymentIntent, updated: PaymentIntent, command: UpdatePaymentIntent
) -> tuple[PaymentIntent, list[Write]]:
    """The intent with its new amount and card, and the writes of the order that lists it."""
    require_unconfirmed(intent)
    names = [intent.order_id, *([command.payment_method_id] if command.payment_method_id else [])]
    found = ctx.store.read(*names)
    order = found_order(found, intent.order_id)
    order_actions.require(order, "pay")
    if command.amount_money is not None:
        amount = amount_to_pay(order, command.amount_money)
        updated = updated.evolve(amount_money=order.money(amount), amount_given=True)
    if command.names_card:
        updated = _on_named_card(order, updated, command, found)
        updated = updated.evolve(status=PaymentIntentStatus.REQUIRES_CONFIRMATION, failure_code=None)
    after = claim_payments(order, [updated], NO_CLAIMS, ctx.now())
    after, activity = recorded(
        ctx, order, after, "payment.updated", "A prepared payment was changed.", payment_intent_id=intent.id
    )
    return updated, [Replace(after, order.version, outbox(ctx, "order.updated"), [OrderStatus.OPEN]), activity]


def _on_named_card(order: Order, intent: PaymentIntent, command: UpdatePaymentIntent, found: Found) -> PaymentIntent:
    from commerce.usecases.saved_cards import on_card, on_token, own_card  # noqa: PLC0415 (who names none, loads none)

    if command.payment_method_id is not None:
        return on_card(intent, own_card(found, command.payment_method_id, order))
    assert command.payment_source_token is not None, "a card is named"
    return on_token(intent, command.payment_source_token)
