"""What a payment, a failure or the time makes of a subscription, and what is told of it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from commerce.domain.billing_outcomes import (
    Outcome,
    begin_trial,
    end_of_period,
    expire,
    failed,
    give_up,
    notify,
    of_order,
)
from commerce.domain.dunning import DunningEnd, DunningTerms
from commerce.domain.lifecycle import OrderStatus, PaymentIntentStatus, SubscriptionStatus
from commerce.domain.order_parts import OrderPayment
from commerce.domain.payment_parts import PendingAction
from commerce.domain.subscriptions import Dunning, Subscription
from tests.unit.orders import ORDER_ID, a_payment, an_order
from tests.unit.subscribing import BEGINS, ENDS, MIDDLE, a_subscription

ACTIVE, PAUSED, TRIALING = SubscriptionStatus.ACTIVE, SubscriptionStatus.PAUSED, SubscriptionStatus.TRIALING
INCOMPLETE, PAST_DUE = SubscriptionStatus.INCOMPLETE, SubscriptionStatus.PAST_DUE
CANCELED = SubscriptionStatus.CANCELED
TERMS = DunningTerms()
A_DAY = timedelta(days=1)
LATE = Dunning(
    first_failed_at=BEGINS, failures=1, failure_code="CARD_DECLINED", failure_message="No.", next_retry_at=MIDDLE
)
ASKED = PendingAction(payment_intent_id="pi_1", client_secret="secret")


def owing(status: SubscriptionStatus = ACTIVE, **fields: Any) -> Subscription:
    """A subscription whose order is open, with a payment under way."""
    return a_subscription(status, **({"open_order_id": ORDER_ID, "look_again_at": MIDDLE} | fields))


def told(subscription: Subscription, *payments: OrderPayment, status: OrderStatus = OrderStatus.OPEN) -> Outcome:
    """What the order, as it stands, makes of the subscription."""
    return of_order(subscription, an_order(3000, status=status, payments=payments), TERMS, MIDDLE)


def short(outcome: Outcome) -> tuple[str, ...]:
    """Events without their first word."""
    return tuple(event.removeprefix("subscription.") for event in outcome.events)


def test_trial_begins_with_nothing_owed() -> None:
    """From its start to its end."""
    fresh = a_subscription(INCOMPLETE, trial_end_at=MIDDLE, current_period_start_at=None, current_period_end_at=None)
    begun = begin_trial(fresh)
    period = (begun.subscription.current_period_start_at, begun.subscription.current_period_end_at)
    assert (begun.subscription.status, period, begun.events) == (TRIALING, (BEGINS, MIDDLE), ())


def test_trial_of_a_checkout_begins_when_its_page_is_completed() -> None:
    """As long as it was promised, in whole seconds: seven days, of which one has 25 hours in Berlin."""
    completed = datetime(2026, 10, 20, 12, 0, 0, 5, tzinfo=UTC)
    start = completed.replace(microsecond=0)
    ends = start + timedelta(days=7, hours=1)
    promised = owing(
        INCOMPLETE,
        checkout_trial_days=7,
        time_zone="Europe/Berlin",
        current_period_start_at=None,
        current_period_end_at=None,
        pending_actions=(ASKED,),
        dunning=LATE,
    )
    outcome = of_order(promised, an_order(0, status=OrderStatus.PAID), TERMS, completed)
    begun = outcome.subscription
    assert (begun.status, short(outcome)) == (TRIALING, ("created",))
    assert (begun.start_at, begun.trial_end_at, begun.anchor_at) == (start, ends, ends)
    assert (begun.current_period_start_at, begun.current_period_end_at) == (start, ends)
    assert (begun.checkout_trial_days, begun.open_order_id, begun.look_again_at) == (None, None, None)
    assert (begun.pending_actions, begun.dunning) == ((), None)


def test_trial_of_a_checkout_begins_once() -> None:
    """What has begun already is paid as any other."""
    outcome = told(owing(ACTIVE, checkout_trial_days=7), status=OrderStatus.PAID)
    assert (outcome.subscription.status, short(outcome)) == (ACTIVE, ("payment_succeeded",))


@pytest.mark.parametrize(
    ("before", "after", "events"),
    [
        (INCOMPLETE, ACTIVE, ("activated", "payment_succeeded")),
        (TRIALING, ACTIVE, ("activated", "payment_succeeded")),
        (ACTIVE, ACTIVE, ("payment_succeeded",)),
        (PAST_DUE, ACTIVE, ("payment_succeeded",)),
        (PAUSED, PAUSED, ("payment_succeeded",)),
        (CANCELED, CANCELED, ("payment_succeeded",)),
    ],
)
@pytest.mark.parametrize("order", [OrderStatus.PAID, OrderStatus.PARTIALLY_REFUNDED, OrderStatus.REFUNDED])
def test_paid_order_leaves_nothing_owed(
    before: SubscriptionStatus, after: SubscriptionStatus, events: tuple[str, ...], order: OrderStatus
) -> None:
    """An end and a pause stay; whatever went back of it since."""
    outcome = told(owing(before, dunning=LATE, pending_actions=(ASKED,)), status=order)
    paid = outcome.subscription
    assert (paid.status, short(outcome)) == (after, events)
    assert (paid.open_order_id, paid.look_again_at, paid.pending_actions, paid.dunning) == (None, None, (), None)


def test_order_that_was_closed_is_forgiven() -> None:
    """Who was late is not any more; nothing was paid, so nothing is told."""
    outcome = told(owing(PAST_DUE, dunning=LATE), status=OrderStatus.CLOSED)
    assert (outcome.subscription.status, outcome.subscription.dunning, outcome.events) == (ACTIVE, None, ())
    assert outcome.subscription.open_order_id is None


def test_first_payment_that_was_forgiven_is_still_missing() -> None:
    """It does not begin by that."""
    outcome = told(owing(INCOMPLETE, dunning=LATE, pending_actions=(ASKED,)), status=OrderStatus.CLOSED)
    free = outcome.subscription
    assert (free.status, free.open_order_id, free.look_again_at, free.pending_actions) == (INCOMPLETE, None, None, ())
    assert (free.dunning, outcome.events) == (LATE, ())


@pytest.mark.parametrize(
    ("status", "wait", "actions"),
    [
        (PaymentIntentStatus.PROCESSING, timedelta(seconds=35), ()),
        (PaymentIntentStatus.REQUIRES_ACTION, timedelta(hours=1), (ASKED,)),
    ],
)
def test_payment_under_way_is_looked_at_again(status: PaymentIntentStatus, wait: timedelta, actions: Any) -> None:
    """Soon, or when the buyer has had the time to confirm it."""
    outcome = told(owing(), a_payment(3000, status, client_secret="secret"))
    assert (outcome.subscription.look_again_at, outcome.subscription.pending_actions) == (MIDDLE + wait, actions)
    assert (outcome.subscription.status, outcome.events) == (ACTIVE, ())


DECLINED = a_payment(
    3000, PaymentIntentStatus.REQUIRES_PAYMENT_METHOD, failure_code="EXPIRED_CARD", failure_message="Old."
)


def test_declined_payment_is_a_failed_try() -> None:
    """With the last one's reason; one that gives none was declined."""
    for payment, code, message in (
        (DECLINED, "EXPIRED_CARD", "Old."),
        (DECLINED.evolve(failure_code=None, failure_message=None), "CARD_DECLINED", ""),
    ):
        earlier = [a_payment(1, PaymentIntentStatus.CANCELED, identity=f"pi_{number}") for number in (7, 8)]
        outcome = told(owing(), *earlier, payment)
        dunning = outcome.subscription.dunning
        assert dunning is not None
        assert (dunning.failure_code, dunning.failure_message) == (code, message)
        assert short(outcome) == ("payment_failed", "past_due")


def test_payment_by_others_that_failed_is_no_try() -> None:
    """Billing had none under way, or made none yet."""
    idle = owing(PAST_DUE, look_again_at=None, dunning=LATE)
    assert told(idle, DECLINED) == Outcome(idle)
    assert told(owing()) == Outcome(owing())


def test_first_failure_is_late_from_then_on() -> None:
    """The next try comes after a day; seven days another card is waited for."""
    outcome = failed(owing(pending_actions=(ASKED,)), "CARD_DECLINED", "No.", TERMS, MIDDLE)
    late = outcome.subscription
    assert (late.status, late.look_again_at, late.pending_actions) == (PAST_DUE, None, ())
    assert late.dunning == Dunning(
        first_failed_at=MIDDLE,
        failures=1,
        failure_code="CARD_DECLINED",
        failure_message="No.",
        next_retry_at=MIDDLE + A_DAY,
        gives_up_at=MIDDLE + 7 * A_DAY,
    )
    assert short(outcome) == ("payment_failed", "past_due")


def test_second_failure_counts_from_the_first() -> None:
    """A day after it: the third day is next, and that it is late was told."""
    known = LATE.evolve(first_failed_at=MIDDLE - A_DAY, failures=1)
    outcome = failed(owing(PAST_DUE, dunning=known), "CARD_DECLINED", "No.", TERMS, MIDDLE)
    dunning = outcome.subscription.dunning
    assert dunning is not None
    assert (dunning.failures, dunning.first_failed_at) == (2, MIDDLE - A_DAY)
    assert (dunning.next_retry_at, dunning.gives_up_at) == (MIDDLE + 2 * A_DAY, MIDDLE + 6 * A_DAY)
    assert short(outcome) == ("payment_failed",)


def test_card_that_would_say_the_same_is_not_tried_again() -> None:
    """Another one is waited for as long."""
    dunning = failed(owing(), "EXPIRED_CARD", "Old.", TERMS, MIDDLE).subscription.dunning
    assert dunning is not None
    assert (dunning.next_retry_at, dunning.gives_up_at) == (None, MIDDLE + 7 * A_DAY)


def test_first_payment_is_not_gone_after() -> None:
    """It stays incomplete; its time runs by itself."""
    outcome = failed(owing(INCOMPLETE), "CARD_DECLINED", "No.", TERMS, MIDDLE)
    dunning = outcome.subscription.dunning
    assert dunning is not None
    assert (outcome.subscription.status, dunning.next_retry_at, dunning.gives_up_at) == (INCOMPLETE, None, None)
    assert short(outcome) == ("payment_failed",)


@pytest.mark.parametrize("decide", ["failed", "give_up"])
def test_last_failure_ends_or_pauses_it(decide: str) -> None:
    """As the merchant's terms say; the order stays owed."""
    late = owing(PAST_DUE, dunning=LATE)

    def last(then: DunningEnd) -> Outcome:
        terms = DunningTerms(then=then)
        after = BEGINS + 7 * A_DAY
        return give_up(late, terms, after) if decide == "give_up" else failed(late, "X", "No.", terms, after)

    first = ("payment_failed",) if decide == "failed" else ()
    over, rests = last(DunningEnd.CANCEL), last(DunningEnd.PAUSE)
    assert (over.subscription.status, over.subscription.ended_at) == (CANCELED, BEGINS + 7 * A_DAY)
    assert over.subscription.cancellation_reason == "A renewal was not paid."
    assert (short(over), over.subscription.open_order_id) == ((*first, "canceled"), ORDER_ID)
    assert (rests.subscription.status, rests.subscription.paused_at) == (PAUSED, BEGINS + 7 * A_DAY)
    assert (short(rests), rests.subscription.open_order_id) == ((*first, "paused"), ORDER_ID)


def test_first_payment_that_never_came_ends_it() -> None:
    """With that reason."""
    outcome = expire(owing(INCOMPLETE, pending_actions=(ASKED,), resumes_at=ENDS), MIDDLE)
    over = outcome.subscription
    assert (over.status, over.cancellation_reason) == (CANCELED, "The first payment was not made.")
    assert (over.ended_at, over.canceled_at, short(outcome)) == (MIDDLE, MIDDLE, ("canceled",))
    assert (over.look_again_at, over.pending_actions, over.resumes_at) == (None, (), None)


def test_end_that_was_asked_for_keeps_when_and_why_it_was() -> None:
    """Decided in the middle of the period, ended with it."""
    asked = a_subscription(cancel_at_period_end=True, canceled_at=MIDDLE, cancellation_reason="Moved away")
    outcome = end_of_period(asked, ENDS)
    over = outcome.subscription
    assert (over.status, over.canceled_at, over.ended_at) == (CANCELED, MIDDLE, ENDS)
    assert (over.cancellation_reason, over.cancel_at_period_end, short(outcome)) == ("Moved away", False, ("canceled",))


@pytest.mark.parametrize(("status", "event"), [(TRIALING, "trial_ending"), (ACTIVE, "renewal_upcoming")])
def test_what_comes_is_told_once(status: SubscriptionStatus, event: str) -> None:
    """The end of a trial, or a renewal."""
    outcome = notify(a_subscription(status), MIDDLE)
    assert (outcome.subscription.notified_at, short(outcome)) == (MIDDLE, (event,))
