"""What callers may send about paying an order. An amount is never needed: it is the order's balance."""

from collections.abc import Mapping
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator

from commerce.domain.entity import Command, Flag
from commerce.domain.fields import CustomerId, Email, OrderId, PaymentIntentId, PaymentMethodId, PaymentSourceToken
from commerce.domain.money import PositiveMoneyInput

MAX_SOURCES = 10


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
