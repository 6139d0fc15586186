"""Making a subscription: when it begins, when its periods do, and which coupons fit."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from commerce.domain import errors
from commerce.domain.billing_periods import BillingInterval
from commerce.domain.claims import NO_CLAIMS, Claims, CouponClaim, CustomerClaim
from commerce.domain.coupons import Coupon
from commerce.domain.money import MAX_AMOUNT, Money
from commerce.domain.plans import Plan
from commerce.domain.settings import Settings
from commerce.domain.subscription_commands import CreateSubscription
from commerce.domain.subscription_making import new_subscription, with_coupon
from commerce.domain.subscriptions import PlanTerms, Subscription, SubscriptionDiscount
from tests.unit.orders import usd
from tests.unit.subscribing import BEGINS, MIDDLE, a_line, a_subscription

NOW = MIDDLE + timedelta(hours=9, microseconds=5)
TODAY = NOW.replace(microsecond=0)


def a_plan(**fields: Any) -> Plan:
    """A plan of 3000 by the month."""
    known = {"id": "plan_1", "name": "Pro", "billing_interval": BillingInterval.MONTHLY, "currency": "USD"}
    made = {"line_items": (a_line(3000),), "created_at": BEGINS, "updated_at": BEGINS}
    return Plan(**(known | made | fields))


def make(plan: Plan | None = None, zone: str = "UTC", **asked: Any) -> Subscription:
    """Ask for a subscription."""
    known: dict[str, Any] = {"plan_id": "plan_1", "customer_id": "cus_1", "quantity": 1, "metadata": {}}
    command = CreateSubscription.model_construct(**(known | {"billing_anchor_day": None} | asked))
    settings = Settings(
        merchant_id="mer_1",
        mode="test",
        business_name="Shop",
        time_zone=zone,
        renewal_notice_days=5,
        created_at=BEGINS,
        updated_at=BEGINS,
    )
    return new_subscription(settings, plan or a_plan(), command, subscription_id="sub_1", now=NOW)


def test_subscription_keeps_the_plans_terms() -> None:
    """And the merchant's; nothing of it has begun."""
    fee = usd(900)
    made = make(a_plan(setup_fee_money=fee), "Europe/Berlin", quantity=3, payment_method_id="pm_1", metadata={"a": "b"})
    assert (made.id, made.customer_id, made.payment_method_id, made.quantity) == ("sub_1", "cus_1", "pm_1", 3)
    assert (made.plan, made.setup_fee_money, made.metadata) == (PlanTerms.of(a_plan()), fee, {"a": "b"})
    assert (made.time_zone, made.notice_days, made.status, made.cycle_count) == ("Europe/Berlin", 5, "incomplete", 0)
    assert (made.created_at, made.updated_at, made.trial_end_at) == (NOW, NOW, None)
    assert (made.start_at, made.anchor_at) == (TODAY, TODAY)


@pytest.mark.parametrize(("asked", "of_plan", "days"), [(None, 7, 7), (0, 7, 0), (14, 7, 14), (None, 0, 0)])
def test_trial_is_the_plans_unless_another_is_asked_for(asked: int | None, of_plan: int, days: int) -> None:
    """Periods begin with its end."""
    made = make(a_plan(trial_period_days=of_plan), trial_period_days=asked)
    assert made.trial_end_at == (TODAY + timedelta(days=days) if days else None)
    assert made.anchor_at == TODAY + timedelta(days=days)


def test_trial_counts_days_where_the_merchant_lives() -> None:
    """Berlin puts its clocks back in the night to 25 October: seven days later it is an hour more."""
    start = datetime(2026, 10, 20, 12, tzinfo=UTC)
    assert make(zone="Europe/Berlin", start_at=start, trial_period_days=7).trial_end_at == start + timedelta(
        days=7, hours=1
    )


def test_beginning_lies_ahead_in_whole_seconds() -> None:
    """Now is too late."""
    assert make(start_at=NOW + timedelta(seconds=2)).start_at == TODAY + timedelta(seconds=2)
    for passed in (NOW, NOW - timedelta(days=1)):
        with pytest.raises(errors.InvalidRequest, match="startAt has passed") as refused:
            make(start_at=passed)
        assert refused.value.param == "startAt"
        assert refused.value.fields == [errors.InvalidField("startAt", "INVALID_VALUE", "a moment to come")]


def test_day_of_the_month_moves_the_anchor() -> None:
    """From the middle of April to the 20th."""
    made = make(billing_anchor_day=20)
    assert (made.billing_anchor_day, made.anchor_at.date()) == (20, datetime(2026, 4, 20, tzinfo=UTC).date())
    assert made.start_at == TODAY


def test_weeks_have_no_day_of_the_month() -> None:
    """Refused with what may be sent."""
    with pytest.raises(errors.InvalidRequest, match="bills weekly has no day") as refused:
        make(a_plan(billing_interval=BillingInterval.WEEKLY), billing_anchor_day=20)
    assert refused.value.param == "billingAnchorDay"
    assert refused.value.fields == [
        errors.InvalidField("billingAnchorDay", "INVALID_VALUE", "monthly and yearly plans only")
    ]


def test_plan_must_be_active_and_payable() -> None:
    """An archived one takes nobody; no order holds more than the most that there is."""
    with pytest.raises(errors.FlintError, match="archived"):
        make(a_plan(status="archived"))
    with pytest.raises(errors.OrderTooLarge):
        make(a_plan(line_items=(a_line(MAX_AMOUNT),)), quantity=2)


def a_coupon(**fields: Any) -> Coupon:
    """A coupon of 20 %, unless it takes an amount off."""
    off = {} if "amount_off_money" in fields else {"percent_off": "20"}
    known = {"id": "cpn_1", "name": "Less", "coupon_code": "LESS", "created_at": BEGINS, "updated_at": BEGINS}
    return Coupon(**(known | off | fields))


def test_coupon_is_kept_for_so_many_cycles() -> None:
    """With its terms; nothing is counted without limits."""
    subscription, claims = with_coupon(a_subscription(), a_coupon(), 3, NOW)
    assert subscription.discount == SubscriptionDiscount(
        coupon_id="cpn_1", coupon_code="LESS", name="Less", percent_off="20", duration_cycles=3, cycles_left=3
    )
    assert claims == NO_CLAIMS
    amount, _ = with_coupon(a_subscription(), a_coupon(amount_off_money=usd(300)), None, NOW)
    assert amount.discount is not None
    assert (amount.discount.amount_off_money, amount.discount.cycles_left) == (usd(300), None)


def test_limited_coupon_is_claimed_once() -> None:
    """A use of all, and one of the customer's."""
    _, claims = with_coupon(a_subscription(), a_coupon(max_uses=5, max_uses_per_customer=2), None, NOW)
    assert claims == Claims(
        coupons=(CouponClaim(coupon_id="cpn_1", code="LESS"),),
        customers=(CustomerClaim(coupon_id="cpn_1", customer_id="cus_1", limit=2),),
    )


def test_coupon_that_cannot_be_used_is_refused() -> None:
    """It has expired."""
    with pytest.raises(errors.CouponExpired):
        with_coupon(a_subscription(), a_coupon(expires_at=NOW), None, NOW)


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"limit_to_item_ids": ("item_1",)}, "for certain items"),
        ({"amount_off_money": Money(amount=1, currency="EUR")}, "is in EUR, but the plan is in USD"),
        ({"minimum_purchase_money": Money(amount=1, currency="EUR")}, "is in EUR, but the plan is in USD"),
    ],
)
def test_coupon_has_to_fit_the_plan(fields: dict[str, Any], says: str) -> None:
    """A plan has no items, and one currency."""
    with pytest.raises(errors.CouponNotApplicable, match=says):
        with_coupon(a_subscription(), a_coupon(**fields), None, NOW)


def test_minimum_is_met_by_what_a_period_costs() -> None:
    """Twice 3000 is enough for 6000, not for 6001."""
    twice = a_subscription(quantity=2)
    assert with_coupon(twice, a_coupon(minimum_purchase_money=usd(6000)), None, NOW)[0].discount is not None
    with pytest.raises(errors.CouponMinimumNotMet, match=r"60\.01 USD; a period of this subscription has 60\.00 USD"):
        with_coupon(twice, a_coupon(minimum_purchase_money=usd(6001)), None, NOW)
