"""Payment intents by hand: made, confirmed, captured and given up one by one. `payments` does all of it in one call."""

from collections.abc import Callable, Sequence

from commerce.context import Context
from commerce.domain import errors, order_actions
from commerce.domain.claims import NO_CLAIMS, missing
from commerce.domain.lifecycle import OrderStatus, PaymentIntentStatus
from commerce.domain.money import format_amount
from commerce.domain.order_commands import CreateOrder
from commerce.domain.order_creation import new_order
from commerce.domain.orders import Order
from commerce.domain.outcomes import Authorized, Charged
from commerce.domain.payment_commands import (
    ConfirmPaymentIntent,
    CreatePaymentIntent,
    UpdatePaymentIntent,
)
from commerce.domain.payments import Asked, CaptureMethod, PaymentIntent
from commerce.domain.refund_settlement import refundable_by_payment
from commerce.domain.settlement import claim_payments, settle_payment
from commerce.store.writes import Create, Replace, Write
from commerce.usecases import resumption, settlement
from commerce.usecases.claims import claim, commit_claim
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
    running_record,
    until_written,
)
from commerce.usecases.finding import found_order
from commerce.usecases.payments import (
    DRY_RUN_PAYMENT,
    amount_to_pay,
    begun_again,
    new_intent,
    payable_order,
    ready_to_pay,
    require_payable,
    require_unconfirmed,
)
from commerce.usecases.settlement import Standing, found_payment_intent

PAYMENT_LINE = "Payment"
"""What the one line of an order is called that is made for an amount."""


def create(ctx: Context, command: CreatePaymentIntent) -> PaymentIntent:
    """Make a payment intent; with `autoConfirm`, charge or hold the money at once."""
    made = until_written(ctx, lambda: _create(ctx, command))
    return made if isinstance(made, PaymentIntent) else _charged(ctx, made)


def _charged(ctx: Context, standing: Standing) -> PaymentIntent:
    if ctx.request.dry_run:
        manual = standing.intent.capture_method is CaptureMethod.MANUAL
        outcome = (Authorized if manual else Charged)(DRY_RUN_PAYMENT)
        return settle_payment(standing.order, standing.intent, outcome, ctx.now()).intent
    answer = settlement.charge(ctx, standing)
    assert isinstance(answer, PaymentIntent)
    return answer


def _create(ctx: Context, command: CreatePaymentIntent) -> PaymentIntent | Standing:
    order, order_writes = _order_to_pay(ctx, command)
    amount = order.payable if command.amount_money is None else amount_to_pay(order, command.amount_money)
    if amount < 1:
        raise errors.OrderNotPayable("Nothing of this order is left to be paid.", supported_actions=["pay"])
    intent = new_intent(ctx, order, amount, Asked.CREATE).evolve(
        source_token=command.payment_source_token,
        buyer_email=command.buyer_email or order.buyer_email,
        capture_method=command.capture_method,
        amount_given=command.amount_money is not None,
        metadata=command.metadata,
    )
    if command.auto_confirm:
        return _claim(ctx, order, intent, lambda claimed: order_writes(claimed, ()), [Create(intent)])
    waits = PaymentIntentStatus.REQUIRES_CONFIRMATION
    if command.payment_source_token is None:
        waits = PaymentIntentStatus.REQUIRES_PAYMENT_METHOD
    return _put_beside(ctx, order, intent.evolve(status=waits, attempted_at=None), order_writes)


OrderWrites = Callable[[Order, Sequence[str]], list[Write]]
"""Writes an order as it has become, with further events: over the one that was read, or as a new one."""


def _order_to_pay(ctx: Context, command: CreatePaymentIntent) -> tuple[Order, OrderWrites]:
    """The order that is paid; without one, an order of one line is made: whatever is paid, is paid on an order."""
    if command.order_id is not None:
        order = payable_order(ctx, ctx.read(command.order_id, with_settings=True), command.order_id)

        def over(after: Order, events: Sequence[str]) -> list[Write]:
            return [Replace(after, order.version, outbox(ctx, *events), [OrderStatus.OPEN])]

        return order, over
    if ctx.request.idempotency_key is not None:
        record = replay(ctx, ctx.read(with_settings=True))
        if record is not None:
            resumption.take_up(ctx, record)
    assert command.amount_money is not None
    price = command.amount_money.model_dump()
    wanted = CreateOrder.model_validate(
        {
            "line_items": [{"name": PAYMENT_LINE, "unit_price_money": price}],
            "taxes": [],
            "currency": command.amount_money.currency,
            "buyer_email": command.buyer_email,
        }
    )
    made = new_order(ctx.settings, wanted, order_id=ctx.new_id("ord"), now=ctx.now())
    made = made.evolve(source="payment_intent")
    made, activity = recorded(ctx, None, made, "order.created", "Order made for a payment of this amount.")
    return made, lambda after, _: [Create(after, outbox(ctx, "order.created")), activity]


def _put_beside(ctx: Context, order: Order, intent: PaymentIntent, order_writes: OrderWrites) -> PaymentIntent:
    """Write an intent that waits to be confirmed; the order may still change."""
    after = claim_payments(order, [intent], NO_CLAIMS, ctx.now())
    amount = format_amount(intent.amount_money.amount, order.currency)
    after, activity = recorded(
        ctx, order, after, "payment.created", f"A payment of {amount} was prepared.", payment_intent_id=intent.id
    )
    record = answered_record(ctx, intent, CREATED)
    commit(ctx, [*order_writes(after, ["order.updated"]), Create(intent), activity, *remember(ctx, record)])
    return intent


def _claim(
    ctx: Context, order: Order, intent: PaymentIntent, order_writes: Callable[[Order], list[Write]], writes: list[Write]
) -> Standing:
    """One transaction: the intent in flight, the order with it, what the order takes beside money, the key."""
    claims = missing(order)
    claimed = claim_payments(order, [intent], claims, ctx.now())
    record = running_record(ctx, intent.id)
    commit_claim(ctx, [*order_writes(claimed), *writes, *claim(claims), *remember(ctx, record)])
    return Standing(claimed, intent, (), record)


def confirm(ctx: Context, payment_intent_id: str, command: ConfirmPaymentIntent) -> PaymentIntent:
    """Charge an intent that waits, or hold its money; one that was declined takes another card."""

    def change() -> Standing:
        intent = read_intent(ctx, payment_intent_id)
        require_unconfirmed(intent)
        found = ctx.read(intent.order_id, with_settings=True)
        order = ready_to_pay(ctx, found_order(found, intent.order_id))
        amount = intent.amount_money.amount if intent.amount_given else order.payable
        require_payable(order, amount, "amountMoney")
        token = command.payment_source_token or intent.source_token
        if token is None or (command.payment_source_token is None and intent.failure_code is not None):
            field = errors.InvalidField(
                "paymentSourceToken", "REQUIRED", "send a token of the card processor: tok_visa"
            )
            raise errors.InvalidRequest("Send the card to charge.", param="paymentSourceToken", fields=[field])
        begun = begun_again(ctx, intent, Asked.CONFIRM).evolve(source_token=token, amount_money=order.money(amount))
        over = Replace(begun, intent.version, (), [intent.status])
        return _claim(ctx, order, begun, lambda after: [Replace(after, order.version, (), [OrderStatus.OPEN])], [over])

    return _charged(ctx, until_written(ctx, change))


def update(ctx: Context, payment_intent_id: str, command: UpdatePaymentIntent) -> PaymentIntent:
    """Change texts; until it is confirmed also the amount and the card."""

    def change() -> PaymentIntent:
        intent = read_intent(ctx, payment_intent_id)
        changes: dict[str, object] = {}
        if "metadata" in command.model_fields_set:
            changes["metadata"] = command.metadata or {}
        updated = intent.evolve(version=intent.version + 1, updated_at=ctx.now(), **changes)
        writes: list[Write] = []
        if command.amount_money is not None or command.payment_source_token is not None:
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
    order = found_order(ctx.store.read(intent.order_id), intent.order_id)
    order_actions.require(order, "pay")
    if command.amount_money is not None:
        amount = amount_to_pay(order, command.amount_money)
        updated = updated.evolve(amount_money=order.money(amount), amount_given=True)
    if command.payment_source_token is not None:
        status = PaymentIntentStatus.REQUIRES_CONFIRMATION
        updated = updated.evolve(source_token=command.payment_source_token, status=status, failure_code=None)
    after = claim_payments(order, [updated], NO_CLAIMS, ctx.now())
    after, activity = recorded(
        ctx, order, after, "payment.updated", "A prepared payment was changed.", payment_intent_id=intent.id
    )
    return updated, [Replace(after, order.version, outbox(ctx, "order.updated"), [OrderStatus.OPEN]), activity]


def read_intent(ctx: Context, payment_intent_id: str) -> PaymentIntent:
    """The intent. Raises Replayed for a request that was answered; takes up one whose process is gone."""
    found = ctx.read(payment_intent_id)
    record = replay(ctx, found)
    if record is not None:
        resumption.take_up(ctx, record)
    intent = found_payment_intent(found, payment_intent_id)
    require_version(ctx, intent.version)
    return intent


def with_refunds(ctx: Context, intents: Sequence[PaymentIntent]) -> list[PaymentIntent]:
    """Payment intents as they are answered: the order's books say what of each went back."""
    if not intents:
        return []
    found = ctx.store.read(*(intent.order_id for intent in intents))
    answered = []
    for intent in intents:
        order = found_order(found, intent.order_id)
        left = refundable_by_payment(order).get(intent.id, intent.amount_money.amount)
        answered.append(intent.with_refunds(intent.amount_money.amount - left))
    return answered
