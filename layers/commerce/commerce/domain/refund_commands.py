"""What callers ask of refunds."""

from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from commerce.domain.entity import Command, Flag, Metadata
from commerce.domain.fields import LineId, OrderId, PaymentIntentId, Quantity
from commerce.domain.money import PositiveMoneyInput
from commerce.domain.refund_reasons import RefundReason

MAX_REFUND_LINES = 500


class RefundLine(Command):
    """A line to be given back: some of its units, or an amount of it."""

    order_line_item_id: LineId
    quantity: Quantity | None = None
    amount_money: PositiveMoneyInput | None = None

    @model_validator(mode="after")
    def _is_one_of_both(self) -> Self:
        if (self.quantity is None) == (self.amount_money is None):
            raise ValueError("send exactly one of quantity and amountMoney")
        return self


class CreateRefund(Command):
    """Money to give back: an amount, some lines, or all that is left."""

    order_id: OrderId | None = None
    payment_intent_id: PaymentIntentId | None = None
    amount_money: PositiveMoneyInput | None = Field(default=None, description="Omitted: all that is left.")
    line_items: Annotated[tuple[RefundLine, ...], Field(max_length=MAX_REFUND_LINES)] = Field(
        default=(), description="Lines to give back, instead of an amount; each once."
    )
    reason: RefundReason = RefundReason.REQUESTED_BY_CUSTOMER
    reason_message: Annotated[str, StringConstraints(max_length=500)] | None = None
    restock: Flag = Field(
        default=False, description="Puts the units of lineItems, or all that are left, back into stock."
    )
    metadata: Annotated[Metadata, Field(max_length=50)] = {}

    @model_validator(mode="after")
    def _names_a_payment(self) -> Self:
        if self.order_id is None and self.payment_intent_id is None:
            raise ValueError("send orderId, paymentIntentId or both")
        if self.line_items and self.amount_money is not None:
            raise ValueError("send either amountMoney or lineItems")
        if len({line.order_line_item_id for line in self.line_items}) != len(self.line_items):
            raise ValueError("lineItems names a line twice; send each once")
        return self


class UpdateRefund(Command):
    """Changes of a refund's texts."""

    reason_message: Annotated[str, StringConstraints(max_length=500)] | None = None
    metadata: Annotated[Metadata, Field(max_length=50)] | None = None
