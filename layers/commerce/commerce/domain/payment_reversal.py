"""Taking a payment out of an order's books that was recorded by hand and never was one."""

from datetime import datetime
from typing import NamedTuple

from commerce.domain import errors
from commerce.domain.claims import NO_CLAIMS, Claims, held, surplus, together
from commerce.domain.lifecycle import IN_FLIGHT, REVERSED_PAYMENT_TRANSITIONS, OrderStatus, PaymentIntentStatus
from commerce.domain.order_parts import OrderPayment
from commerce.domain.orders import Order
from commerce.domain.payment_parts import PaymentSource
from commerce.domain.payments import PaymentIntent
from commerce.domain.settlement import SECURED, with_payment

REVERSED = "reversed"
"""The cancellation reason of such a payment."""


class PaymentReversed(NamedTuple):
    """The order and the intent without the payment, and what it no longer claims."""

    order: Order
    intent: PaymentIntent
    released: Claims


def reverse_payment(order: Order, intent: PaymentIntent, now: datetime) -> PaymentReversed:
    """The books as if the money had never been recorded: the balance is back, and an order that was paid is open.

    Raises PaymentNotReversible unless it was recorded by hand, stands, and nothing of the order was given back.
    """
    _require_reversible(order, intent)
    (payment,) = [each for each in order.payments if each.payment_intent_id == intent.id]
    status = OrderStatus.OPEN
    assert order.status is status or status in REVERSED_PAYMENT_TRANSITIONS[order.status]
    gone = payment.evolve(status=PaymentIntentStatus.CANCELED, claims=None)
    after, released = _given_back(order, with_payment(order, gone), payment)
    after = after.evolve(status=status, version=order.version + 1, updated_at=now)
    assert after.balance == order.balance + intent.amount_money.amount, "exactly the payment is owed again"
    canceled = intent.evolve(
        status=PaymentIntentStatus.CANCELED, cancellation_reason=REVERSED, version=intent.version + 1, updated_at=now
    )
    return PaymentReversed(after, canceled, released)


def _require_reversible(order: Order, intent: PaymentIntent) -> None:
    if intent.source_type is PaymentSource.CARD:
        raise errors.PaymentNotReversible(
            f"Payment {intent.id} was taken from a card; give the money back with a refund.",
            param="paymentIntentId",
            supported_actions=["refund"],
        )
    if intent.status is not PaymentIntentStatus.SUCCEEDED:
        raise errors.PaymentNotReversible(
            f"Payment {intent.id} is {intent.status}: it is in no balance.", param="paymentIntentId"
        )
    if order.refunded or order.restocks or order.status not in {OrderStatus.OPEN, *REVERSED_PAYMENT_TRANSITIONS}:
        raise errors.PaymentNotReversible(
            f"Order {order.id} is {order.status} and a part of it was given back, or it is closed; refund what is "
            "left of the payment instead.",
            param="paymentIntentId",
            supported_actions=["refund"],
        )
    if order.payment_in_flight is not None:
        raise errors.PaymentInProgress("A payment of the order is in flight; reverse this one when that has ended.")
    if order.subscription_id is not None and order.status is not OrderStatus.OPEN:
        raise errors.PaymentNotReversible(
            "The subscription went on when this order was paid; refund the payment instead.",
            param="paymentIntentId",
            supported_actions=["refund"],
        )


def _given_back(before: Order, after: Order, payment: OrderPayment) -> tuple[Order, Claims]:
    """What the payment held goes to another one that stands, else it is free.

    When the order was paid in full, what its payments held beyond its needs was given back: they hold it no more.
    """
    freed = payment.claims or NO_CLAIMS
    if before.status is OrderStatus.PAID:
        freed = held(before).beyond(surplus(before))
        for standing in after.payments:
            after = with_payment(after, standing.evolve(claims=None)) if standing.claims else after
    heirs = [each for each in after.payments if each.status in SECURED | IN_FLIGHT]
    if not heirs or freed == NO_CLAIMS:
        return after, freed
    heir = min(heirs, key=lambda each: each.status is not PaymentIntentStatus.SUCCEEDED)
    return with_payment(after, heir.evolve(claims=together([heir.claims or NO_CLAIMS, freed]))), NO_CLAIMS
