"""A refund: money on its way back to the buyer, to one payment or to several."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, StringConstraints, computed_field, model_validator

from commerce.domain.entity import INTERNAL, Command, Flag, Metadata, Shape
from commerce.domain.fields import LineId, Quantity
from commerce.domain.lifecycle import RefundStatus
from commerce.domain.money import Money, PositiveMoneyInput
from commerce.domain.order_parts import PaymentSource
from commerce.domain.payments import RESUME_AFTER
from commerce.domain.restocking import RestockedLineItem

MAX_REFUND_LINES = 500

CHECK_AFTER = timedelta(seconds=60)
"""How long after the processor accepted a refund its outcome is looked up for the first time."""


MAX_GROWTH = 6
"""The wait grows fourfold each time, from a minute to about three days."""


class RefundReason(StrEnum):
    """Why money goes back, in Stripe's words."""

    REQUESTED_BY_CUSTOMER = "requested_by_customer"
    DUPLICATE = "duplicate"
    FRAUDULENT = "fraudulent"
    OTHER = "other"


OrderIdText = Annotated[str, StringConstraints(pattern=r"^ord_[0-9A-Z]{26}$")]
PaymentIntentIdText = Annotated[str, StringConstraints(pattern=r"^pi_[0-9A-Z]{26}$")]


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

    order_id: OrderIdText | None = None
    payment_intent_id: PaymentIntentIdText | None = None
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


class RefundedLineItem(Shape):
    """What a refund gives back of a line."""

    order_line_item_id: str
    quantity: int = Field(description="Units; 0 where an amount was named.")
    amount_money: Money
    tax_money: Money


class UpdateRefund(Command):
    """Changes of a refund's texts."""

    reason_message: Annotated[str, StringConstraints(max_length=500)] | None = None
    metadata: Annotated[Metadata, Field(max_length=50)] | None = None


class RefundAllocation(Shape):
    """What a refund gives back to one payment. It stands and fails by itself."""

    payment_intent_id: str
    source_type: PaymentSource = PaymentSource.CARD
    amount_money: Money
    tax_money: Money = Field(description="The tax inside the amount.")
    status: RefundStatus = RefundStatus.PENDING
    failure_reason: str | None = None

    key: Annotated[str, INTERNAL] = ""
    """The processor's idempotency key."""
    processor_payment_id: Annotated[str, INTERNAL] = ""
    processor_refund_id: Annotated[str | None, INTERNAL] = None

    @property
    def by_hand(self) -> bool:
        """True if the merchant gives the money back, past the card processor."""
        return self.source_type is not PaymentSource.CARD

    @property
    def ended(self) -> bool:
        """True once it is known how it went."""
        return self.status in {RefundStatus.SUCCEEDED, RefundStatus.FAILED}

    @property
    def accepted(self) -> bool:
        """True once the processor has taken it, or the merchant has given it back by hand."""
        return self.processor_refund_id is not None or (self.by_hand and self.status is RefundStatus.SUCCEEDED)

    @property
    def answered(self) -> bool:
        """True once the processor has taken or refused it."""
        return self.accepted or self.ended

    @property
    def can_change(self) -> bool:
        """True if a bank may still say something else of it: they return money weeks later."""
        return self.status is not RefundStatus.FAILED and not (self.by_hand and self.ended)


def status_of_parts(statuses: Iterable[RefundStatus]) -> RefundStatus:
    """The status of a refund by those of its parts.

    `pending` while any part is, else `in_transit` while any is, else `succeeded`; `failed` only if all of them failed.
    """
    told = set(statuses)
    in_turn = (RefundStatus.PENDING, RefundStatus.IN_TRANSIT, RefundStatus.SUCCEEDED)
    return next((status for status in in_turn if status in told), RefundStatus.FAILED)


class Refund(Shape):
    """A refund; it counts from `pending`, and what fails of it gives its amount back to the order's books."""

    id: str
    order_id: str
    payment_intent_id: str | None = Field(description="The payment it goes back to; null: several, see allocations.")
    status: RefundStatus = RefundStatus.PENDING
    amount_money: Money = Field(description="What goes or went back: a part that failed is no longer in it.")
    tax_money: Money = Field(description="The tax inside the amount.")
    allocations: tuple[RefundAllocation, ...] = Field(description="What goes back to each payment, the latest first.")
    line_items: tuple[RefundedLineItem, ...] = Field(default=(), description="Empty: an amount of the whole order.")
    restocked_line_items: tuple[RestockedLineItem, ...] = Field(
        default=(), description="Units that it puts back into stock; they stay there if the money is returned."
    )
    reason: RefundReason = RefundReason.REQUESTED_BY_CUSTOMER
    reason_message: str | None = None
    failure_reason: str | None = None
    customer_id: str | None = None
    source_type: PaymentSource | None = Field(description="How the payment had come in; null: they differ.")
    metadata: Metadata = {}
    version: int = 1
    created_at: datetime
    updated_at: datetime

    merchant_id: Annotated[str, INTERNAL] = ""
    checked_count: Annotated[int, INTERNAL] = 0
    idempotency_key: Annotated[str | None, INTERNAL] = None
    actor: Annotated[str, INTERNAL] = "system"

    @computed_field
    def refund_id(self) -> str:
        """The same as `id`."""
        return self.id

    @property
    def ended(self) -> bool:
        """True once it is known of every part how it went."""
        return all(part.ended for part in self.allocations)

    @property
    def answered(self) -> bool:
        """True once the processor has taken or refused every part."""
        return all(part.answered for part in self.allocations)

    @property
    def refused(self) -> bool:
        """True if the processor took no part of it."""
        return self.ended and not any(part.accepted for part in self.allocations)

    @property
    def due_at(self) -> datetime | None:
        """When the sweeper should look at it; None once it has ended. Later each time: banks take days."""
        if self.ended:
            return None
        if not self.answered:
            return self.updated_at + RESUME_AFTER
        waits = 4 ** min(self.checked_count, MAX_GROWTH)
        return self.updated_at + CHECK_AFTER * int(waits)
