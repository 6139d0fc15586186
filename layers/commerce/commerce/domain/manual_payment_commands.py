"""What callers may send about money that came in past the card processor."""

from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from commerce.domain.entity import Command
from commerce.domain.fields import PaymentIntentId
from commerce.domain.money import PositiveMoneyInput
from commerce.domain.payment_parts import PaymentSource


class RecordManualPayment(Command):
    """Money that the merchant took past the card processor."""

    source_type: PaymentSource = Field(default=PaymentSource.CASH, description="How it came in; not `card`.")
    amount_money: PositiveMoneyInput | None = Field(
        default=None, description="A part of the balance; omitted: all of it."
    )
    reference: Annotated[str, StringConstraints(max_length=200)] | None = Field(
        default=None, description="Your own note, such as a receipt's number.", examples=["Receipt 42"]
    )

    @model_validator(mode="after")
    def _is_no_card(self) -> Self:
        if self.source_type is PaymentSource.CARD:
            raise ValueError("a card is charged by `pay`; record cash, check, bank_transfer or other")
        return self


class ReverseManualPayment(Command):
    """Which payment of the invoice was recorded by mistake."""

    payment_intent_id: PaymentIntentId = Field(description="Of the recorded payment, as the order lists it.")
    reason: Annotated[str, StringConstraints(max_length=200)] | None = Field(
        default=None, description="Your own note; it goes into the audit trail.", examples=["Another invoice's money"]
    )
