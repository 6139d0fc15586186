"""Saved cards: what a customer agreed to be charged on again. Numbers stay with the card processor."""

from datetime import datetime
from typing import Annotated

from pydantic import Field, computed_field

from commerce.domain.deadlines import ABANDON_AFTER, RESUME_AFTER
from commerce.domain.entity import INTERNAL, Metadata, Shape
from commerce.domain.lifecycle import PaymentMethodStatus
from commerce.domain.outcomes import ActionRequired, CardSaved, Declined, InProgress, SaveOutcome
from commerce.domain.payment_parts import Card

MAX_SAVED_CARDS = 20


class PaymentMethod(Shape):
    """A card of a customer; it can be charged while it is `active`."""

    id: str
    customer_id: str
    status: PaymentMethodStatus = PaymentMethodStatus.PENDING
    card: Card | None = None
    client_secret: str | None = Field(
        default=None, description="While `requires_action`: what the buyer's page confirms with, as 3-D Secure asks."
    )
    failure_code: str | None = None
    failure_message: str | None = None
    metadata: Metadata = {}
    version: int = 1
    created_at: datetime
    updated_at: datetime

    merchant_id: Annotated[str, INTERNAL] = ""
    source_token: Annotated[str | None, INTERNAL] = None
    processor_customer_id: Annotated[str | None, INTERNAL] = None
    processor_method_id: Annotated[str | None, INTERNAL] = None
    processor_setup_id: Annotated[str | None, INTERNAL] = None
    idempotency_key: Annotated[str | None, INTERNAL] = None
    checkout_session_id: Annotated[str | None, INTERNAL] = None
    """Whose trial begins once this card is kept; None: it was saved by itself, or with a payment."""
    detached: Annotated[bool, INTERNAL] = False
    """True once the processor has let a removed card go."""

    @computed_field
    def payment_method_id(self) -> str:
        """The same as `id`."""
        return self.id

    def removed(self, now: datetime) -> "PaymentMethod":
        """This card once it can't be charged any more."""
        return self.evolve(status=PaymentMethodStatus.REMOVED, version=self.version + 1, updated_at=now)

    @property
    def unsettled(self) -> bool:
        """True while it is not known whether it can be charged."""
        return self.status in {PaymentMethodStatus.PENDING, PaymentMethodStatus.REQUIRES_ACTION}

    @property
    def due_at(self) -> datetime | None:
        """When the sweeper should look at it; None: nothing is open."""
        match self.status:
            case PaymentMethodStatus.PENDING:
                return self.updated_at + RESUME_AFTER
            case PaymentMethodStatus.REQUIRES_ACTION:
                return self.created_at + ABANDON_AFTER
            case PaymentMethodStatus.REMOVED if not self.detached and self.processor_method_id is not None:
                return self.updated_at + RESUME_AFTER
            case _:
                return None


def after_saving(method: PaymentMethod, outcome: SaveOutcome) -> PaymentMethod:
    """What the processor's word makes of a card that is being saved."""
    match outcome:
        case CardSaved():
            return method.evolve(
                status=PaymentMethodStatus.ACTIVE,
                card=outcome.card,
                client_secret=None,
                processor_setup_id=outcome.processor_setup_id,
                processor_method_id=outcome.processor_method_id,
            )
        case ActionRequired():
            return method.evolve(
                status=PaymentMethodStatus.REQUIRES_ACTION,
                client_secret=outcome.client_secret,
                processor_setup_id=outcome.processor_payment_id,
            )
        case InProgress():
            return method.evolve(processor_setup_id=outcome.processor_payment_id)
        case Declined():
            return method.evolve(
                status=PaymentMethodStatus.FAILED,
                client_secret=None,
                failure_code=outcome.code,
                failure_message=outcome.message,
            )
        case _:
            return method.evolve(
                status=PaymentMethodStatus.FAILED,
                client_secret=None,
                failure_code="PAYMENT_ABANDONED",
                failure_message="The card was not saved; try again.",
            )
