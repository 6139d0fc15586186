"""What moving, pausing, resuming and ending a subscription makes of it, and what it leaves to the next order."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from commerce.domain import errors
from commerce.domain.arithmetic import Rounding
from commerce.domain.billing_periods import BillingInterval
from commerce.domain.lifecycle import SubscriptionStatus
from commerce.domain.money import MAX_AMOUNT
from commerce.domain.subscription_changes import moved, net_prices, require_payable
from commerce.domain.subscription_commands import CancelSubscription, PauseSubscription, ProrationBehavior
from commerce.domain.subscription_states import cancel, keep, lapsed, pause, require, resume
from commerce.domain.subscriptions import Adjustment, PlanTerms, Subscription
from tests.unit.orders import usd
from tests.unit.subscribing import BEGINS, ENDS, MIDDLE, a_discount, a_line, a_subscription, terms

YEARLY = terms(30_000, billing_interval=BillingInterval.YEARLY)
NONE, PRORATES = ProrationBehavior.NONE, ProrationBehavior.CREATE_PRORATIONS
ACTIVE, PAUSED, TRIALING = SubscriptionStatus.ACTIVE, SubscriptionStatus.PAUSED, SubscriptionStatus.TRIALING
INCOMPLETE, PAST_DUE = SubscriptionStatus.INCOMPLETE, SubscriptionStatus.PAST_DUE


def move(
    subscription: Subscription,
    plan: PlanTerms,
    quantity: int = 1,
    *,
    proration: ProrationBehavior = PRORATES,
    rounding: Rounding = Rounding.HALF_UP,
    now: datetime = MIDDLE,
) -> tuple[Subscription, bool]:
    """Move to other terms, in the middle of April."""
    return moved(subscription, plan, quantity, proration=proration, rounding=rounding, now=now)


def left_over(subscription: Subscription) -> list[tuple[str, int]]:
    """What the next order takes up."""
    return [(each.description, each.amount_money.amount) for each in subscription.pending_adjustments]


def test_rest_of_a_period_is_credited_and_charged() -> None:
    """Half of 3000 goes back; half of 4000 and of 1001 (2500.5, so 2501) is asked for, line by line."""
    plan = terms(4000, 1001)
    after, begins = move(a_subscription(), plan, 1)
    assert (after.plan, after.quantity, begins) == (plan, 1, False)
    assert left_over(after) == [
        ("Seat 1 (rest of a period)", 2000),
        ("Seat 2 (rest of a period)", 501),
        ("Unused time", -1500),
    ]
    assert (after.current_period_end_at, after.anchor_at) == (ENDS, BEGINS)


def test_rest_keeps_what_is_said_of_tax() -> None:
    """Of each line; what is for nothing asks for nothing."""
    lines = (a_line(1000, name="Books", taxable=False, tax_category="books"), a_line(0, name="Gift"))
    after, _ = move(a_subscription(), terms(line_items=lines))
    rest, credit = after.pending_adjustments
    assert (rest.description, rest.taxable, rest.tax_category) == ("Books (rest of a period)", False, "books")
    assert (rest.amount_money, credit.amount_money, credit.taxable) == (usd(500), usd(-1500), True)


def test_quantity_counts_on_both_sides() -> None:
    """Half of three times 3000 goes back, half of twice 3000 is asked for."""
    after, _ = move(a_subscription(quantity=3), terms(), 2)
    assert (after.quantity, left_over(after)) == (2, [("Seat 1 (rest of a period)", 3000), ("Unused time", -4500)])


def test_halves_are_rounded_as_the_merchant_says() -> None:
    """Half of 3001 is 1500.5, half of 2001 is 1000.5."""
    for rounding, credit, rest in ((Rounding.HALF_UP, -1501, 1001), (Rounding.HALF_EVEN, -1500, 1000)):
        after, _ = move(a_subscription(plan=terms(3001)), terms(2001), rounding=rounding)
        assert [amount for _, amount in left_over(after)] == [rest, credit]


@pytest.mark.parametrize(
    ("cycles", "cycle", "rest", "credit"), [(None, 9, 1600, -1200), (1, 1, 1600, -1200), (1, 2, 2000, -1500)]
)
def test_coupon_counts_while_it_is_for_the_period(cycles: int | None, cycle: int, rest: int, credit: int) -> None:
    """20 % less on both sides, or on none."""
    after, _ = move(a_subscription(discount=a_discount(cycles), cycle_count=cycle), terms(4000))
    assert [amount for _, amount in left_over(after)] == [rest, credit]


def test_credits_are_one_and_come_last() -> None:
    """-100 of a change before, and -1500 now; its debit of 7 stays by itself."""
    before = (
        Adjustment(description="Unused time", amount_money=usd(-100)),
        Adjustment(description="Earlier", amount_money=usd(7)),
    )
    after, _ = move(a_subscription(pending_adjustments=before), terms(4000))
    assert left_over(after) == [("Earlier", 7), ("Seat 1 (rest of a period)", 2000), ("Unused time", -1600)]


def test_free_plan_leaves_no_credit() -> None:
    """Nothing was paid for the unused time, so debits stand alone."""
    after, _ = move(a_subscription(plan=terms(0)), terms(4000))
    assert left_over(after) == [("Seat 1 (rest of a period)", 2000)]


def test_changes_may_not_pile_up_without_end() -> None:
    """300 lines wait at most; the next one is too many."""
    waiting = [Adjustment(description="Earlier", amount_money=usd(1))] * 300
    assert len(move(a_subscription(pending_adjustments=tuple(waiting[1:])), terms(4000))[0].pending_adjustments) == 301
    with pytest.raises(errors.OrderTooLarge, match="Too many changes wait"):
        move(a_subscription(pending_adjustments=tuple(waiting)), terms(4000))


@pytest.mark.parametrize(
    "fields",
    [
        {"status": TRIALING},
        {"status": INCOMPLETE},
        {"cycle_count": 0},
        {"current_period_end_at": MIDDLE},
        {"current_period_end_at": None, "current_period_start_at": None},
    ],
)
def test_what_is_not_used_is_not_credited(fields: dict[str, Any]) -> None:
    """In a trial, before the first payment, and once the period is over, to the second."""
    assert left_over(move(a_subscription(**fields), terms(4000))[0]) == []


@pytest.mark.parametrize("status", [PAST_DUE, PAUSED])
def test_who_is_late_or_pauses_uses_what_was_paid(status: SubscriptionStatus) -> None:
    """The rest of the period is credited."""
    assert len(left_over(move(a_subscription(status), terms(4000))[0])) == 2


def test_nothing_is_prorated_where_the_caller_says_so() -> None:
    """The next order has the new price."""
    after, begins = move(a_subscription(), terms(4000), proration=NONE)
    assert (after.plan, left_over(after), begins) == (terms(4000), [], False)


def test_plan_of_another_interval_begins_at_once() -> None:
    """What is left is credited, nothing more is asked for: the new period is charged as a whole."""
    after, begins = move(a_subscription(billing_anchor_day=1), YEARLY)
    assert (left_over(after), begins) == ([("Unused time", -1500)], True)
    assert (after.anchor_at, after.billing_anchor_day, after.current_period_end_at) == (MIDDLE, None, MIDDLE)


def test_plan_of_another_interval_begins_at_the_end_where_nothing_is_prorated() -> None:
    """Its periods are counted from there; without a period, from where they were."""
    after, begins = move(a_subscription(), YEARLY, proration=NONE)
    assert (after.anchor_at, after.current_period_end_at, left_over(after), begins) == (ENDS, ENDS, [], False)
    fresh = a_subscription(INCOMPLETE, current_period_start_at=None, current_period_end_at=None, cycle_count=0)
    assert move(fresh, YEARLY)[0].anchor_at == BEGINS


def test_plan_of_another_interval_begins_where_the_last_period_just_ended() -> None:
    """Nothing of it is left, so nothing begins anew but the next period."""
    after, begins = move(a_subscription(current_period_end_at=MIDDLE), YEARLY)
    assert (after.anchor_at, begins, left_over(after)) == (MIDDLE, False, [])


def test_what_asks_for_nothing_is_dropped() -> None:
    """An adjustment of 0 is no line."""
    nothing = Adjustment(description="Nothing", amount_money=usd(0))
    after, _ = move(a_subscription(pending_adjustments=(nothing,)), terms(4000))
    assert left_over(after) == [("Seat 1 (rest of a period)", 2000), ("Unused time", -1500)]


def test_every_second_month_is_another_interval() -> None:
    """The count counts too."""
    assert move(a_subscription(), terms(billing_interval_count=2))[1] is True


@pytest.mark.parametrize(
    ("interval", "day"), [(BillingInterval.YEARLY, 5), (BillingInterval.WEEKLY, None), (BillingInterval.MONTHLY, 5)]
)
def test_day_of_the_month_stays_where_the_plan_has_one(interval: BillingInterval, day: int | None) -> None:
    """Weeks have none."""
    after, _ = move(a_subscription(billing_anchor_day=5), terms(billing_interval=interval), proration=NONE)
    assert after.billing_anchor_day == day


@pytest.mark.parametrize(("plan", "proration"), [(terms(4000), PRORATES), (YEARLY, PRORATES), (YEARLY, NONE)])
def test_who_owes_an_order_pays_first(plan: PlanTerms, proration: ProrationBehavior) -> None:
    """Only a move without proration to a plan of the same interval is possible."""
    owing = a_subscription(PAST_DUE, open_order_id="ord_1")
    with pytest.raises(errors.SubscriptionUnexpectedState, match="pay its order first") as refused:
        move(owing, plan, proration=proration)
    assert list(refused.value.supported_actions) == ["update"]
    assert move(owing, terms(4000), proration=NONE)[0].plan == terms(4000)


def test_currency_stays() -> None:
    """Euros are another subscription."""
    with pytest.raises(errors.CurrencyMismatch, match="in USD, but plan plan_1 is in EUR") as refused:
        move(a_subscription(), terms(currency="EUR"))
    assert (refused.value.param, refused.value.fields) == (
        "planId",
        [errors.InvalidField("planId", "CURRENCY_MISMATCH", "a plan in USD")],
    )


def test_period_comes_to_no_more_than_an_order_holds() -> None:
    """The most that there is can be paid, a cent more can't."""
    require_payable(terms(MAX_AMOUNT), 1)
    require_payable(terms(MAX_AMOUNT // 2), 2)
    for plan, quantity in ((terms(MAX_AMOUNT, 1), 1), (terms(MAX_AMOUNT // 2 + 1), 2)):
        with pytest.raises(errors.OrderTooLarge) as refused:
            require_payable(plan, quantity)
        assert refused.value.param == "quantity"
        with pytest.raises(errors.OrderTooLarge):
            move(a_subscription(), plan, quantity)


def test_price_of_a_period_is_its_lines_less_the_coupon() -> None:
    """Twice 1000 and 500: 3000 less 20 %, or less 300 by what each costs."""
    lines = (a_line(1000), a_line(500))
    assert net_prices(lines, 2, None, Rounding.HALF_UP) == [2000, 1000]
    assert net_prices(lines, 2, a_discount(), Rounding.HALF_UP) == [1600, 800]
    assert net_prices(lines, 2, a_discount(amount_off_money=usd(300)), Rounding.HALF_UP) == [1800, 900]


def test_price_is_rounded_as_the_merchant_says() -> None:
    """5 % of 10 is half a cent: half-up takes 1 off, half-even none."""
    less = a_discount(percent_off="5")
    assert net_prices((a_line(10),), 1, less, Rounding.HALF_UP) == [9]
    assert net_prices((a_line(10),), 1, less, Rounding.HALF_EVEN) == [10]


def test_action_needs_a_fitting_status_and_no_payment_under_way() -> None:
    """What is paused is not paused again."""
    require(a_subscription(), "pause")
    with pytest.raises(errors.SubscriptionUnexpectedState):
        require(a_subscription(PAUSED), "pause")
    with pytest.raises(errors.PaymentInProgress) as refused:
        require(a_subscription(open_order_id="ord_1", look_again_at=MIDDLE), "pause")
    assert list(refused.value.next_steps) == ["Read the subscription until nothing is pending on its latest order."]


def test_pause_without_an_end_lasts() -> None:
    """Until somebody resumes it."""
    outcome = pause(a_subscription(), PauseSubscription(), MIDDLE)
    paused = outcome.subscription
    assert (paused.status, paused.paused_at, paused.resumes_at) == (PAUSED, MIDDLE, None)
    assert outcome.events == ("subscription.paused",)


@pytest.mark.parametrize(("cycles", "month"), [(1, 6), (2, 7)])
def test_pause_for_cycles_leaves_so_many_out(cycles: int, month: int) -> None:
    """April is paid: without May it goes on in June."""
    paused = pause(a_subscription(), PauseSubscription(pause_duration_cycles=cycles), MIDDLE).subscription
    assert paused.resumes_at == datetime(2026, month, 1, tzinfo=UTC)


def test_resumed_within_what_was_paid_goes_on() -> None:
    """Nothing is asked for; in a trial it is a trial again, to its last second."""
    paused = a_subscription(PAUSED, paused_at=BEGINS, resumes_at=ENDS)
    outcome = resume(paused, MIDDLE)
    assert (outcome.subscription.status, outcome.events) == (ACTIVE, ("subscription.resumed",))
    assert (outcome.subscription.paused_at, outcome.subscription.resumes_at) == (None, None)
    assert outcome.subscription.current_period_end_at == ENDS
    trial = paused.evolve(trial_end_at=MIDDLE)
    assert resume(trial, MIDDLE - timedelta(seconds=1)).subscription.status is TRIALING
    assert resume(trial, MIDDLE).subscription.status is ACTIVE


def test_resumed_with_an_order_open_is_late() -> None:
    """Within the period it stays; later that order is good for the running cycle: May."""
    paused = a_subscription(PAUSED, open_order_id="ord_1")
    within, later = resume(paused, MIDDLE).subscription, resume(paused, datetime(2026, 5, 9, tzinfo=UTC)).subscription
    assert (within.status, within.current_period_end_at) == (PAST_DUE, ENDS)
    assert (later.status, later.current_period_end_at) == (PAST_DUE, datetime(2026, 6, 1, tzinfo=UTC))


@pytest.mark.parametrize(("end", "over"), [(None, True), (MIDDLE, True), (MIDDLE + timedelta(seconds=1), False)])
def test_what_was_paid_is_used_up_at_its_end(*, end: datetime | None, over: bool) -> None:
    """To the second."""
    assert lapsed(a_subscription(current_period_end_at=end), MIDDLE) is over


@pytest.mark.parametrize(
    ("fields", "immediately"),
    [
        ({}, True),
        ({"current_period_end_at": MIDDLE}, False),
        ({"status": INCOMPLETE}, False),
        ({"status": INCOMPLETE, "current_period_start_at": None}, False),
        ({"status": ACTIVE, "current_period_start_at": None}, False),
    ],
)
def test_subscription_ends_at_once(*, fields: dict[str, Any], immediately: bool) -> None:
    """If that is asked for, what was paid is used up, or nothing was begun."""
    command = CancelSubscription(cancel_immediately=immediately, reason="Moved away")
    outcome = cancel(a_subscription(**fields), command, MIDDLE)
    over = outcome.subscription
    assert (over.status, over.ended_at, over.canceled_at) == ("canceled", MIDDLE, MIDDLE)
    assert (over.cancellation_reason, outcome.events) == ("Moved away", ("subscription.canceled",))


def test_subscription_ends_with_its_period() -> None:
    """It tells when it has; taken back, nothing is left of it."""
    outcome = cancel(a_subscription(resumes_at=ENDS), CancelSubscription(reason="Moved away"), MIDDLE)
    asked = outcome.subscription
    assert (asked.status, asked.cancel_at_period_end, asked.canceled_at) == (ACTIVE, True, MIDDLE)
    assert (asked.cancellation_reason, asked.resumes_at, outcome.events) == ("Moved away", None, ())
    kept = keep(asked)
    assert (kept.cancel_at_period_end, kept.canceled_at, kept.cancellation_reason) == (False, None, None)
