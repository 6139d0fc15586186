"""Plans: what a subscription bills each time, how often, and how it begins."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from pydantic import Field, computed_field

from commerce.domain import errors
from commerce.domain.billing_periods import BillingInterval
from commerce.domain.entity import Metadata, Shape
from commerce.domain.lifecycle import PlanStatus
from commerce.domain.money import MAX_AMOUNT, Money, MoneyInput, amount_in_currency, format_amount

if TYPE_CHECKING:
    from commerce.domain.plan_commands import NewPlanLine


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


def plan_lines(lines: Sequence["NewPlanLine"], currency: str) -> tuple[PlanLine, ...]:
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
