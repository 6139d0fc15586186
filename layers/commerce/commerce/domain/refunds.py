"""A refund: money on its way back to the buyer, to one payment or to several."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Annotated

from pydantic import Field, computed_field

from commerce.domain.deadlines import RESUME_AFTER
from commerce.domain.entity import INTERNAL, Metadata, Shape
from commerce.domain.lifecycle import RefundStatus
from commerce.domain.money import Money
from commerce.domain.payment_parts import PaymentSource
from commerce.domain.refund_reasons import RefundReason

CHECK_AFTER = timedelta(seconds=60)
"""How long after the processor accepted a refund its outcome is looked up for the first time."""


MAX_GROWTH = 6
"""The wait grows fourfold each time, from a minute to about three days."""


class RefundedLineItem(Shape):
    """What a refund gives back of a line."""

    order_line_item_id: str
    quantity: int = Field(description="Units; 0 where an amount was named.")
    amount_money: Money
    tax_money: Money


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


class RestockedLineItem(Shape):
    """Units of a line that a refund puts back into stock."""

    order_line_item_id: str
    item_id: str
    quantity: int


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
    credit_note_id: str | None = Field(default=None, description="Of the invoice that its order had been issued.")
    source_type: PaymentSource | None = Field(description="How the payment had come in; null: they differ.")
    metadata: Metadata = {}
    version: int = 1
    created_at: datetime
    updated_at: datetime

    merchant_id: Annotated[str, INTERNAL] = ""
    checked_count: Annotated[int, INTERNAL] = 0
    idempotency_key: Annotated[str | None, INTERNAL] = None
    actor: Annotated[str, INTERNAL] = "system"
    approved_by: Annotated[str | None, INTERNAL] = None
    """Who approved that an agent's key gives it back."""

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
