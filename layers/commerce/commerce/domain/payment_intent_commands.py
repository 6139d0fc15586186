"""What callers may send about payment intents."""

from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from commerce.domain.entity import Command, Flag, Metadata
from commerce.domain.fields import CustomerId, Email, OrderId, PaymentMethodId, PaymentSourceToken
from commerce.domain.money import PositiveMoneyInput
from commerce.domain.payments import CaptureMethod

PaymentMetadata = Annotated[Metadata, Field(max_length=50)]


def _require_one_card(token: str | None, payment_method_id: str | None) -> None:
    if token is not None and payment_method_id is not None:
        raise ValueError("send either paymentSourceToken or paymentMethodId")


class CreatePaymentIntent(Command):
    """A payment of an order, or of an amount, for which an order is made."""

    order_id: OrderId | None = None
    amount_money: PositiveMoneyInput | None = Field(
        default=None, description="With an order: a part of its balance; omitted: all of it when it is confirmed."
    )
    payment_source_token: PaymentSourceToken | None = None
    payment_method_id: PaymentMethodId | None = Field(
        default=None, description="A saved card of the order's customer, instead of a token."
    )
    customer_id: CustomerId | None = Field(
        default=None, description="Who pays, if the order has no customer, or of the order that is made."
    )
    auto_confirm: Flag = Field(
        default=False,
        description="Charge at once; needs a token, a saved card, or a customer, whose default card is charged.",
    )
    capture_method: CaptureMethod = Field(
        default=CaptureMethod.AUTOMATIC, description="`manual` holds the money until it is captured."
    )
    buyer_email: Email | None = None
    metadata: PaymentMetadata = {}

    @model_validator(mode="after")
    def _says_for_what(self) -> Self:
        if self.order_id is None and self.amount_money is None:
            raise ValueError("send orderId, amountMoney or both")
        _require_one_card(self.payment_source_token, self.payment_method_id)
        if self.auto_confirm and not (self.payment_source_token or self.payment_method_id or self.customer_id):
            raise ValueError("autoConfirm needs paymentSourceToken, paymentMethodId or customerId")
        return self


class UpdatePaymentIntent(Command):
    """Changes of a payment intent; its amount and token only until it is confirmed."""

    amount_money: PositiveMoneyInput | None = None
    payment_source_token: PaymentSourceToken | None = None
    payment_method_id: PaymentMethodId | None = Field(
        default=None, description="A saved card of the order's customer, instead of a token."
    )
    metadata: PaymentMetadata | None = None

    @model_validator(mode="after")
    def _names_one_card(self) -> Self:
        _require_one_card(self.payment_source_token, self.payment_method_id)
        return self

    @property
    def names_card(self) -> bool:
        """True if another card is to be charged."""
        return self.payment_source_token is not None or self.payment_method_id is not None


class ConfirmPaymentIntent(Command):
    """Charge, or with a manual capture hold, the money."""

    payment_source_token: PaymentSourceToken | None = Field(
        default=None, description="Needed unless the intent has a card; another one after a decline."
    )
    payment_method_id: PaymentMethodId | None = Field(
        default=None, description="A saved card of the order's customer, instead of a token."
    )

    @model_validator(mode="after")
    def _names_one_card(self) -> Self:
        _require_one_card(self.payment_source_token, self.payment_method_id)
        return self


class CapturePaymentIntent(Command):
    """Take money that is held."""

    amount_money: PositiveMoneyInput | None = Field(
        default=None, description="A part; the rest is let go. Omitted: all of it."
    )


class CancelPaymentIntent(Command):
    """Give a payment up before it took money."""

    cancellation_reason: Annotated[str, StringConstraints(max_length=200)] | None = None
