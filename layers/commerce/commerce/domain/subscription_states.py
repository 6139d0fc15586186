"""Decisions about a subscription that leave its terms alone: paused, resumed, ended. Each answers what it would be."""

from datetime import datetime

from commerce.domain import errors
from commerce.domain.billing_outcomes import Outcome, ended
from commerce.domain.lifecycle import SubscriptionStatus, require_subscription_action
from commerce.domain.subscription_commands import CancelSubscription, PauseSubscription
from commerce.domain.subscriptions import Subscription


def require(subscription: Subscription, action: str) -> None:
    """Refuse an action that the subscription's state does not allow. Raises Conflict, saying what is allowed."""
    require_subscription_action(action, subscription.status)
    if subscription.payment_under_way:
        raise errors.PaymentInProgress(
            "A payment of this subscription is in flight; wait until it has succeeded or failed, then try again.",
            next_steps=["Read the subscription until nothing is pending on its latest order."],
        )


def pause(subscription: Subscription, command: PauseSubscription, now: datetime) -> Outcome:
    """Make no more orders: what was paid stays paid, and cycles that would begin meanwhile are left out."""
    resumes_at = None
    if command.pause_duration_cycles is not None:
        end = subscription.current_period_end_at
        assert end is not None, "what runs has a period"
        resumes_at = subscription.schedule.boundary(
            subscription.schedule.number_at(end) + command.pause_duration_cycles
        )
    paused = subscription.evolve(status=SubscriptionStatus.PAUSED, paused_at=now, resumes_at=resumes_at)
    return Outcome(paused, ("subscription.paused",))


def resume(subscription: Subscription, now: datetime) -> Outcome:
    """Go on: within what was paid as before. If that is used up, a new period begins: see `lapsed`.

    Who owes an order is late with it; once paid, it is good for the running cycle too, since others were left out.
    """
    trial = subscription.trial_end_at is not None and now < subscription.trial_end_at
    resumed = subscription.evolve(
        status=SubscriptionStatus.TRIALING if trial else SubscriptionStatus.ACTIVE, paused_at=None, resumes_at=None
    )
    if subscription.open_order_id is not None:
        resumed = resumed.evolve(status=SubscriptionStatus.PAST_DUE)
        if lapsed(subscription, now):
            resumed = resumed.evolve(current_period_end_at=subscription.schedule.period_at(now).end)
    return Outcome(resumed, ("subscription.resumed",))


def lapsed(subscription: Subscription, now: datetime) -> bool:
    """True if what was paid is used up."""
    return subscription.current_period_end_at is None or subscription.current_period_end_at <= now


def cancel(subscription: Subscription, command: CancelSubscription, now: datetime) -> Outcome:
    """End it at the end of what was paid, or now. Nothing goes back by itself."""
    if command.cancel_immediately or lapsed(subscription, now) or not subscription.has_begun:
        return Outcome(ended(subscription, command.reason, now), ("subscription.canceled",))
    if subscription.status is SubscriptionStatus.INCOMPLETE:
        return Outcome(ended(subscription, command.reason, now), ("subscription.canceled",))
    asked = subscription.evolve(
        cancel_at_period_end=True, canceled_at=now, cancellation_reason=command.reason, resumes_at=None
    )
    return Outcome(asked)


def keep(subscription: Subscription) -> Subscription:
    """Take a cancellation for the end of the period back."""
    return subscription.evolve(cancel_at_period_end=False, canceled_at=None, cancellation_reason=None)
