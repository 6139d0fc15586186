"""Decisions about payments: what an order and its payment intents become when something is known of one of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from commerce.domain import errors
from commerce.domain.claims import NO_CLAIMS, Claims, surplus, together
from commerce.domain.lifecycle import IN_FLIGHT, PAYMENT_INTENT_TRANSITIONS, PaymentIntentStatus, status_once_paid
from commerce.domain.money import format_amount
from commerce.domain.order_parts import OrderPayment
from commerce.domain.orders import MAX_PAYMENTS, Order
from commerce.domain.outcomes import (
    Abandoned,
    ActionRequired,
    Authorized,
    Charged,
    ChargeOutcome,
    Declined,
    InProgress,
)
from commerce.domain.payments import CaptureMethod, PaymentIntent, ProcessorDetails

if TYPE_CHECKING:
    # Only for an order of a subscription is it loaded.
    from commerce.domain.subscriptions import Subscription

ENDED = frozenset({PaymentIntentStatus.SUCCEEDED, PaymentIntentStatus.CANCELED})
"""Nothing becomes of a payment in one of these."""

FAILED = frozenset({PaymentIntentStatus.REQUIRES_PAYMENT_METHOD, PaymentIntentStatus.CANCELED})
"""An attempt in one of these took no money and won't."""

SECURED = frozenset({PaymentIntentStatus.SUCCEEDED, PaymentIntentStatus.REQUIRES_CAPTURE})
"""An attempt in one of these has its money, or may take it at any time."""


class Entry(NamedTuple):
    """What to write into the audit trail about a payment intent."""

    activity: str
    description: str
    payment_intent_id: str


class PaymentSettled(NamedTuple):
    """What becomes of a payment: the documents, the audit trail, the events that follow, and what it gives back.

    next: the intent of the same group that is charged now. waiting: those that follow it. dropped: those that are not
    tried any more. subscription: what becomes of the one that the order is of, once that is decided.
    """

    order: Order
    intent: PaymentIntent
    entries: tuple[Entry, ...]
    order_events: tuple[str, ...]
    intent_events: tuple[str, ...]
    released: Claims
    next: PaymentIntent | None = None
    waiting: tuple[PaymentIntent, ...] = ()
    dropped: tuple[PaymentIntent, ...] = ()
    subscription: Subscription | None = None


def claim_payments(
    order: Order, intents: Sequence[PaymentIntent], claims: Claims, now: datetime, *, tip_id: str | None = None
) -> Order:
    """The order with these payments in flight or about to be: nothing else can be done to it until they have ended.

    claims, tip_id: what comes and goes with the first of them.
    """
    known = {payment.payment_intent_id for payment in order.payments}
    if len(known | {intent.id for intent in intents}) > MAX_PAYMENTS:
        raise errors.OrderNotPayable(
            f"{MAX_PAYMENTS} payments were tried on this order; close it and make a new one.",
            supported_actions=["close"],
        )
    first = intents[0].id
    for intent in intents:
        payment = OrderPayment(
            payment_intent_id=intent.id,
            status=intent.status,
            amount_money=intent.amount_money,
            source_type=intent.source_type,
            claims=claims if intent.id == first and claims != NO_CLAIMS else None,
            tip_id=tip_id if intent.id == first else None,
            created_at=intent.created_at,
        )
        order = with_payment(order, payment)
    assert order.payable >= 0, "payments never claim more than the balance"
    return order.evolve(version=order.version + 1, updated_at=now)


def with_payment(order: Order, payment: OrderPayment) -> Order:
    """The order with this payment in the place of the one of the same intent, else after all others."""
    standing = [kept.payment_intent_id for kept in order.payments]
    if payment.payment_intent_id not in standing:
        return order.evolve(payments=(*order.payments, payment))
    place = standing.index(payment.payment_intent_id)
    return order.evolve(payments=(*order.payments[:place], payment, *order.payments[place + 1 :]))


def with_status(order: Order, payment_intent_id: str, status: PaymentIntentStatus) -> Order:
    """The order with this payment in another status."""
    (payment,) = [kept for kept in order.payments if kept.payment_intent_id == payment_intent_id]
    return with_payment(order, payment.evolve(status=status))


def settle_payment(
    order: Order,
    intent: PaymentIntent,
    outcome: ChargeOutcome,
    now: datetime,
    waiting: Sequence[PaymentIntent] = (),
) -> PaymentSettled:
    """What an outcome makes of a payment and its order.

    waiting: the intents that the same request charges after this one. A success pays the order once its balance is
    zero. A failure leaves it open, free to be edited and paid again, and gives back what the payment had claimed.
    """
    assert intent.status not in ENDED, "who settles reads the attempt first"
    settled = _intent_after(intent, outcome, now)
    assert settled.status in PAYMENT_INTENT_TRANSITIONS[intent.status] | {intent.status}
    failed = settled.status in FAILED
    following = _begun(waiting[0], now) if waiting and settled.status in SECURED else None
    dropped = tuple(_dropped(other, now) for other in waiting) if failed else ()
    after = _order_after(order, [settled, *([following] if following else []), *dropped], failed=failed)
    after = after.evolve(version=order.version + 1, updated_at=now)
    assert after.payable >= 0, "a payment never takes more than the balance"
    succeeded = settled.status is PaymentIntentStatus.SUCCEEDED
    paid_in_full = succeeded and after.balance == 0
    released = NO_CLAIMS
    if failed:
        after, released = _given_back(after, _claims_of(order, intent))
    if paid_in_full:
        after = after.evolve(status=status_once_paid(after.paid, after.refunded))
        released = surplus(after)
    entry, intent_events = _told(settled)
    changed = settled.status in SECURED or (failed and after.totals != order.totals)
    return PaymentSettled(
        order=after,
        intent=settled,
        entries=(entry, *(_told(other)[0] for other in dropped)),
        order_events=paid_events(order) if paid_in_full else ("order.updated",) if changed else (),
        intent_events=intent_events,
        released=released,
        next=following,
        waiting=tuple(waiting[1:]) if following else (),
        dropped=dropped,
    )


def paid_events(order: Order) -> tuple[str, ...]:
    """What is told of an order that was paid in full."""
    return ("order.paid",) if order.payment_link_id is None else ("order.paid", "payment_link.completed")


def _order_after(order: Order, intents: Sequence[PaymentIntent], *, failed: bool) -> Order:
    """The order with what these intents came to; a first one that failed takes its tip and its claims with it."""
    standing = {payment.payment_intent_id: payment for payment in order.payments}
    for intent in intents:
        order = with_payment(order, _payment_after(standing[intent.id], intent))
    if failed:
        tip_id = standing[intents[0].id].tip_id
        order = order.evolve(added_tips=tuple(tip for tip in order.added_tips if tip.id != tip_id))
    return order


def _claims_of(order: Order, intent: PaymentIntent) -> Claims:
    (payment,) = [payment for payment in order.payments if payment.payment_intent_id == intent.id]
    return payment.claims or NO_CLAIMS


def _given_back(order: Order, claims: Claims) -> tuple[Order, Claims]:
    """What a failed payment had claimed goes to another one that has its money, or may yet get it; else it is free.

    Otherwise an order that is paid in part would lose the coupon that it was paid with.
    """
    heirs = [payment for payment in order.payments if payment.status in SECURED | IN_FLIGHT]
    if not heirs or claims == NO_CLAIMS:
        return order, claims
    heir = min(heirs, key=lambda payment: payment.status is not PaymentIntentStatus.SUCCEEDED)
    return with_payment(order, heir.evolve(claims=together([heir.claims or NO_CLAIMS, claims]))), NO_CLAIMS


def _begun(intent: PaymentIntent, now: datetime) -> PaymentIntent:
    """The next one of a group: from this moment on its charge may be under way."""
    return intent.evolve(
        status=PaymentIntentStatus.PROCESSING, attempted_at=now, version=intent.version + 1, updated_at=now
    )


def _dropped(intent: PaymentIntent, now: datetime) -> PaymentIntent:
    """One that is not tried any more, since another card of the same request failed."""
    return intent.evolve(status=PaymentIntentStatus.CANCELED, version=intent.version + 1, updated_at=now)


def _intent_after(intent: PaymentIntent, outcome: ChargeOutcome, now: datetime) -> PaymentIntent:
    known = intent.processor_details.stripe
    # The client secret is of use only while the buyer has to confirm.
    processor_id = outcome.processor_payment_id or known.payment_intent_id
    stripe = known.evolve(payment_intent_id=processor_id, client_secret=None)
    changes: dict[str, object] = {}
    match outcome:
        case Charged():
            stripe = stripe.evolve(charge_id=outcome.charge_id)
            changes = {
                "status": PaymentIntentStatus.SUCCEEDED,
                "card": outcome.card or intent.card,
                "saved_method_id": outcome.saved_method_id if intent.saves_payment_method else None,
                "amount_money": intent.amount_money.evolve(amount=_amount_taken(intent, outcome)),
            }
        case Authorized():
            stripe = stripe.evolve(charge_id=outcome.charge_id)
            changes = {
                "status": PaymentIntentStatus.REQUIRES_CAPTURE,
                "card": outcome.card or intent.card,
                "authorized_amount_money": intent.amount_money,
                "capture_amount": None,
            }
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


def _amount_taken(intent: PaymentIntent, outcome: Charged) -> int:
    """Minor units: of what was held, a capture may take a part."""
    if intent.capture_method is CaptureMethod.AUTOMATIC:
        return intent.amount_money.amount
    taken = outcome.amount or intent.capture_amount or intent.amount_money.amount
    assert taken <= intent.amount_money.amount, "a capture never takes more than was held"
    return taken


def _payment_after(payment: OrderPayment, intent: PaymentIntent) -> OrderPayment:
    failed = intent.status in FAILED
    return payment.evolve(
        status=intent.status,
        amount_money=intent.amount_money,
        card=intent.card,
        failure_code=intent.failure_code,
        failure_message=intent.failure_message,
        client_secret=intent.processor_details.stripe.client_secret,
        processor_payment_id=_payment_id_once_taken(intent),
        claims=None if failed else payment.claims,
        tip_id=None if failed else payment.tip_id,
    )


def _payment_id_once_taken(intent: PaymentIntent) -> str | None:
    taken = intent.status is PaymentIntentStatus.SUCCEEDED
    return intent.processor_details.stripe.payment_intent_id if taken else None


def _told(intent: PaymentIntent) -> tuple[Entry, tuple[str, ...]]:
    """What the audit trail says of it, and the payment intent's events."""
    activity, description, events = _TOLD[intent.status]
    amount = format_amount(intent.amount_money.amount, intent.amount_money.currency)
    reason = intent.failure_code or ""
    return Entry(activity, description.format(amount=amount, reason=reason), intent.id), events


_TOLD: dict[PaymentIntentStatus, tuple[str, str, tuple[str, ...]]] = {
    PaymentIntentStatus.SUCCEEDED: ("payment.succeeded", "{amount} paid.", ("payment_intent.succeeded",)),
    PaymentIntentStatus.REQUIRES_ACTION: (
        "payment.requires_action",
        "The buyer has to confirm a payment of {amount}.",
        ("payment_intent.requires_action",),
    ),
    PaymentIntentStatus.REQUIRES_CAPTURE: ("payment.authorized", "{amount} are held and can be captured.", ()),
    PaymentIntentStatus.CANCELED: (
        "payment.canceled",
        "A payment of {amount} was given up.",
        ("payment_intent.canceled",),
    ),
    PaymentIntentStatus.PROCESSING: ("payment.processing", "A payment of {amount} is being processed.", ()),
    PaymentIntentStatus.REQUIRES_PAYMENT_METHOD: (
        "payment.failed",
        "A payment of {amount} failed: {reason}.",
        ("payment_intent.payment_failed",),
    ),
}


def record_payment(order: Order, intent: PaymentIntent, claims: Claims, now: datetime) -> PaymentSettled:
    """What money makes of an order that came in past the card processor: claimed and settled at once."""
    claimed = claim_payments(order, [intent], claims, now).evolve(version=order.version)
    settled = settle_payment(claimed, intent, Charged(""), now)
    return settled._replace(intent=settled.intent.evolve(version=intent.version))


def pay_nothing(order: Order, now: datetime) -> Order:
    """An order that costs nothing, or nothing more, is paid without a card."""
    assert order.balance == 0
    status = status_once_paid(order.paid, order.refunded)
    return order.evolve(status=status, version=order.version + 1, updated_at=now)
