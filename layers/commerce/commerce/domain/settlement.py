"""Decisions about money: what an order, its payment intent and its refunds become when something is known."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from commerce.domain import errors
from commerce.domain.lifecycle import OrderStatus, PaymentIntentStatus, RefundStatus
from commerce.domain.money import format_amount
from commerce.domain.order_parts import OrderPayment, OrderRefund
from commerce.domain.orders import MAX_PAYMENTS, MAX_REFUNDS, Order
from commerce.domain.outcomes import (
    Abandoned,
    ActionRequired,
    Charged,
    ChargeOutcome,
    Declined,
    InProgress,
    RefundOutcome,
)
from commerce.domain.payments import PaymentIntent, ProcessorDetails, StripeDetails
from commerce.domain.refunds import Refund
from commerce.domain.reversal import reverse_amount


@dataclass(frozen=True, slots=True)
class PaymentSettled:
    """What becomes of a payment: both documents, what to write into the audit trail, and which events follow."""

    order: Order
    intent: PaymentIntent
    activity: str
    description: str
    order_events: tuple[str, ...]
    intent_events: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RefundSettled:
    """What becomes of a refund: both documents, what to write into the audit trail, and which events follow."""

    order: Order
    refund: Refund
    activity: str
    description: str
    order_events: tuple[str, ...]
    refund_events: tuple[str, ...]


def claim_payment(order: Order, intent: PaymentIntent, now: datetime) -> Order:
    """The order with a payment in flight: nothing else can be done to it until that has ended."""
    if len(order.payments) >= MAX_PAYMENTS:
        raise errors.OrderNotPayable(
            f"{MAX_PAYMENTS} payments were tried on this order; close it and make a new one.",
            supported_actions=["close"],
        )
    payment = OrderPayment(
        payment_intent_id=intent.id, status=intent.status, amount_money=intent.amount_money, created_at=now
    )
    return order.evolve(payments=(*order.payments, payment), version=order.version + 1, updated_at=now)


def settle_payment(order: Order, intent: PaymentIntent, outcome: ChargeOutcome, now: datetime) -> PaymentSettled:
    """What an outcome makes of a payment in flight and its order.

    A success pays the order once its balance is zero. Anything else leaves it open, free to be edited and paid again,
    unless the buyer still has to confirm.
    """
    assert intent.in_flight
    settled = _intent_after(intent, outcome, now)
    payments = tuple(
        _payment_after(payment, settled) if payment.payment_intent_id == intent.id else payment
        for payment in order.payments
    )
    after = order.evolve(payments=payments, version=order.version + 1, updated_at=now)
    paid_in_full = settled.status is PaymentIntentStatus.SUCCEEDED and after.balance == 0
    assert after.balance >= 0, "a payment never takes more than the balance"
    if paid_in_full:
        after = after.evolve(status=OrderStatus.PAID)
    amount = format_amount(intent.amount_money.amount, intent.amount_money.currency)
    activity, description, intent_events = _told(settled, amount)
    order_events = ("order.paid",) if paid_in_full else ()
    return PaymentSettled(after, settled, activity, description, order_events, intent_events)


def _intent_after(intent: PaymentIntent, outcome: ChargeOutcome, now: datetime) -> PaymentIntent:
    known = intent.processor_details.stripe
    # The client secret is of use only while the buyer has to confirm.
    processor_id = outcome.processor_payment_id or known.payment_intent_id
    stripe = known.evolve(payment_intent_id=processor_id, client_secret=None)
    changes: dict[str, object] = {}
    match outcome:
        case Charged():
            stripe = stripe.evolve(charge_id=outcome.charge_id)
            changes = {"status": PaymentIntentStatus.SUCCEEDED, "card": outcome.card}
        case Declined():
            changes = {
                "status": PaymentIntentStatus.REQUIRES_PAYMENT_METHOD,
                "failure_code": outcome.code,
                "failure_message": outcome.message,
                "card": outcome.card,
            }
        case ActionRequired():
            stripe = stripe.evolve(client_secret=outcome.client_secret)
            changes = {"status": PaymentIntentStatus.REQUIRES_ACTION}
        case Abandoned():
            changes = {"status": PaymentIntentStatus.CANCELED, "failure_code": "PAYMENT_ABANDONED"}
        case InProgress():
            changes = {"status": PaymentIntentStatus.PROCESSING}
    return intent.evolve(
        processor_details=ProcessorDetails(stripe=stripe), version=intent.version + 1, updated_at=now, **changes
    )


def _payment_after(payment: OrderPayment, intent: PaymentIntent) -> OrderPayment:
    return payment.evolve(
        status=intent.status,
        card=intent.card,
        failure_code=intent.failure_code,
        failure_message=intent.failure_message,
        client_secret=intent.processor_details.stripe.client_secret,
        processor_payment_id=_payment_id_once_taken(intent),
    )


def _payment_id_once_taken(intent: PaymentIntent) -> str | None:
    taken = intent.status is PaymentIntentStatus.SUCCEEDED
    return intent.processor_details.stripe.payment_intent_id if taken else None


def _told(intent: PaymentIntent, amount: str) -> tuple[str, str, tuple[str, ...]]:
    """The activity's type, its description, and the payment intent's events."""
    match intent.status:
        case PaymentIntentStatus.SUCCEEDED:
            return "payment.succeeded", f"{amount} paid.", ("payment_intent.succeeded",)
        case PaymentIntentStatus.REQUIRES_ACTION:
            return (
                "payment.requires_action",
                f"The buyer has to confirm a payment of {amount}.",
                ("payment_intent.requires_action",),
            )
        case PaymentIntentStatus.CANCELED:
            return "payment.canceled", f"A payment of {amount} was given up.", ("payment_intent.canceled",)
        case PaymentIntentStatus.PROCESSING:
            return "payment.processing", f"A payment of {amount} is being processed.", ()
        case _:
            return (
                "payment.failed",
                f"A payment of {amount} failed: {intent.failure_code}.",
                ("payment_intent.payment_failed",),
            )


def pay_nothing(order: Order, now: datetime) -> Order:
    """An order that costs nothing is paid without a card."""
    assert order.balance == 0
    return order.evolve(status=OrderStatus.PAID, version=order.version + 1, updated_at=now)


def choose_payment(order: Order, payment_intent_id: str | None) -> tuple[OrderPayment, int]:
    """The payment that a refund goes back to, the latest with something left if none is named, and what is left of it.

    Raises PaymentIntentNotRefundable or NothingToRefund.
    """
    left = refundable_by_payment(order)
    if payment_intent_id is not None:
        if payment_intent_id not in left:
            raise errors.PaymentIntentNotRefundable(
                f"Payment intent {payment_intent_id} took no money of this order; see its payments[].",
                param="paymentIntentId",
            )
        chosen = payment_intent_id
    else:
        chosen = next((pi for pi in reversed(left) if left[pi] > 0), "")
        if not chosen:
            raise errors.NothingToRefund("Nothing is left to refund on this order.")
    return next(payment for payment in order.payments if payment.payment_intent_id == chosen), left[chosen]


def refundable_by_payment(order: Order) -> dict[str, int]:
    """What can still be given back of each payment, the earliest first, in minor units."""
    left = {
        payment.payment_intent_id: payment.amount_money.amount
        for payment in order.payments
        if payment.status is PaymentIntentStatus.SUCCEEDED
    }
    for refund in order.refunds:
        if refund.counts:
            left[refund.payment_intent_id] -= refund.amount_money.amount
    return left


def reserve_refund(
    order: Order, build: Callable[[int, tuple[int, ...]], Refund], *, amount: int | None, left: int, now: datetime
) -> tuple[Order, Refund]:
    """The order with a refund that counts from now on, and the refund.

    build: makes the refund from its amount and its tax per rate. amount: minor units, None for all that is `left`.
    Raises NothingToRefund or AmountExceedsRefundable.
    """
    if left <= 0:
        raise errors.NothingToRefund("Nothing is left to refund of this payment.")
    if amount is not None and amount > left:
        most = format_amount(left, order.currency)
        raise errors.AmountExceedsRefundable(
            f"At most {most} can still be refunded; send {left} or less, or leave amountMoney out for all of it.",
            param="amountMoney",
            fields=[errors.InvalidField("amountMoney.amount", "AMOUNT_EXCEEDS_REFUNDABLE", f"at most {left}")],
        )
    if len(order.refunds) >= MAX_REFUNDS:
        raise errors.OrderNotRefundable(f"An order holds at most {MAX_REFUNDS} refunds; refund the rest in one.")
    reversal = reverse_amount(order.collected, left if amount is None else amount, order.rounding)
    refund = build(reversal.amount, reversal.taxes)
    entry = OrderRefund(
        refund_id=refund.id,
        payment_intent_id=refund.payment_intent_id,
        amount_money=refund.amount_money,
        tax_money=refund.tax_money,
        tax_amounts=reversal.taxes,
        status=refund.status,
        created_at=now,
    )
    after = order.evolve(refunds=(*order.refunds, entry), version=order.version + 1, updated_at=now)
    assert 0 <= after.refunded <= after.paid
    return after.evolve(status=_status_by_refunds(after)), refund


def settle_refund(order: Order, refund: Refund, outcome: RefundOutcome, now: datetime) -> RefundSettled:
    """What the processor's word makes of a refund and its order. A failed refund drops out of the books."""
    accepted_now = refund.processor_refund_id is None and outcome.status is not RefundStatus.FAILED
    # A refund is answered as pending first, whatever the processor says: the money is not with the buyer yet.
    status = RefundStatus.PENDING if accepted_now else outcome.status
    settled = refund.evolve(
        status=status,
        processor_refund_id=outcome.processor_refund_id or refund.processor_refund_id,
        failure_reason=outcome.failure_reason,
        checked_count=0 if accepted_now else refund.checked_count + 1,
        version=refund.version + 1,
        updated_at=now,
    )
    entries = tuple(entry.evolve(status=status) if entry.refund_id == refund.id else entry for entry in order.refunds)
    after = order.evolve(refunds=entries, version=order.version + 1, updated_at=now)
    if order.status is not OrderStatus.CLOSED:
        after = after.evolve(status=_status_by_refunds(after))
    amount = format_amount(refund.amount_money.amount, refund.amount_money.currency)
    if status is RefundStatus.FAILED:
        reason = outcome.failure_reason or "unknown"
        return RefundSettled(
            after,
            settled,
            "refund.failed",
            f"A refund of {amount} failed: {reason}.",
            ("order.updated",),
            ("refund.failed",),
        )
    if accepted_now:
        return RefundSettled(
            after,
            settled,
            "refund.created",
            f"{amount} are on their way back.",
            ("order.refunded",),
            ("refund.created",),
        )
    return RefundSettled(
        after, settled, f"refund.{status}", f"A refund of {amount} is {status}.", (), ("refund.updated",)
    )


def _status_by_refunds(order: Order) -> OrderStatus:
    if order.refunded == 0:
        return OrderStatus.PAID
    return OrderStatus.REFUNDED if order.refunded >= order.paid else OrderStatus.PARTIALLY_REFUNDED


def stripe_details(intent: PaymentIntent) -> StripeDetails:
    """The payment as Stripe knows it."""
    return intent.processor_details.stripe
