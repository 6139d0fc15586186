"""What callers of an order system may send, and what they get, built when imported."""

from datetime import datetime
from typing import Annotated, Generic, Self, TypeVar

from pydantic import Field, field_validator, model_validator

from tests.bench.naive.models import (
    Activity,
    Address,
    Coupon,
    Jurisdiction,
    Metadata,
    Model,
    Money,
    NewLine,
    Note,
    Order,
    OrderStatus,
    PaymentIntent,
    Percent,
    Refund,
    TaxChoice,
    TaxRate,
    Text,
)

T = TypeVar("T")


class NewDiscount(Model):
    """A coupon or a discount by hand."""

    coupon_code: str | None = None
    coupon_id: str | None = None
    name: Text | None = None
    amount_money: Money | None = None
    percent_off: Percent | None = None

    @model_validator(mode="after")
    def _is_one(self) -> Self:
        if (
            sum(given is not None for given in (self.coupon_code, self.coupon_id, self.amount_money, self.percent_off))
            != 1
        ):
            raise ValueError("send exactly one")
        return self


class NewTip(Model):
    """A tip."""

    amount_money: Money | None = None
    percent: Percent | None = None


class NewCharge(NewTip):
    """A service charge."""

    name: Text
    type: str = "service"
    taxable: bool = False


class CreateOrder(Model):
    """A new order."""

    line_items: Annotated[list[NewLine], Field(max_length=500)] = Field(default_factory=list)
    discounts: list[NewDiscount] = Field(default_factory=list)
    taxes: list[TaxChoice] | None = None
    tips: list[NewTip] = Field(default_factory=list)
    charges: list[NewCharge] = Field(default_factory=list)
    customer_id: str | None = None
    buyer_email: str | None = None
    buyer_note: Note | None = None
    tax_address: Address | None = None
    metadata: Metadata = Field(default_factory=dict)


class UpdateOrder(Model):
    """Changes of an order's texts."""

    buyer_email: str | None = None
    buyer_note: Note | None = None
    merchant_note: Note | None = None
    metadata: Metadata | None = None


class AddLineItems(Model):
    """Lines to be added."""

    line_items: list[NewLine]


class UpdateLineItem(Model):
    """Changes of a line."""

    name: Text | None = None
    quantity: int | None = None
    unit_price_money: Money | None = None


class RemoveLineItems(Model):
    """Lines to be taken away."""

    order_line_item_ids: list[str]


class ApplyCoupon(Model):
    """A coupon to be applied."""

    coupon_code: str | None = None
    coupon_id: str | None = None
    order_line_item_ids: list[str] = Field(default_factory=list)


class RemoveDiscounts(Model):
    """Discounts to be taken away."""

    applied_discount_ids: list[str]


class ApplyTax(Model):
    """The address that decides the rates."""

    tax_address: Address


class PayOrder(Model):
    """How an order is paid."""

    payment_source_token: Annotated[str, Field(pattern=r"^(tok|pm)_")] | None = None
    buyer_email: str | None = None


class CloseOrder(Model):
    """Why an order ends."""

    reason: Note | None = None


class CreateRefund(Model):
    """Money to give back."""

    order_id: str | None = None
    payment_intent_id: str | None = None
    amount_money: Money | None = None
    reason_message: Note | None = None


class CreateCoupon(Model):
    """A new coupon."""

    name: Text
    coupon_code: str
    percent_off: Percent | None = None
    amount_off_money: Money | None = None
    max_uses: int | None = None
    expires_at: datetime | None = None

    @field_validator("coupon_code")
    @classmethod
    def _upper(cls, code: str) -> str:
        return code.upper()


class CreateTaxRate(Model):
    """A new tax rate."""

    name: Text
    percentage: Percent
    inclusive: bool = False
    jurisdiction: Jurisdiction | None = None


class Filters(Model):
    """Which orders."""

    status: OrderStatus | None = None
    customer_id: str | None = None
    page_size: Annotated[int, Field(ge=1, le=100)] = 20
    page_token: str | None = None


class Envelope(Model, Generic[T]):
    """An answer."""

    data: T
    request_id: str


class Page(Model, Generic[T]):
    """A page of a list."""

    data: list[T]
    has_more: bool
    next_page_token: str | None = None


OrderAnswer = Envelope[Order]
RefundAnswer = Envelope[Refund]
PaymentIntentAnswer = Envelope[PaymentIntent]
CouponAnswer = Envelope[Coupon]
TaxRateAnswer = Envelope[TaxRate]
OrderPage = Page[Order]
ActivityPage = Page[Activity]
