"""What is due of a subscription, and the order that a period makes."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from commerce.domain.billing_cycles import (
    Buyer,
    Cycle,
    Due,
    cycle_order_id,
    next_boundary,
    open_cycle,
    trial_order,
    what_is_due,
)
from commerce.domain.billing_periods import Period
from commerce.domain.ids import created_at
from commerce.domain.jurisdictions import TaxAddress
from commerce.domain.lifecycle import SubscriptionStatus
from commerce.domain.order_parts import DiscountScope
from commerce.domain.settings import Settings
from commerce.domain.subscriptions import Adjustment, Dunning, Subscription
from commerce.domain.tax_rates import TaxProviderName
from tests.unit.orders import usd
from tests.unit.subscribing import BEGINS, ENDS, MIDDLE, a_discount, a_line, a_subscription, terms

ACTIVE, PAUSED, TRIALING = SubscriptionStatus.ACTIVE, SubscriptionStatus.PAUSED, SubscriptionStatus.TRIALING
INCOMPLETE, PAST_DUE = SubscriptionStatus.INCOMPLETE, SubscriptionStatus.PAST_DUE
A_SECOND, JUNE = timedelta(seconds=1), datetime(2026, 6, 1, tzinfo=UTC)
MAY = Period(start=ENDS, end=JUNE, whole_start=ENDS)
HALF_OF_APRIL = Period(start=MIDDLE, end=ENDS, whole_start=BEGINS)
RETRY = Dunning(
    first_failed_at=BEGINS, failures=1, failure_code="CARD_DECLINED", failure_message="No.", next_retry_at=MIDDLE
)
WAIT = RETRY.evolve(next_retry_at=None, gives_up_at=MIDDLE)


@pytest.mark.parametrize(
    ("status", "fields", "due_at", "due"),
    [
        (INCOMPLETE, {"cycle_count": 0, "start_at": MIDDLE}, MIDDLE, Due.BEGIN),
        (INCOMPLETE, {}, BEGINS + timedelta(hours=23), Due.EXPIRE),
        (ACTIVE, {"open_order_id": "ord_1", "look_again_at": MIDDLE}, MIDDLE, Due.LOOK),
        (ACTIVE, {}, ENDS, Due.CYCLE),
        (ACTIVE, {"notice_days": 7}, ENDS - timedelta(days=7), Due.NOTIFY),
        (ACTIVE, {"notice_days": 7, "notified_at": MIDDLE}, ENDS, Due.CYCLE),
        (ACTIVE, {"notice_days": 7, "cancel_at_period_end": True}, ENDS, Due.END),
        (TRIALING, {}, ENDS - timedelta(days=3), Due.NOTIFY),
        (TRIALING, {"notified_at": MIDDLE}, ENDS, Due.CYCLE),
        (PAST_DUE, {"dunning": RETRY}, MIDDLE, Due.RETRY),
        (PAST_DUE, {"dunning": WAIT}, MIDDLE, Due.GIVE_UP),
        (PAST_DUE, {"dunning": RETRY.evolve(next_retry_at=JUNE), "cancel_at_period_end": True}, ENDS, Due.END),
        (PAUSED, {"resumes_at": JUNE}, JUNE, Due.CYCLE),
        (PAUSED, {"resumes_at": JUNE, "open_order_id": "ord_1"}, JUNE, Due.RETRY),
        (PAUSED, {"cancel_at_period_end": True}, ENDS, Due.END),
    ],
)
def test_one_thing_is_due_at_its_moment(
    status: SubscriptionStatus, fields: dict[str, Any], due_at: datetime, due: Due
) -> None:
    """Not a second before."""
    subscription = a_subscription(status, **fields)
    assert (subscription.due_at, what_is_due(subscription, due_at)) == (due_at, due)
    assert what_is_due(subscription, due_at - A_SECOND) is Due.NOTHING


@pytest.mark.parametrize(
    ("status", "fields"),
    [(SubscriptionStatus.CANCELED, {}), (PAUSED, {}), (ACTIVE, {"current_period_end_at": None})],
)
def test_nothing_is_ever_due(status: SubscriptionStatus, fields: dict[str, Any]) -> None:
    """Of what has ended, stands still without an end, or has no period."""
    subscription = a_subscription(status, **fields)
    assert (subscription.due_at, what_is_due(subscription, JUNE)) == (None, Due.NOTHING)


def test_period_shorter_than_the_notice_is_not_told() -> None:
    """30 days' notice of a period of 30 days would come with its beginning; 29 days' comes a day later."""
    assert a_subscription(notice_days=30).notice_at is None
    assert a_subscription(notice_days=29).notice_at == BEGINS + timedelta(days=1)


def test_short_trial_is_told_to_end_as_it_begins() -> None:
    """Two days of it; three days before its end it had not begun."""
    trial = a_subscription(TRIALING, current_period_end_at=BEGINS + timedelta(days=2))
    assert trial.notice_at == BEGINS


@pytest.mark.parametrize(
    ("status", "fields", "at"),
    [
        (ACTIVE, {}, ENDS),
        (PAUSED, {}, ENDS),
        (PAUSED, {"resumes_at": JUNE}, JUNE),
        (ACTIVE, {"resumes_at": JUNE}, ENDS),
        (INCOMPLETE, {"current_period_end_at": None}, BEGINS),
    ],
)
def test_next_cycle_begins_where_the_last_ends(
    status: SubscriptionStatus, fields: dict[str, Any], at: datetime
) -> None:
    """Where a pause ends, or where it all begins."""
    assert next_boundary(a_subscription(status, **fields)) == at


def test_cycle_has_one_order_whoever_makes_it() -> None:
    """The same id for the same cycle, another for the next one and for another subscription; sorted by its period."""
    first = cycle_order_id("sub_1", 2, MAY)
    assert first == cycle_order_id("sub_1", 2, MAY)
    assert len({first, cycle_order_id("sub_1", 3, MAY), cycle_order_id("sub_2", 2, MAY)}) == 3
    assert (first[:4], len(first)) == ("ord_", 30)
    assert cycle_order_id("sub_9", 9, HALF_OF_APRIL) < first


def test_order_of_a_cycle_keeps_its_id_in_every_release() -> None:
    """Ten letters are the period's first millisecond, sixteen the first 80 bits of SHA-256 of `sub_1/2`.

    Another id would bill a cycle again whose order was made before the release.
    """
    identity = cycle_order_id("sub_1", 2, MAY)
    assert (created_at(identity), identity) == (ENDS, "ord_01KQGDBJ00D1HWMYNNC9YK7EKA")


def settings(**fields: Any) -> Settings:
    """The terms of a shop."""
    known = {
        "merchant_id": "mer_1",
        "mode": "test",
        "business_name": "Shop",
        "created_at": BEGINS,
        "updated_at": BEGINS,
    }
    return Settings(**(known | fields))


BUYER = Buyer(email="ada@example.com", tax_address=TaxAddress(country="US", state="CA"), tax_exempt=True)


def opened(subscription: Subscription, period: Period = MAY, **fields: Any) -> Cycle:
    """Begin a period at its start."""
    return open_cycle(subscription, period, BUYER, settings(**fields), period.start)


def lines_of(cycle: Cycle) -> list[tuple[str, int, int]]:
    """Name, quantity and price of the order's lines."""
    return [(line.name, line.quantity, line.unit_amount) for line in cycle.order.lines]


def test_period_begins_with_its_order_open() -> None:
    """And what was of the period before is gone: a notice, a pause."""
    before = a_subscription(notified_at=MIDDLE, paused_at=MIDDLE, resumes_at=ENDS)
    cycle = opened(before)
    after = cycle.subscription
    assert (after.current_period_start_at, after.current_period_end_at, after.period_whole_start_at) == (
        ENDS,
        JUNE,
        None,
    )
    assert (after.cycle_count, after.latest_order_id, after.open_order_id) == (2, cycle.order.id, cycle.order.id)
    assert after.look_again_at == ENDS + timedelta(seconds=35)
    assert (after.notified_at, after.paused_at, after.resumes_at) == (None, None, None)
    assert cycle.order.id == cycle_order_id("sub_1", 2, MAY)


def test_order_says_whose_it_is_and_how_it_is_priced() -> None:
    """By the customer's and the merchant's terms."""
    order = opened(a_subscription(), prices_include_tax=True, rounding="half_even").order
    assert (order.customer_id, order.buyer_email, order.tax_exempt) == ("cus_1", "ada@example.com", True)
    assert (order.subscription_id, order.subscription_plan_id, order.source) == ("sub_1", "plan_1", "subscription")
    assert (order.currency, order.prices_include_tax, order.rounding) == ("USD", True, "half_even")
    assert (order.created_at, order.updated_at, order.status) == (ENDS, ENDS, "OPEN")
    assert order.tax_address == TaxAddress(country="US", state="CA")


def test_taxes_of_an_order_come_from_where_the_merchant_says() -> None:
    """Stripe Tax; the merchant's own rates where nothing is said."""
    made = [opened(a_subscription()), opened(a_subscription(), tax_provider=TaxProviderName.STRIPE_TAX)]
    assert [cycle.order.tax_provider for cycle in made] == ["merchant_rates", "stripe_tax"]


def test_buyer_of_whom_nothing_is_known_pays_tax() -> None:
    """And has no address of its own."""
    assert Buyer() == Buyer(email=None, tax_address=None, tax_exempt=False)


def test_trial_costs_nothing_and_is_no_cycle() -> None:
    """One untaxed line at 0, under the id that it is given."""
    before = a_subscription(INCOMPLETE)
    order = trial_order(before, "ord_01M82R9NV1D351P6V0YJPVRW1Y", BUYER, settings(), MIDDLE)
    (line,) = order.lines
    assert (line.name, line.quantity, line.unit_amount, line.taxable) == ("Free trial: Pro", 1, 0, False)
    assert (order.id, order.totals.total, order.created_at) == ("ord_01M82R9NV1D351P6V0YJPVRW1Y", 0, MIDDLE)
    assert (order.subscription_id, order.part_count, line.id) == ("sub_1", 1, "li_01M82R9NV1D351P6V0YJPVRW1Z")


def test_order_asks_for_the_plans_lines() -> None:
    """Two of each, five times; with all that the plan says of them."""
    line = a_line(
        1000, quantity=2, taxable=False, tax_category="saas", description="Each", sku="S-1", metadata={"a": "b"}
    )
    (made,) = opened(a_subscription(plan=terms(line_items=(line,)), quantity=5)).order.lines
    assert (made.name, made.quantity, made.unit_amount, made.taxable) == ("Seat", 10, 1000, False)
    assert (made.tax_category, made.description, made.sku, made.metadata) == ("saas", "Each", "S-1", {"a": "b"})
    assert made.id.startswith("li_")


def test_period_that_is_cut_short_costs_its_part() -> None:
    """Half of twice 1000 and of 501, in all 1250.5: half-up 1251, half-even 1250."""
    short = a_subscription(plan=terms(2000, 501))
    cycle = opened(short, HALF_OF_APRIL)
    assert lines_of(cycle) == [("Seat 1 (part of a period)", 1, 1000), ("Seat 2 (part of a period)", 1, 251)]
    assert cycle.subscription.period_whole_start_at == BEGINS
    assert sum(price for _, _, price in lines_of(opened(short, HALF_OF_APRIL, rounding="half_even"))) == 1250


def test_part_of_several_units_is_one_unit() -> None:
    """Half of five times 1001, which no five units come to: 2503 once, of 2502.5."""
    cycle = opened(a_subscription(plan=terms(1001), quantity=5), HALF_OF_APRIL)
    assert lines_of(cycle) == [("Seat 1 (part of a period)", 1, 2503)]


def test_first_order_asks_for_the_fee_and_changes_for_their_rest() -> None:
    """Once; each with its own tax."""
    rest = Adjustment(description="Rest", amount_money=usd(700), taxable=False, tax_category="saas")
    cycle = opened(a_subscription(setup_fee_money=usd(900), pending_adjustments=(rest,)))
    assert lines_of(cycle) == [("Seat 1", 1, 3000), ("Set-up fee", 1, 900), ("Rest", 1, 700)]
    assert [(line.taxable, line.tax_category) for line in cycle.order.lines] == [
        (True, None),
        (True, None),
        (False, "saas"),
    ]
    assert len({line.id for line in cycle.order.lines}) == 3
    assert (cycle.subscription.setup_fee_money, cycle.subscription.pending_adjustments) == (None, ())


@pytest.mark.parametrize(("amount", "asked"), [(0, []), (1, [("Rest", 1, 1)])])
def test_change_that_costs_nothing_has_no_line(amount: int, asked: list[tuple[str, int, int]]) -> None:
    """One that costs a cent has."""
    rest = Adjustment(description="Rest", amount_money=usd(amount))
    assert lines_of(opened(a_subscription(pending_adjustments=(rest,))))[1:] == asked


def test_coupon_takes_off_what_the_plan_costs() -> None:
    """20 % of 3000, nothing of the fee; one cycle of its two is used."""
    cycle = opened(a_subscription(discount=a_discount(2), setup_fee_money=usd(900)))
    (less,) = cycle.order.applied_discounts
    assert (less.name, less.percent_off, less.coupon_code, less.scope) == ("Less", "20", "X", DiscountScope.LINE_ITEM)
    assert (less.line_ids, less.coupon_id) == ((cycle.order.lines[0].id,), None)
    assert cycle.order.totals.discount == 600
    assert cycle.subscription.discount is not None
    assert cycle.subscription.discount.cycles_left == 1


@pytest.mark.parametrize(("left", "amount", "then"), [(None, 300, None), (1, 300, 0), (0, 0, 0)])
def test_coupon_is_for_so_many_cycles(left: int | None, amount: int, then: int | None) -> None:
    """300 off: for ever, once more, or no more."""
    discount = a_discount(amount_off_money=usd(300)).evolve(cycles_left=left)
    cycle = opened(a_subscription(discount=discount))
    assert cycle.order.totals.discount == amount
    assert cycle.subscription.discount == discount.evolve(cycles_left=then)


@pytest.mark.parametrize(("credit", "taken", "left"), [(500, 500, 0), (3000, 3000, 0), (3700, 3000, 700)])
def test_credit_is_taken_off_and_the_rest_of_it_waits(credit: int, taken: int, left: int) -> None:
    """Of 3000, no more than there is."""
    owed = Adjustment(description="Unused time", amount_money=usd(-credit))
    cycle = opened(a_subscription(pending_adjustments=(owed,)))
    (discount,) = cycle.order.applied_discounts
    assert (discount.name, discount.amount_off, cycle.order.totals.discount) == ("Unused time", credit, taken)
    waiting = [(each.description, each.amount_money.amount) for each in cycle.subscription.pending_adjustments]
    assert waiting == ([("Unused time", -left)] if left else [])


def test_credit_comes_after_the_coupon() -> None:
    """3000 less 20 % is 2400, of which 500 are owed: both have ids of their own."""
    owed = Adjustment(description="Unused time", amount_money=usd(-500))
    order = opened(a_subscription(discount=a_discount(), pending_adjustments=(owed,))).order
    assert [discount.name for discount in order.applied_discounts] == ["Less", "Unused time"]
    assert order.totals.total == 1900
    assert [discount.id.partition("_")[0] for discount in order.applied_discounts] == ["dsc", "dsc"]
    assert len({discount.id for discount in order.applied_discounts}) == 2
    assert order.part_count == 3
