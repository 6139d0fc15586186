"""What a card processor can answer, in Flint's words. An unknown outcome is none of these: it is an exception."""

from typing import NamedTuple

from commerce.domain.lifecycle import RefundStatus
from commerce.domain.money import Money
from commerce.domain.payment_parts import Card


class Charged(NamedTuple):
    """The money was taken."""

    processor_payment_id: str
    charge_id: str | None = None
    card: Card | None = None
    amount: int | None = None
    """What was really taken, minor units; None: what was asked for."""
    saved_method_id: str | None = None
    """The processor's name of the card, where it is kept for a customer."""


class Authorized(NamedTuple):
    """The money is held for us: it can be captured, all or a part, or let go."""

    processor_payment_id: str
    charge_id: str | None = None
    card: Card | None = None


class Declined(NamedTuple):
    """The money was not taken and will not be. status: 402 or, where the source or the amount is bad, 400."""

    code: str
    message: str
    processor_payment_id: str | None = None
    card: Card | None = None
    status: int = 402


class ActionRequired(NamedTuple):
    """The buyer has to confirm, as 3-D Secure asks."""

    processor_payment_id: str
    client_secret: str | None


class Abandoned(NamedTuple):
    """The payment was given up, or never reached the processor: nothing was taken."""

    processor_payment_id: str | None = None


class InProgress(NamedTuple):
    """The processor is still working on it; look again later."""

    processor_payment_id: str


class CardSaved(NamedTuple):
    """A card is kept for a customer and can be charged again."""

    processor_setup_id: str
    processor_method_id: str
    card: Card | None = None
    processor_customer_id: str | None = None
    """Whom it is kept for."""


ChargeOutcome = Charged | Authorized | Declined | ActionRequired | Abandoned | InProgress

SaveOutcome = CardSaved | Declined | ActionRequired | Abandoned | InProgress
"""What became of saving a card; `processor_payment_id` is then the setup's."""


class Owner(NamedTuple):
    """Whose a payment at the processor is, read from what Flint wrote on it."""

    merchant_id: str
    payment_intent_id: str
    refund_id: str | None = None
    payment_method_id: str | None = None


class RefundOutcome(NamedTuple):
    """How a refund stands at the processor. A refused one has no id."""

    status: RefundStatus
    processor_refund_id: str | None = None
    failure_reason: str | None = None


class ProcessorPayment(NamedTuple):
    """A payment as the processor lists it."""

    id: str
    payment_intent_id: str
    amount_money: Money
    outcome: ChargeOutcome


class ProcessorRefund(NamedTuple):
    """A refund as the processor lists it."""

    id: str
    refund_id: str
    payment_intent_id: str
    outcome: RefundOutcome
