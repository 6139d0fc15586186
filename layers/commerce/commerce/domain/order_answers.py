"""What an order answers beside what it keeps: its lines and amounts as they come to, and what may be done next."""

from typing import Any

from pydantic import Field, computed_field

from commerce.domain.entity import Metadata, Shape
from commerce.domain.money import Money
from commerce.domain.order_parts import CalculationBasis, DiscountScope
from commerce.domain.tax_rates import TaxProviderName


class LineItem(Shape):
    """A line as answered: what was ordered and what it came to."""

    id: str
    name: str
    quantity: int = Field(description="Whole, at least 1.")
    unit_price_money: Money
    gross_money: Money
    discount_money: Money
    tax_money: Money
    net_money: Money = Field(description="After discounts, without any tax.")
    total_money: Money = Field(description="What the buyer pays for this line.")
    refunded_money: Money
    refundable_money: Money
    refundable_quantity: int
    item_id: str | None = None
    sku: str | None = None
    description: str | None = None
    image_url: str | None = None
    taxable: bool
    tax_category: str | None = None
    metadata: Metadata = {}

    @computed_field
    def order_line_item_id(self) -> str:
        """The same as `id`."""
        return self.id


class AppliedDiscount(Shape):
    """A discount as answered, with what it came to."""

    id: str
    name: str
    scope: DiscountScope
    amount_money: Money = Field(description="What it takes off.")
    percent_off: str | None = None
    coupon_id: str | None = None
    coupon_code: str | None = None
    order_line_item_ids: tuple[str, ...] = Field(description="The lines it is limited to; empty: all.")

    @computed_field
    def applied_discount_id(self) -> str:
        """The same as `id`."""
        return self.id


class AppliedCharge(Shape):
    """A charge as answered, with what it came to."""

    id: str
    name: str
    type: str
    amount_money: Money
    tax_money: Money
    percent: str | None = None
    calculation_basis: CalculationBasis
    taxable: bool

    @computed_field
    def charge_id(self) -> str:
        """The same as `id`."""
        return self.id


class AppliedTip(Shape):
    """A tip as answered, with what it came to."""

    id: str
    amount_money: Money
    percent: str | None = None

    @computed_field
    def tip_id(self) -> str:
        """The same as `id`."""
        return self.id


class AppliedTax(Shape):
    """A rate as answered, with what it came to over the whole order."""

    name: str
    percentage: str
    inclusive: bool
    tax_rate_id: str | None = None
    provider: TaxProviderName = Field(description="Who worked it out: the merchant's rates, or Stripe Tax.")
    taxable_money: Money
    tax_money: Money


class NetAmounts(Shape):
    """The order's amounts, computed on every answer; zeros are emitted."""

    subtotal_money: Money
    discount_money: Money
    charge_money: Money
    tax_money: Money
    tip_money: Money
    total_money: Money
    paid_money: Money
    refunded_money: Money
    refunded_tax_money: Money
    net_collected_money: Money
    balance_money: Money


class ActionRequest(Shape):
    """A request that is ready to be sent, once its body has the required fields."""

    action: str = Field(description="An order's action by its name, anything else by its operation's.")
    method: str
    href: str
    required_fields: tuple[str, ...] = Field(
        description="What the body has to have; what `body` lacks of it is yours to choose."
    )
    required_scope: str
    body: dict[str, Any] = Field(
        default={},
        description="What the request says as things stand: the version that was read, the most that may be moved.",
    )


class ActionOffer(ActionRequest):
    """Something that may be done now, ready to be sent."""

    description: str
    max_amount_money: Money | None = None
    requires_human_confirmation: bool


class BlockedAction(Shape):
    """Something that may not be done now, why, and what leads there."""

    action: str
    reason: str
    unblocked_by: ActionRequest | None = Field(
        default=None, description="The next step on the way to it; null: nothing leads to it any more."
    )
