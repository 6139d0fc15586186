"""What callers may send about payments. An amount is never needed: it is the order's balance."""

from collections.abc import Mapping
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, StringConstraints, WithJsonSchema, model_validator

from commerce.domain.entity import Command, Flag, Metadata
from commerce.domain.fields import CustomerId, Email, OrderId, PaymentIntentId, PaymentMethodId
from commerce.domain.money import PositiveMoneyInput
from commerce.domain.order_parts import PaymentSource
from commerce.domain.payments import CaptureMethod

MAX_SOURCES = 10

PaymentMetadata = Annotated[Metadata, Field(max_length=50)]
PaymentSourceToken = Annotated[
    str,
    StringConstraints(pattern=r"^(tok|pm|src|card|ctoken)_[A-Za-z0-9_]{1,250}$"),
    Field(description="A token or payment method of the card processor; never a card number.", examples=["tok_visa"]),
]


class Source(Command):
    """What one part of a payment is charged to. payment_intent_id: an intent that exists, None: a new one.

    payment_method_id: the saved card whose token it is.
    """

    token: PaymentSourceToken
    payment_intent_id: PaymentIntentId | None = None
    payment_method_id: str | None = None


def _each_source(sent: Any) -> Any:
    """A list of tokens and a map from intent to token, in one form."""
    if isinstance(sent, Mapping):
        return [{"token": token, "paymentIntentId": intent_id} for intent_id, token in sent.items()]
    if isinstance(sent, list | tuple):
        return [{"token": token} for token in sent]
    raise ValueError("send a list of tokens, or an object of payment intent ids and their tokens")


_TOKEN_SCHEMA = {"type": "string", "pattern": r"^(tok|pm|src|card|ctoken)_[A-Za-z0-9_]{1,250}$"}
Sources = Annotated[
    tuple[Source, ...],
    BeforeValidator(_each_source),
    Field(min_length=1, max_length=MAX_SOURCES),
    WithJsonSchema(
        {
            "description": (
                "Several cards. A list: the amount is split evenly over its tokens, which are charged in this order. "
                "An object: payment intents of the order that wait for a card, each with its token."
            ),
            "anyOf": [
                {"type": "array", "items": _TOKEN_SCHEMA, "minItems": 1, "maxItems": MAX_SOURCES},
                {
                    "type": "object",
                    "propertyNames": {"pattern": r"^pi_[0-9A-Z]{26}$"},
                    "additionalProperties": _TOKEN_SCHEMA,
                    "minProperties": 1,
                    "maxProperties": MAX_SOURCES,
                },
            ],
            "examples": [["tok_visa", "tok_mastercard"]],
        }
    ),
]


class PayOrder(Command):
    """How the order is paid."""

    payment_source_token: PaymentSourceToken | None = None
    payment_source_tokens: Sources | None = None
    amount_money: PositiveMoneyInput | None = Field(
        default=None, description="A part of the balance, without the tip; omitted: all of it."
    )
    tip_money: PositiveMoneyInput | None = Field(
        default=None, description="Added to the order and to what is charged; taken back if the card is declined."
    )
    payment_method_ids: Annotated[tuple[PaymentMethodId, ...], Field(max_length=MAX_SOURCES)] = Field(
        default=(), description="Saved cards of the order's customer; the amount is split evenly over them."
    )
    customer_id: CustomerId | None = Field(
        default=None,
        description="Who pays, if the order has no customer; the default card is charged if no card is sent.",
    )
    save_payment_method: Flag = Field(
        default=False, description="Keep the card of paymentSourceToken for the customer, once it was charged."
    )
    buyer_email: Email | None = None

    @model_validator(mode="after")
    def _names_one_source(self) -> Self:
        given = (self.payment_source_token, self.payment_source_tokens, self.payment_method_ids)
        if sum(1 for source in given if source) > 1:
            raise ValueError("send one of paymentSourceToken, paymentSourceTokens and paymentMethodIds")
        if self.save_payment_method and self.payment_source_token is None:
            raise ValueError("savePaymentMethod keeps the card of paymentSourceToken; send that")
        if len(set(self.payment_method_ids)) != len(self.payment_method_ids):
            raise ValueError("paymentMethodIds names a card twice; send each once")
        if self.names_intents and (self.amount_money or self.tip_money):
            raise ValueError(
                "the payment intents in paymentSourceTokens say the amounts; send no amountMoney or tipMoney"
            )
        if len({source.payment_intent_id is None for source in self.sources}) > 1:
            raise ValueError("paymentSourceTokens is either a list or an object")
        return self

    @property
    def sources(self) -> tuple[Source, ...]:
        """What is charged, in this order; empty for an order that costs nothing."""
        if self.payment_source_token is not None:
            token = self.payment_source_token
            return (Source.model_construct(token=token, payment_intent_id=None, payment_method_id=None),)
        return self.payment_source_tokens or ()

    @property
    def names_intents(self) -> bool:
        """True if existing payment intents are paid."""
        return any(source.payment_intent_id is not None for source in self.payment_source_tokens or ())


class PayOrderById(PayOrder):
    """`PayOrder` with the order named in the body."""

    order_id: OrderId


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
