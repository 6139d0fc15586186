"""Payment intents by hand: what may be changed of one; its amount and card only until it is confirmed."""

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
from commerce.usecases.finding import found_order, found_payment_intent
from commerce.usecases.payable import amount_to_pay, require_unconfirmed


def update(ctx: Context, payment_intent_id: str, command: UpdatePaymentIntent) -> PaymentIntent:
    """Change texts; until it is confirmed also the amount and the card."""

    def change() -> PaymentIntent:
        found = ctx.read(payment_intent_id)
        replay(ctx, found)
        intent = found_payment_intent(found, payment_intent_id)
        require_version(ctx, intent.version)
        changes: dict[str, object] = {}
        if "metadata" in command.model_fields_set:
            changes["metadata"] = command.metadata or {}
        updated = intent.evolve(version=intent.version + 1, updated_at=ctx.now(), **changes)
        writes: list[Write] = []
        if command.amount_money is not None or command.names_card:
            updated, writes = _terms_changed(ctx, intent, updated, command)
        over = Replace(updated, intent.version, (), [intent.status])
        commit(ctx, [over, *writes, *remember(ctx, answered_record(ctx, updated, OK))])
        return updated

    return until_written(ctx, change)


def _terms_changed(
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
