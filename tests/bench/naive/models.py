"""The resources and commands of an order system, as pydantic models that are built when they are imported."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, computed_field
from pydantic.alias_generators import to_camel

Text = Annotated[str, Field(min_length=1, max_length=200)]
Note = Annotated[str, Field(max_length=1000)]
Percent = Annotated[str, Field(pattern=r"^\d{1,3}(\.\d{1,6})?$")]
Metadata = dict[Annotated[str, Field(max_length=40)], Annotated[str, Field(max_length=500)]]


class Model(BaseModel):
    """The customary base."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, extra="forbid")


class OrderStatus(StrEnum):
    """An order's states."""

    OPEN = "OPEN"
    PAID = "PAID"
    PARTIALLY_REFUNDED = "PARTIALLY_REFUNDED"
    REFUNDED = "REFUNDED"
    CLOSED = "CLOSED"


class Money(Model):
    """An amount in minor units."""

    amount: Annotated[int, Field(ge=0, le=99_999_999_999)]
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] = "USD"


class Address(Model):
    """Where a buyer lives."""

    country: Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
    state: str | None = None
    postal_code: str | None = None
    city: str | None = None
    line1: str | None = None


class Jurisdiction(Model):
    """Where a rate applies."""

    country: str | None = None
    state: str | None = None
    postal_codes: list[str] = []


class TaxRate(Model):
    """A merchant's tax rate."""

    id: str
    name: Text
    percentage: Percent
    inclusive: bool = False
    jurisdiction: Jurisdiction | None = None
    tax_categories: list[str] = []
    is_default: bool = False
    created_at: datetime
    updated_at: datetime


class TaxChoice(Model):
    """A tax as a caller names it."""

    tax_rate_id: str | None = None
    name: Text | None = None
    percentage: Percent | None = None
    inclusive: bool = False


class LineItem(Model):
    """A line of an order."""

    id: str
    name: Text
    quantity: Annotated[int, Field(ge=1, le=1_000_000)]
    unit_price_money: Money
    gross_money: Money
    discount_money: Money
    tax_money: Money
    net_money: Money
    total_money: Money
    refunded_money: Money
    refundable_money: Money
    refundable_quantity: int
    item_id: str | None = None
    sku: str | None = None
    description: Note | None = None
    image_url: str | None = None
    taxable: bool = True
    tax_category: str | None = None
    metadata: Metadata = {}

    @computed_field
    def order_line_item_id(self) -> str:
        """The same as `id`."""
        return self.id


class AppliedDiscount(Model):
    """A discount on an order."""

    id: str
    name: Text
    scope: Literal["order", "line_item"] = "order"
    amount_money: Money
    percent_off: Percent | None = None
    coupon_id: str | None = None
    coupon_code: str | None = None
    order_line_item_ids: list[str] = []


class AppliedCharge(Model):
    """A service charge on an order."""

    id: str
    name: Text
    type: str = "service"
    amount_money: Money
    tax_money: Money
    percent: Percent | None = None
    taxable: bool = False


class AppliedTip(Model):
    """A tip on an order."""

    id: str
    amount_money: Money
    percent: Percent | None = None


class AppliedTax(Model):
    """A tax on an order."""

    name: Text
    percentage: Percent
    inclusive: bool
    taxable_money: Money
    tax_money: Money


class Card(Model):
    """What may be shown of a card."""

    brand: str | None = None
    last4: str | None = None
    exp_month: int | None = None
    exp_year: int | None = None


class Payment(Model):
    """A payment of an order."""

    payment_intent_id: str
    status: str
    amount_money: Money
    card: Card | None = None
    failure_code: str | None = None
    failure_message: str | None = None
    created_at: datetime


class Refund(Model):
    """Money on its way back."""

    id: str
    order_id: str
    payment_intent_id: str
    status: Literal["pending", "in_transit", "succeeded", "failed"] = "pending"
    amount_money: Money
    tax_money: Money
    reason: Literal["requested_by_customer", "duplicate", "fraudulent", "other"] = "requested_by_customer"
    reason_message: Note | None = None
    metadata: Metadata = {}
    version: int = 1
    created_at: datetime
    updated_at: datetime


class NetAmounts(Model):
    """What an order comes to."""

    subtotal_money: Money
    discount_money: Money
    charge_money: Money
    tax_money: Money
    tip_money: Money
    total_money: Money
    paid_money: Money
    refunded_money: Money
    balance_money: Money


class ActionOffer(Model):
    """Something that may be done."""

    action: str
    method: str
    href: str
    description: str
    required_fields: list[str]
    required_scope: str
    max_amount_money: Money | None = None


class BlockedAction(Model):
    """Something that may not be done."""

    action: str
    reason: str


class Order(Model):
    """An order."""

    id: str
    status: OrderStatus = OrderStatus.OPEN
    currency: str
    customer_id: str | None = None
    buyer_email: str | None = None
    buyer_note: Note | None = None
    merchant_note: Note | None = None
    metadata: Metadata = {}
    line_items: list[LineItem] = []
    discounts: list[AppliedDiscount] = []
    charges: list[AppliedCharge] = []
    tips: list[AppliedTip] = []
    taxes: list[AppliedTax] = []
    payments: list[Payment] = []
    refunds: list[Refund] = []
    net_amounts: NetAmounts
    tax_address: Address | None = None
    available_actions: list[ActionOffer] = []
    blocked_actions: list[BlockedAction] = []
    summary: str = ""
    version: int = 1
    created_at: datetime
    updated_at: datetime


class PaymentIntent(Model):
    """An attempt to take money."""

    id: str
    order_id: str
    status: str
    amount_money: Money
    card: Card | None = None
    failure_code: str | None = None
    metadata: Metadata = {}
    version: int = 1
    created_at: datetime
    updated_at: datetime


class Coupon(Model):
    """A coupon."""

    id: str
    name: Text
    coupon_code: Annotated[str, Field(pattern=r"^[A-Z0-9_-]{1,40}$")]
    percent_off: Percent | None = None
    amount_off_money: Money | None = None
    max_uses: int | None = None
    max_uses_per_customer: int | None = None
    minimum_purchase_money: Money | None = None
    starts_at: datetime | None = None
    expires_at: datetime | None = None
    is_stackable: bool = True
    uses: int = 0
    version: int = 1


class Settings(Model):
    """A merchant's settings."""

    business_name: Text
    currency: str = "USD"
    tax_rates: list[TaxRate] = []
    version: int = 1


class Activity(Model):
    """An entry of the audit trail."""

    id: str
    order_id: str
    sequence: int
    type: str
    description: str
    actor: str
    balance_delta: Money
    running_balance: Money
    created_at: datetime


class NewLine(Model):
    """A line to be ordered."""

    name: Text
    quantity: Annotated[int, Field(ge=1, le=1_000_000)] = 1
    unit_price_money: Money
    taxable: bool = True
    tax_category: str | None = None
    taxes: list[TaxChoice] | None = None
    sku: str | None = None
    description: Note | None = None
    metadata: Metadata = {}
