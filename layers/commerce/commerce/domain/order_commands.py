"""What callers may send about orders."""

from typing import Annotated, Self

from pydantic import Field, StringConstraints, field_validator, model_validator

from commerce.domain.entity import Command, Flag
from commerce.domain.fields import (
    CouponCodeText,
    CouponId,
    CustomerId,
    Email,
    ItemId,
    Key,
    LineId,
    Name,
    Note,
    OrderMetadata,
    Quantity,
    TaxRateId,
    Url,
)
from commerce.domain.jurisdictions import TaxAddress
from commerce.domain.money import Currency, MoneyInput, PositiveMoneyInput
from commerce.domain.order_parts import CalculationBasis, DiscountScope
from commerce.domain.orders import MAX_CHARGES, MAX_DISCOUNTS, MAX_LINES, MAX_TIPS
from commerce.domain.percentages import PercentageText, PercentOff
from commerce.domain.tax_rates import TaxCategory, TaxName

MAX_TAXES = 20


class TaxChoice(Command):
    """A rate of the merchant's by its id, or a rate that the caller knows."""

    tax_rate_id: TaxRateId | None = None
    name: TaxName | None = None
    percentage: PercentageText | None = None
    inclusive: Flag = False

    @model_validator(mode="after")
    def _names_one_rate(self) -> Self:
        inline = self.name is not None and self.percentage is not None
        if (self.tax_rate_id is None) != inline or (self.tax_rate_id and (self.name or self.percentage)):
            raise ValueError("send either taxRateId, or name and percentage")
        return self


TaxChoices = Annotated[tuple[TaxChoice, ...], Field(max_length=MAX_TAXES, description="[] means no tax.")]


class NewLine(Command):
    """A line to be ordered: an item of the catalog, or a name and a price."""

    item_id: ItemId | None = Field(
        default=None, description="Gives name, price, SKU, description, image and tax category, unless you send them."
    )
    name: Name | None = None
    quantity: Quantity = 1
    unit_price_money: MoneyInput | None = None
    taxable: Flag | None = Field(default=None, description="Omitted: as the item, else true.")
    tax_category: TaxCategory | None = None
    taxes: TaxChoices | None = None
    key: Key | None = Field(default=None, description="Your own name for the line within this request.")
    description: Note | None = None
    image_url: Url | None = None
    sku: Annotated[str, StringConstraints(max_length=100)] | None = None
    metadata: OrderMetadata = {}

    @model_validator(mode="after")
    def _says_what_is_ordered(self) -> Self:
        if self.item_id is None and (self.name is None or self.unit_price_money is None):
            raise ValueError("send name and unitPriceMoney, or itemId")
        return self


class AmountOrPercentCommand(Command):
    """Either an amount or a percentage."""

    amount_money: PositiveMoneyInput | None = None
    percent: PercentageText | None = None

    @model_validator(mode="after")
    def _is_one_of_both(self) -> Self:
        if (self.amount_money is None) == (self.percent is None):
            raise ValueError("send exactly one of amountMoney and percent")
        return self


class NewTip(AmountOrPercentCommand):
    """A tip: an amount, or a percentage of the discounted subtotal."""


class NewCharge(AmountOrPercentCommand):
    """A service or delivery charge."""

    name: Name
    type: Annotated[str, StringConstraints(pattern=r"^[a-z_]{1,30}$")] = "service"
    calculation_basis: CalculationBasis = CalculationBasis.PRE_DISCOUNT
    taxable: Flag = False


class NewDiscount(Command):
    """A coupon, or a discount by hand."""

    coupon_code: CouponCodeText | None = None
    coupon_id: CouponId | None = None
    name: Name | None = None
    amount_money: PositiveMoneyInput | None = None
    percent_off: PercentOff | None = None
    scope: DiscountScope = DiscountScope.ORDER
    line_item_keys: Annotated[tuple[Key, ...], Field(max_length=MAX_LINES)] = ()
    order_line_item_ids: Annotated[tuple[LineId, ...], Field(max_length=MAX_LINES)] = ()

    @model_validator(mode="after")
    def _is_one_discount(self) -> Self:
        coupons = [given for given in (self.coupon_code, self.coupon_id) if given is not None]
        by_hand = [given for given in (self.amount_money, self.percent_off) if given is not None]
        if len(coupons) + len(by_hand) != 1:
            raise ValueError("send exactly one of couponCode, couponId, amountMoney and percentOff")
        if by_hand and self.name is None:
            raise ValueError("a discount by hand needs a name")
        named = bool(self.line_item_keys or self.order_line_item_ids)
        if by_hand and (self.scope is DiscountScope.LINE_ITEM) != named:
            raise ValueError("scope line_item names its lines, scope order names none")
        return self

    @property
    def is_coupon(self) -> bool:
        """True if a coupon is meant."""
        return self.coupon_code is not None or self.coupon_id is not None


class CreateOrder(Command):
    """A new order. Amounts are computed by the server; send none but unit prices."""

    line_items: Annotated[tuple[NewLine, ...], Field(max_length=MAX_LINES)] = ()
    discounts: Annotated[tuple[NewDiscount, ...], Field(max_length=MAX_DISCOUNTS)] = ()
    taxes: TaxChoices | None = None
    tips: Annotated[tuple[NewTip, ...], Field(max_length=MAX_TIPS)] = ()
    charges: Annotated[tuple[NewCharge, ...], Field(max_length=MAX_CHARGES)] = ()
    customer_id: CustomerId | None = None
    buyer_email: Email | None = None
    buyer_note: Note | None = None
    merchant_note: Note | None = None
    tax_address: TaxAddress | None = None
    currency: Currency | None = None
    metadata: OrderMetadata = {}

    @field_validator("line_items")
    @classmethod
    def _keys_are_distinct(cls, lines: tuple[NewLine, ...]) -> tuple[NewLine, ...]:
        keys = [line.key for line in lines if line.key is not None]
        if len(set(keys)) != len(keys):
            raise ValueError("every line's key must be distinct")
        return lines
