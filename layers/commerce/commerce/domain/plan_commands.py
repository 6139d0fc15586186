"""What callers may send about plans."""

from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from commerce.domain.billing_periods import BillingInterval
from commerce.domain.entity import Command, Flag
from commerce.domain.fields import Name, Note, OrderMetadata, Quantity, TrialDays
from commerce.domain.money import Currency, MoneyInput
from commerce.domain.tax_rates import TaxCategory

MAX_PLAN_LINES = 100

PlanName = Annotated[str, StringConstraints(min_length=1, max_length=120), Field(examples=["Pro, monthly"])]

MOST_INTERVALS = {
    # A period is at most three years long, as Stripe has it.
    BillingInterval.DAILY: 1095,
    BillingInterval.WEEKLY: 156,
    BillingInterval.MONTHLY: 36,
    BillingInterval.YEARLY: 3,
}


class NewPlanLine(Command):
    """A line that each cycle's order has."""

    name: Name
    quantity: Quantity = 1
    unit_price_money: MoneyInput
    taxable: Flag = True
    tax_category: TaxCategory | None = None
    description: Note | None = None
    sku: Annotated[str, StringConstraints(max_length=100)] | None = None
    metadata: OrderMetadata = {}


NewPlanLines = Annotated[tuple[NewPlanLine, ...], Field(min_length=1, max_length=MAX_PLAN_LINES)]


class CreatePlan(Command):
    """A new plan."""

    name: PlanName
    billing_interval: BillingInterval
    billing_interval_count: Annotated[int, Field(strict=True, ge=1, le=1095)] = Field(
        default=1, description="A period is this many intervals long: `monthly` and 3 is a quarter; at most 3 years."
    )
    line_items: NewPlanLines
    trial_period_days: TrialDays = 0
    setup_fee_money: MoneyInput | None = Field(default=None, description="Once, on a subscription's first order.")
    currency: Currency | None = None
    metadata: OrderMetadata = {}

    @model_validator(mode="after")
    def _is_no_longer_than_three_years(self) -> Self:
        most = MOST_INTERVALS[self.billing_interval]
        if self.billing_interval_count > most:
            raise ValueError(f"billingIntervalCount is at most {most} with the interval {self.billing_interval}")
        return self


class UpdatePlan(Command):
    """Changes of a plan. How often it bills, and in which currency, is fixed: make another plan for that."""

    name: PlanName | None = None
    line_items: NewPlanLines | None = None
    trial_period_days: TrialDays | None = None
    setup_fee_money: MoneyInput | None = Field(default=None, description="`null` takes the fee away.")
    metadata: OrderMetadata | None = None
