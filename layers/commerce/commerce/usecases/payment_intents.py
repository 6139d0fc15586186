"""Payment intents by hand: made, confirmed, captured and given up one by one. `payments` does all of it in one call."""

from collections.abc import Callable, Sequence

from commerce.context import Context
from commerce.domain import errors
from commerce.domain.claims import NO_CLAIMS, missing
from commerce.domain.customers import Customer
from commerce.domain.lifecycle import OrderStatus, PaymentIntentStatus
from commerce.domain.money import format_amount
from commerce.domain.orders import Order
from commerce.domain.outcomes import Authorized, Charged
from commerce.domain.payment_intent_commands import ConfirmPaymentIntent, CreatePaymentIntent
from commerce.domain.payment_methods import PaymentMethod
from commerce.domain.payments import Asked, CaptureMethod, PaymentIntent
from commerce.domain.settlement import claim_payments, settle_payment
from commerce.store.store import Found
from commerce.store.writes import Create, Replace, Write
from commerce.usecases import resumption, settlement
from commerce.usecases.claims import claim, commit_claim
from commerce.usecases.commit import (
    CREATED,
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
from commerce.usecases.finding import found_order, found_payment_intent, named_customer
from commerce.usecases.payable import amount_to_pay, require_payable, require_unconfirmed
from commerce.usecases.payment_starts import new_intent, ready_to_pay
from commerce.usecases.payments import DRY_RUN_PAYMENT, begun_again, payable_order
from commerce.usecases.saved_cards import default_of, on_card, on_token, own_card, paid_by
from commerce.usecases.settlement import Standing

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
    order, order_writes, method = _order_to_pay(ctx, command)
    amount = order.payable if command.amount_money is None else amount_to_pay(order, command.amount_money)
    _require_something_left(amount)
    intent = new_intent(ctx, order, amount, Asked.CREATE).evolve(
        source_token=command.payment_source_token,
        buyer_email=command.buyer_email or order.buyer_email,
        capture_method=command.capture_method,
        amount_given=command.amount_money is not None,
        metadata=command.metadata,
    )
    if method is not None:
        intent = on_card(intent, method)
    if command.auto_confirm:
        return _claim(ctx, order, intent, lambda claimed: order_writes(claimed, ()), [Create(intent)])
    waits = PaymentIntentStatus.REQUIRES_CONFIRMATION
    if intent.source_token is None:
        waits = PaymentIntentStatus.REQUIRES_PAYMENT_METHOD
    return _put_beside(ctx, order, intent.evolve(status=waits, attempted_at=None), order_writes)


def _require_something_left(amount: int) -> None:
    """Refuse to take nothing: what an order without a balance waits for is `pay`, which needs no card."""
    if amount < 1:
        raise errors.OrderNotPayable(
            "Nothing of this order is left to be paid; POST /v1/orders/{id}/pay without a card completes it.",
            supported_actions=["pay"],
        )


OrderWrites = Callable[[Order, Sequence[str]], list[Write]]
"""Writes an order as it has become, with further events: over the one that was read, or as a new one."""


def _order_to_pay(ctx: Context, command: CreatePaymentIntent) -> tuple[Order, OrderWrites, PaymentMethod | None]:
    """The order that is paid, its writes, and the saved card that is charged, if it is one.

    Without an order, one of one line is made: whatever is paid, is paid on an order.
    """
    names = [name for name in (command.order_id, command.payment_method_id, command.customer_id) if name is not None]
    found = ctx.read(*names, with_settings=True)
    writes: OrderWrites
    if command.order_id is not None:
        before = payable_order(ctx, found, command.order_id)
        customer = named_customer(found, command.customer_id)
        order = before if customer is None else paid_by(before, customer)
        writes = lambda after, events: [  # noqa: E731 (two of one type, each of one expression)
            Replace(after, before.version, outbox(ctx, *events), [OrderStatus.OPEN])
        ]
    else:
        record = replay(ctx, found)
        if record is not None:
            resumption.take_up(ctx, record)
        customer = named_customer(found, command.customer_id)
        order, activity = _order_of_amount(ctx, command, customer)
        writes = lambda after, _: [Create(after, outbox(ctx, "order.created")), activity]  # noqa: E731
    return order, writes, _card_to_charge(ctx, command, order, customer, found)


def _card_to_charge(
    ctx: Context, command: CreatePaymentIntent, order: Order, customer: Customer | None, found: Found
) -> PaymentMethod | None:
    """The saved card that is named, or the default one of a customer who is charged at once without any other."""
    method_id = command.payment_method_id
    if method_id is None and command.auto_confirm and command.payment_source_token is None:
        assert customer is not None, "the command's own rule"
        method_id = default_of(customer)
        found = ctx.store.read(method_id)
    return None if method_id is None else own_card(found, method_id, order)


def _order_of_amount(ctx: Context, command: CreatePaymentIntent, customer: Customer | None) -> tuple[Order, Create]:
    """Loaded where an order is made alone."""
    from commerce.domain.order_commands import CreateOrder  # noqa: PLC0415 (no cold start of others pays for it)
    from commerce.domain.order_creation import new_order  # noqa: PLC0415 (likewise)

    assert command.amount_money is not None
    price = command.amount_money.model_dump()
    wanted = CreateOrder.model_validate(
        {
            "line_items": [{"name": PAYMENT_LINE, "unit_price_money": price}],
            "taxes": [],
            "currency": command.amount_money.currency,
            "customer_id": command.customer_id,
            "buyer_email": command.buyer_email,
        }
    )
    made = new_order(ctx.settings, wanted, order_id=ctx.new_id("ord"), now=ctx.now(), customer=customer)
    made = made.evolve(source="payment_intent")
    return recorded(ctx, None, made, "order.created", "Order made for a payment of this amount.")


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
        saved_id = command.payment_method_id or (None if command.payment_source_token else intent.payment_method_id)
        names = [intent.order_id, *([] if saved_id is None else [saved_id])]
        found = ctx.read(*names, with_settings=True)
        order = ready_to_pay(ctx, found_order(found, intent.order_id))
        amount = intent.amount_money.amount if intent.amount_given else order.payable
        _require_something_left(amount)
        require_payable(order, amount, "amountMoney")
        begun = begun_again(ctx, _on_chosen_card(order, intent, command, found, saved_id), Asked.CONFIRM)
        begun = begun.evolve(amount_money=order.money(amount))
        over = Replace(begun, intent.version, (), [intent.status])
        return _claim(ctx, order, begun, lambda after: [Replace(after, order.version, (), [OrderStatus.OPEN])], [over])

    return _charged(ctx, until_written(ctx, change))


def _on_chosen_card(
    order: Order, intent: PaymentIntent, command: ConfirmPaymentIntent, found: Found, saved_id: str | None
) -> PaymentIntent:
    """The intent with the card that is charged now; the one it had, unless that was declined."""
    named = command.payment_source_token or command.payment_method_id
    if named is None and (intent.source_token is None or intent.failure_code is not None):
        field = errors.InvalidField("paymentSourceToken", "REQUIRED", "send a token of the card processor: tok_visa")
        raise errors.InvalidRequest("Send the card to charge.", param="paymentSourceToken", fields=[field])
    if saved_id is not None:
        return on_card(intent, own_card(found, saved_id, order))
    return on_token(intent, command.payment_source_token or intent.source_token or "")


def read_intent(ctx: Context, payment_intent_id: str) -> PaymentIntent:
    """The intent. Raises Replayed for a request that was answered; takes up one whose process is gone."""
    found = ctx.read(payment_intent_id)
    record = replay(ctx, found)
    if record is not None:
        resumption.take_up(ctx, record)
    intent = found_payment_intent(found, payment_intent_id)
    require_version(ctx, intent.version)
    return intent
