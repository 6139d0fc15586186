"""Subscriptions in any state, made without a shop: by the month, in April 2026, which has 30 days."""

from datetime import UTC, datetime
from typing import Any

from commerce.domain.billing_periods import BillingInterval
from commerce.domain.lifecycle import SubscriptionStatus
from commerce.domain.plans import PlanLine
from commerce.domain.subscriptions import PlanTerms, Subscription, SubscriptionDiscount
from tests.unit.orders import usd

BEGINS, MIDDLE, ENDS = (datetime(2026, month, day, tzinfo=UTC) for month, day in ((4, 1), (4, 16), (5, 1)))


def a_line(amount: int, **fields: Any) -> PlanLine:
    """A line of a plan."""
    return PlanLine(unit_price_money=usd(amount), **({"name": "Seat", "quantity": 1} | fields))


def terms(*amounts: int, **fields: Any) -> PlanTerms:
    """Terms of a plan by the month, with a line per amount; of 3000 without any."""
    lines = tuple(a_line(amount, name=f"Seat {number}") for number, amount in enumerate(amounts or (3000,), 1))
    known = {"plan_id": "plan_1", "terms_version": 1, "name": "Pro", "billing_interval": BillingInterval.MONTHLY}
    return PlanTerms(**(known | {"line_items": lines, "currency": "USD"} | fields))


def a_subscription(status: SubscriptionStatus = SubscriptionStatus.ACTIVE, **fields: Any) -> Subscription:
    """A subscription of 3000 whose first order was paid, in the period of April."""
    known: dict[str, Any] = {
        "id": "sub_1",
        "customer_id": "cus_1",
        "plan": terms(),
        "start_at": BEGINS,
        "anchor_at": BEGINS,
        "current_period_start_at": BEGINS,
        "current_period_end_at": ENDS,
        "cycle_count": 1,
        "created_at": BEGINS,
        "updated_at": BEGINS,
    }
    return Subscription(status=status, **(known | fields))


def a_discount(cycles: int | None = None, **fields: Any) -> SubscriptionDiscount:
    """A coupon of 20 %, for some cycles or for all."""
    off = {"percent_off": "20"} if "amount_off_money" not in fields else {}
    known = {"coupon_id": "cpn_1", "coupon_code": "X", "name": "Less", "duration_cycles": cycles, "cycles_left": cycles}
    return SubscriptionDiscount(**(known | off | fields))
