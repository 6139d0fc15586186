"""What callers ask of orders that are there."""

from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from commerce.domain.entity import Command, Flag
from commerce.domain.fields import (
    CouponCodeText,
    CouponId,
    CustomerId,
    DiscountId,
    Email,
    LineId,
    Name,
    Note,
    OrderMetadata,
    Quantity,
    TipId,
)
from commerce.domain.jurisdictions import TaxAddress
from commerce.domain.money import MoneyInput, PositiveMoneyInput
from commerce.domain.order_commands import AmountOrPercentCommand, NewCharge, NewLine
from commerce.domain.order_parts import DiscountScope
from commerce.domain.orders import MAX_DISCOUNTS, MAX_LINES, MAX_TIPS
from commerce.domain.percentages import PercentOff
from commerce.domain.tax_rates import TaxCategory


class UpdateOrder(Command):
    """Changes of an order's texts; `null` clears. Once paid, only metadata can change."""

    customer_id: CustomerId | None = None
    buyer_email: Email | None = None
    buyer_note: Note | None = None
    merchant_note: Note | None = None
    metadata: OrderMetadata | None = None


class AddLineItems(Command):
    """Lines to be added."""

    line_items: Annotated[tuple[NewLine, ...], Field(min_length=1, max_length=MAX_LINES)]


class UpdateLineItem(Command):
    """Changes of a line."""

    name: Name | None = None
    quantity: Quantity | None = None
    unit_price_money: MoneyInput | None = None
    taxable: Flag | None = None
    tax_category: TaxCategory | None = None
    description: Note | None = None
    metadata: OrderMetadata | None = None


class RemoveLineItems(Command):
    """Lines to be taken away."""

    order_line_item_ids: Annotated[tuple[LineId, ...], Field(min_length=1, max_length=MAX_LINES)]


class ApplyCoupon(Command):
    """A coupon to be applied, to some lines or to all that it may apply to."""

    coupon_code: CouponCodeText | None = None
    coupon_id: CouponId | None = None
    order_line_item_ids: Annotated[tuple[LineId, ...], Field(max_length=MAX_LINES)] = ()

    @model_validator(mode="after")
    def _names_one_coupon(self) -> Self:
        if (self.coupon_code is None) == (self.coupon_id is None):
            raise ValueError("send exactly one of couponCode and couponId")
        return self


class AddDiscount(Command):
    """A discount by hand."""

    name: Name
    amount_money: PositiveMoneyInput | None = None
    percent_off: PercentOff | None = None
    scope: DiscountScope = DiscountScope.ORDER
    order_line_item_ids: Annotated[tuple[LineId, ...], Field(max_length=MAX_LINES)] = ()

    @model_validator(mode="after")
    def _is_one_discount(self) -> Self:
        if (self.amount_money is None) == (self.percent_off is None):
            raise ValueError("send exactly one of amountMoney and percentOff")
        if (self.scope is DiscountScope.LINE_ITEM) != bool(self.order_line_item_ids):
            raise ValueError("scope line_item names its lines in orderLineItemIds, scope order names none")
        return self


class RemoveDiscounts(Command):
    """Discounts to be taken away."""

    applied_discount_ids: Annotated[tuple[DiscountId, ...], Field(min_length=1, max_length=MAX_DISCOUNTS)]


class AddTips(AmountOrPercentCommand):
    """A tip: an amount, or a percentage of the discounted subtotal."""


class RemoveTips(Command):
    """Tips to be taken away; without ids, all of them."""

    tip_ids: Annotated[tuple[TipId, ...], Field(max_length=MAX_TIPS)] = ()


class AddCharge(NewCharge):
    """A service or delivery charge to be added."""


class ApplyTax(Command):
    """The address that decides which tax rates apply."""

    tax_address: TaxAddress


class CloseOrder(Command):
    """Why the order ends."""

    reason: Annotated[str, StringConstraints(max_length=200)] | None = None
