"""What becomes of a subscription when something is known of a payment of its open order, or when time has passed."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from commerce.domain.billing_periods import days_later
from commerce.domain.deadlines import ABANDON_AFTER, RESUME_AFTER
from commerce.domain.dunning import DunningTerms, gives_up_at, is_hard, next_retry_at, status_after_failure
from commerce.domain.lifecycle import OrderStatus, PaymentIntentStatus, SubscriptionStatus
from commerce.domain.payment_parts import PendingAction
from commerce.domain.subscriptions import Dunning, Subscription

if TYPE_CHECKING:
    from commerce.domain.orders import Order

EXPIRED = "The first payment was not made."
NEVER_PAID = "A renewal was not paid."


@dataclass(frozen=True, slots=True)
class Outcome:
    """A subscription's next state, and the events that follow."""

    subscription: Subscription
    events: tuple[str, ...] = ()


def begin_trial(subscription: Subscription) -> Outcome:
    """A trial begins: nothing is asked for before it ends."""
    begun = subscription.evolve(
        status=SubscriptionStatus.TRIALING,
        current_period_start_at=subscription.start_at,
        current_period_end_at=subscription.trial_end_at,
    )
    return Outcome(begun)


def begin_at_checkout(subscription: Subscription, now: datetime) -> Outcome:
    """The trial begins that its buyer was promised: it is as long as that was, from now on."""
    assert subscription.checkout_trial_days is not None, "another one has begun, or begins by itself"
    start = now.replace(microsecond=0)
    ends = days_later(start, subscription.checkout_trial_days, subscription.time_zone)
    wanted = subscription.evolve(
        start_at=start,
        trial_end_at=ends,
        anchor_at=ends,
        checkout_trial_days=None,
        open_order_id=None,
        look_again_at=None,
        pending_actions=(),
        dunning=None,
    )
    return Outcome(begin_trial(wanted).subscription, ("subscription.created",))


def of_order(subscription: Subscription, order: "Order", terms: DunningTerms, now: datetime) -> Outcome:
    """What the open order, as it stands, makes of its subscription."""
    assert subscription.open_order_id == order.id, "only what is owed decides"
    if order.status is OrderStatus.CLOSED:
        return _forgiven(subscription)
    if order.status is not OrderStatus.OPEN:
        return _paid(subscription, now)
    flying = order.payment_in_flight
    if flying is not None:
        asks = flying.status is PaymentIntentStatus.REQUIRES_ACTION
        wait = ABANDON_AFTER if asks else RESUME_AFTER
        action = PendingAction(payment_intent_id=flying.payment_intent_id, client_secret=flying.client_secret)
        return Outcome(subscription.evolve(look_again_at=now + wait, pending_actions=(action,) if asks else ()))
    if not subscription.payment_under_way or not order.payments:
        return Outcome(subscription)  # a payment by hand that failed is no try of the billing's
    last = order.payments[-1]
    code = last.failure_code or "CARD_DECLINED"
    return failed(subscription, code, last.failure_message or "", terms, now)


def _paid(subscription: Subscription, now: datetime) -> Outcome:
    if subscription.status is SubscriptionStatus.INCOMPLETE and subscription.checkout_trial_days is not None:
        return begin_at_checkout(subscription, now)
    first = subscription.status in {SubscriptionStatus.INCOMPLETE, SubscriptionStatus.TRIALING}
    events = ("subscription.activated",) if first else ()
    return Outcome(_nothing_owed(subscription), (*events, "subscription.payment_succeeded"))


def _forgiven(subscription: Subscription) -> Outcome:
    """The merchant closed the order unpaid: nothing is owed any more, but a first payment is no less missing."""
    if subscription.status is SubscriptionStatus.INCOMPLETE:
        return Outcome(subscription.evolve(open_order_id=None, look_again_at=None, pending_actions=()))
    return Outcome(_nothing_owed(subscription))


def _nothing_owed(subscription: Subscription) -> Subscription:
    """An end that was decided stays, and so does a pause that somebody asked for."""
    stays = subscription.status in {SubscriptionStatus.CANCELED, SubscriptionStatus.PAUSED}
    return subscription.evolve(
        status=subscription.status if stays else SubscriptionStatus.ACTIVE,
        open_order_id=None,
        look_again_at=None,
        pending_actions=(),
        dunning=None,
    )


def failed(subscription: Subscription, code: str, message: str, terms: DunningTerms, now: datetime) -> Outcome:
    """A try failed: it is made again in time, or another card is waited for, or it is given up."""
    known = subscription.dunning
    first = now if known is None else known.first_failed_at
    retry_at = next_retry_at(first, now, terms)
    begun = subscription.status is not SubscriptionStatus.INCOMPLETE
    after = subscription.evolve(
        status=status_after_failure(subscription.status, terms, waits=retry_at is not None),
        look_again_at=None,
        pending_actions=(),
        dunning=Dunning(
            first_failed_at=first,
            failures=1 if known is None else known.failures + 1,
            failure_code=code,
            failure_message=message,
            next_retry_at=retry_at if begun and not is_hard(code) else None,
            gives_up_at=gives_up_at(first, terms) if begun else None,
        ),
    )
    return _ended_or_told(subscription, after, ("subscription.payment_failed",), now)


def give_up(subscription: Subscription, terms: DunningTerms, now: datetime) -> Outcome:
    """No other card came in time."""
    after = subscription.evolve(status=status_after_failure(subscription.status, terms, waits=False))
    return _ended_or_told(subscription, after, (), now)


def _ended_or_told(before: Subscription, after: Subscription, events: tuple[str, ...], now: datetime) -> Outcome:
    """The same with what its new status asks for."""
    if after.status is before.status:
        return Outcome(after, events)
    match after.status:
        case SubscriptionStatus.CANCELED:
            return Outcome(ended(after, NEVER_PAID, now), (*events, "subscription.canceled"))
        case SubscriptionStatus.PAUSED:
            return Outcome(after.evolve(paused_at=now), (*events, "subscription.paused"))
        case _:
            return Outcome(after, (*events, "subscription.past_due"))


def expire(subscription: Subscription, now: datetime) -> Outcome:
    """The first payment was not made in time. A trial that nobody began was told to nobody either."""
    untold = subscription.checkout_trial_days is not None
    return Outcome(ended(subscription, EXPIRED, now), () if untold else ("subscription.canceled",))


def end_of_period(subscription: Subscription, now: datetime) -> Outcome:
    """The end that was asked for."""
    return Outcome(ended(subscription, subscription.cancellation_reason, now), ("subscription.canceled",))


def ended(subscription: Subscription, reason: str | None, now: datetime) -> Subscription:
    """A subscription that is over; what is owed stays owed, but is not gone after any more."""
    return subscription.evolve(
        status=SubscriptionStatus.CANCELED,
        canceled_at=subscription.canceled_at or now,
        ended_at=now,
        cancellation_reason=reason,
        cancel_at_period_end=False,
        look_again_at=None,
        pending_actions=(),
        resumes_at=None,
    )


def notify(subscription: Subscription, now: datetime) -> Outcome:
    """The end of a trial, or the next renewal, is told."""
    event = "trial_ending" if subscription.status is SubscriptionStatus.TRIALING else "renewal_upcoming"
    return Outcome(subscription.evolve(notified_at=now), (f"subscription.{event}",))
