"""What an order keeps: lines, discounts, charges, tips, payments and refunds as they were given or decided."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any

from pydantic import Field, computed_field

from commerce.domain.claims import Claims
from commerce.domain.entity import INTERNAL, Metadata, Shape
from commerce.domain.lifecycle import IN_FLIGHT, PaymentIntentStatus, RefundStatus
from commerce.domain.money import Money
from commerce.domain.tax_rates import OrderTax, TaxProviderName


class DiscountScope(StrEnum):
    """Line-scoped discounts come before order-scoped ones."""

    ORDER = "order"
    LINE_ITEM = "line_item"


class CalculationBasis(StrEnum):
    """What a percentage charge is taken of."""

    PRE_DISCOUNT = "subtotal_pre_discount"
    POST_DISCOUNT = "subtotal_post_discount"


class OrderLine(Shape):
    """A line as it was ordered; `taxes` of its own win over the order's."""

    id: str
    name: str
    quantity: int
    unit_amount: int
    taxable: bool = True
    tax_category: str | None = None
    taxes: tuple[OrderTax, ...] | None = None
    item_id: str | None = None
    counted: bool = False
    """True if the item's stock is claimed when the order is paid."""
    sku: str | None = None
    description: str | None = None
    image_url: str | None = None
    metadata: Metadata = {}


class OrderDiscount(Shape):
    """A discount as it was granted. A coupon's terms are kept: what the buyer was shown does not change silently."""

    id: str
    name: str
    percent_off: str | None = None
    amount_off: int | None = None
    scope: DiscountScope = DiscountScope.ORDER
    line_ids: tuple[str, ...] = ()
    coupon_id: str | None = None
    coupon_code: str | None = None
    stackable: bool = True
    limited: bool = False
    limited_per_customer: int | None = None
    minimum_purchase: int | None = None
    expires_at: datetime | None = None
    coupons_version: int = 0


class OrderCharge(Shape):
    """A service or delivery charge."""

    id: str
    name: str
    type: str = "service"
    amount: int | None = None
    percent: str | None = None
    calculation_basis: CalculationBasis = CalculationBasis.PRE_DISCOUNT
    taxable: bool = False


class OrderTip(Shape):
    """A tip."""

    id: str
    amount: int | None = None
    percent: str | None = None


class Card(Shape):
    """What may be shown of a card."""

    brand: str | None = None
    last4: str | None = None
    exp_month: int | None = None
    exp_year: int | None = None


class PaymentSource(StrEnum):
    """How money comes in: by the card processor, or past it as the merchant records it."""

    CARD = "card"
    CASH = "cash"
    CHECK = "check"
    BANK_TRANSFER = "bank_transfer"
    OTHER = "other"


class OrderPayment(Shape):
    """A payment of the order, whatever became of it."""

    payment_intent_id: str
    status: PaymentIntentStatus
    amount_money: Money
    source_type: PaymentSource = PaymentSource.CARD
    card: Card | None = None
    failure_code: str | None = None
    failure_message: str | None = None
    created_at: datetime
    client_secret: Annotated[str | None, INTERNAL] = None
    processor_payment_id: Annotated[str | None, INTERNAL] = None
    """The processor's name of the payment once it took money: a refund of the order needs no other row."""
    claims: Annotated[Claims | None, INTERNAL] = None
    """What it claimed and still holds; None: nothing."""
    tip_id: Annotated[str | None, INTERNAL] = None
    """The tip that came with it, and goes with it if it takes no money."""

    @property
    def in_flight(self) -> bool:
        """True while neither success nor failure is known."""
        return self.status in IN_FLIGHT


class RefundedLine(Shape):
    """What a refund gives back of one line to one payment. amount: minor units.

    quantity: whole units, 0 if an amount was named; where a line is spread over payments, the first has them all.
    """

    line_id: str
    quantity: int
    amount: int
    tax_amounts: tuple[int, ...]


class OrderRefund(Shape):
    """What a refund of the order gives back to one of its payments; what failed no longer counts."""

    refund_id: str
    payment_intent_id: str
    amount_money: Money
    tax_money: Money
    status: RefundStatus
    created_at: datetime
    tax_amounts: Annotated[tuple[int, ...], INTERNAL] = ()
    """The tax inside it per rate of the order, minor units."""
    lines: Annotated[tuple[RefundedLine, ...], INTERNAL] = ()
    """The lines that it gives back; empty: an amount of the whole order."""

    @property
    def counts(self) -> bool:
        """True unless it failed."""
        return self.status is not RefundStatus.FAILED


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


class PendingAction(Shape):
    """Something the buyer has to do before the payment goes on."""

    payment_intent_id: str
    client_secret: str | None = None
    type: str = "three_d_secure"
