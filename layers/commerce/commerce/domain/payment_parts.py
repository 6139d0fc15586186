"""What orders, refunds and subscriptions say of a payment: how it came in, its card, what the buyer has to do."""

from enum import StrEnum

from commerce.domain.entity import Shape


class PaymentSource(StrEnum):
    """How money comes in: by the card processor, or past it as the merchant records it."""

    CARD = "card"
    CASH = "cash"
    CHECK = "check"
    BANK_TRANSFER = "bank_transfer"
    OTHER = "other"


class Card(Shape):
    """What may be shown of a card."""

    brand: str | None = None
    last4: str | None = None
    exp_month: int | None = None
    exp_year: int | None = None


class PendingAction(Shape):
    """Something the buyer has to do before the payment goes on."""

    payment_intent_id: str
    client_secret: str | None = None
    type: str = "three_d_secure"
