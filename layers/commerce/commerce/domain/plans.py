"""Plans: what a subscription bills each time, how often, and how it begins."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Self

from pydantic import Field, StringConstraints, computed_field, model_validator

from commerce.domain import errors
from commerce.domain.billing_periods import BillingInterval
from commerce.domain.entity import Command, Flag, Metadata, Shape
from commerce.domain.fields import Name, Note, OrderMetadata, Quantity
from commerce.domain.lifecycle import PlanStatus
from commerce.domain.money import MAX_AMOUNT, Currency, Money, MoneyInput, amount_in_currency, format_amount
from commerce.domain.tax_rates import TaxCategory

MAX_PLAN_LINES = 100
MAX_TRIAL_DAYS = 730

PlanName = Annotated[str, StringConstraints(min_length=1, max_length=120), Field(examples=["Pro, monthly"])]
TrialDays = Annotated[int, Field(strict=True, ge=0, le=MAX_TRIAL_DAYS, description="Calendar days; 0: no trial.")]


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


class PlanLine(Shape):
    """A line as a plan keeps it."""

    name: str
    quantity: int
    unit_price_money: Money
    taxable: bool = True
    tax_category: str | None = None
    description: str | None = None
    sku: str | None = None
    metadata: Metadata = {}

    @property
    def amount(self) -> int:
        """What it comes to before discounts and tax, minor units."""
        return self.quantity * self.unit_price_money.amount


class Plan(Shape):
    """A plan. Subscriptions keep a copy of its terms: a change reaches them when they are moved to it."""

    id: str
    name: str
    status: PlanStatus = PlanStatus.ACTIVE
    billing_interval: BillingInterval
    billing_interval_count: int = 1
    line_items: tuple[PlanLine, ...]
    currency: str
    trial_period_days: int = 0
    setup_fee_money: Money | None = None
    metadata: Metadata = {}
    terms_version: int = Field(default=1, description="Goes up when lines, trial or set-up fee change.")
    version: int = 1
    created_at: datetime
    updated_at: datetime

    @computed_field
    def plan_id(self) -> str:
        """The same as `id`."""
        return self.id

    @computed_field
    def subscription_plan_id(self) -> str:
        """The same as `id`, under the name that orders use."""
        return self.id

    @computed_field
    def amount_money(self) -> Money:
        """What a period costs before discounts and tax, for a quantity of 1."""
        return Money(amount=sum(line.amount for line in self.line_items), currency=self.currency)

    def require_active(self) -> None:
        """Raises PlanArchived."""
        if self.status is PlanStatus.ARCHIVED:
            raise errors.PlanArchived(f"Plan {self.id} is archived; use another plan, or make a new one.")


def plan_lines(lines: Sequence[NewPlanLine], currency: str) -> tuple[PlanLine, ...]:
    """Lines as a plan keeps them. Raises CurrencyMismatch, or OrderTooLarge if no order could hold their sum."""
    kept = tuple(
        PlanLine(
            name=line.name,
            quantity=line.quantity,
            unit_price_money=money_in(currency, line.unit_price_money, f"lineItems[{index}].unitPriceMoney"),
            taxable=line.taxable,
            tax_category=line.tax_category,
            description=line.description,
            sku=line.sku,
            metadata=line.metadata,
        )
        for index, line in enumerate(lines)
    )
    if sum(line.amount for line in kept) > MAX_AMOUNT:
        most = format_amount(MAX_AMOUNT, currency)
        raise errors.OrderTooLarge(f"A plan's lines come to at most {most}; make several plans.")
    return kept


def money_in(currency: str, money: MoneyInput, field: str) -> Money:
    """An amount in the plan's currency. Raises CurrencyMismatch if it is in another."""
    return Money(amount=amount_in_currency(currency, money, field, of="plan"), currency=currency)
