"""What an order keeps: lines, discounts, charges, tips, payments and refunds as they were given or decided."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from commerce.domain.claims import Claims
from commerce.domain.entity import INTERNAL, Metadata, Shape
from commerce.domain.lifecycle import IN_FLIGHT, PaymentIntentStatus, RefundStatus
from commerce.domain.money import Money
from commerce.domain.payment_parts import Card, PaymentSource
from commerce.domain.tax_rates import OrderTax


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


class Restock(Shape):
    """What a refund made of a line's stock. asked: units that it gives back. quantity: those that it put back."""

    refund_id: str
    line_id: str
    asked: int
    quantity: int
