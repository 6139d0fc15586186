"""Plans and subscriptions as examples show them; identifiers and moments are the walk-through's."""

from __future__ import annotations

from datetime import datetime

from commerce.domain.billing_periods import BillingInterval
from commerce.domain.money import Money
from commerce.domain.plans import Plan, PlanLine


def example_plan(plan_id: str, made_at: datetime) -> Plan:
    """A monthly plan with a trial of two weeks."""
    line = PlanLine(name="Pro", quantity=1, unit_price_money=Money(amount=2900, currency="USD"))
    return Plan(
        id=plan_id,
        name="Pro, monthly",
        billing_interval=BillingInterval.MONTHLY,
        line_items=(line,),
        currency="USD",
        trial_period_days=14,
        created_at=made_at,
        updated_at=made_at,
    )
