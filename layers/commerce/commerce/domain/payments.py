"""A payment intent: one attempt to take money for an order, and its place in the books."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated

from pydantic import Field, computed_field

from commerce.domain.deadlines import ABANDON_AFTER, AUTHORIZATION_LASTS, CLOCK_MARGIN, GIVE_UP_AFTER, RESUME_AFTER
from commerce.domain.entity import INTERNAL, Metadata, Shape
from commerce.domain.lifecycle import IN_FLIGHT, UNSETTLED, PaymentIntentStatus
from commerce.domain.money import Money
from commerce.domain.payment_parts import Card, PaymentSource


class CaptureMethod(StrEnum):
    """Whether money is taken at once, or held until it is captured."""

    AUTOMATIC = "automatic"
    MANUAL = "manual"


class Asked(StrEnum):
    """The request that an attempt works on, which tells what its answer is."""

    PAY = "pay"
    CREATE = "create"
    CONFIRM = "confirm"
    CAPTURE = "capture"
    SUBSCRIBE = "subscribe"
    CHANGE_SUBSCRIPTION = "change_subscription"


class StripeDetails(Shape):
    """The payment as Stripe knows it."""

    payment_intent_id: str | None = None
    charge_id: str | None = None
    client_secret: str | None = None


class ProcessorDetails(Shape):
    """The payment as its processor knows it."""

    stripe: StripeDetails = StripeDetails.model_construct()  # made without building its validator at import


class Dispute(Shape):
    """A buyer's bank asks for the money back."""

    processor_dispute_id: str
    status: str = Field(examples=["needs_response", "under_review", "won", "lost"])
    reason: str
    amount_money: Money

    @property
    def closed(self) -> bool:
        """True once it is decided."""
        return self.status in {"won", "lost", "warning_closed", "prevented"}


class PaymentIntent(Shape):
    """An attempt to take money. Its row is written before the processor is called and holds all that a resume needs."""

    id: str
    order_id: str
    status: PaymentIntentStatus = PaymentIntentStatus.PROCESSING
    amount_money: Money = Field(description="What it is for; once captured, what was taken.")
    capture_method: CaptureMethod = CaptureMethod.AUTOMATIC
    authorized_amount_money: Money | None = Field(default=None, description="What a manual capture was held for.")
    source_type: PaymentSource = PaymentSource.CARD
    source_reference: str | None = Field(default=None, description="The merchant's own note of a manual payment.")
    card: Card | None = None
    failure_code: str | None = None
    failure_message: str | None = None
    cancellation_reason: str | None = None
    processor_details: ProcessorDetails = ProcessorDetails.model_construct()
    refunded_amount_money: Money = Field(description="What went back of it, pending refunds included.")
    lifecycle_state: str = Field(default="none", examples=["none", "partially_refunded", "refunded", "disputed"])
    dispute: Dispute | None = None
    customer_id: str | None = None
    payment_method_id: str | None = Field(default=None, description="The saved card that is charged.")
    metadata: Metadata = {}
    version: int = 1
    created_at: datetime
    updated_at: datetime

    merchant_id: Annotated[str, INTERNAL] = ""
    source_token: Annotated[str | None, INTERNAL] = None
    processor_customer_id: Annotated[str | None, INTERNAL] = None
    """Whose saved card it is at the processor, or whom the card is saved for."""
    saves_payment_method: Annotated[bool, INTERNAL] = False
    """True if the card is kept for the customer once it was charged."""
    saved_method_id: Annotated[str | None, INTERNAL] = None
    """The processor's name of the card that was charged and is to be kept."""
    off_session: Annotated[bool, INTERNAL] = False
    """True if the buyer is not there to confirm anything, as when a subscription is renewed."""
    buyer_email: Annotated[str | None, INTERNAL] = None
    idempotency_key: Annotated[str | None, INTERNAL] = None
    actor: Annotated[str, INTERNAL] = "system"
    approved_by: Annotated[str | None, INTERNAL] = None
    """Who approved that an agent's key charges it."""
    asked: Annotated[Asked, INTERNAL] = Asked.PAY
    amount_given: Annotated[bool, INTERNAL] = True
    """True if the caller named the amount; else it follows the order's balance until it is confirmed."""
    attempt: Annotated[int, INTERNAL] = 1
    """Which try this is: a declined intent can be confirmed again, which is another call to the processor."""
    attempted_at: Annotated[datetime | None, INTERNAL] = None
    """When this try began; None: when the intent was made."""
    capture_amount: Annotated[int | None, INTERNAL] = None
    """What a capture under way asks for, minor units."""
    cancel_requested: Annotated[bool, INTERNAL] = False
    """True once it is to be given up: whoever finds it so, goes on with that."""
    group: Annotated[tuple[str, ...], INTERNAL] = ()
    """All intents that one `pay` charges, one after the other, in that order; empty: it is alone."""
    clock_ahead: Annotated[timedelta, INTERNAL] = timedelta(0)
    """How far the clock that dated it may have been ahead of the processor's. Never stored: clocks move on."""

    @computed_field
    def payment_intent_id(self) -> str:
        """The same as `id`."""
        return self.id

    @computed_field
    def amount_capturable_money(self) -> Money:
        """What can be captured now."""
        held = self.status is PaymentIntentStatus.REQUIRES_CAPTURE
        return self.amount_money if held else self.amount_money.evolve(amount=0)

    @computed_field
    def amount_received_money(self) -> Money:
        """What was taken."""
        return self.amount_money if self.status is PaymentIntentStatus.SUCCEEDED else self.amount_money.evolve(amount=0)

    @property
    def in_flight(self) -> bool:
        """True while neither success nor failure is known."""
        return self.status in IN_FLIGHT

    @property
    def unsettled(self) -> bool:
        """True while the processor may still take money."""
        return self.status in UNSETTLED

    @property
    def began_at(self) -> datetime:
        """When this try began."""
        return self.attempted_at or self.created_at

    @property
    def charge_key(self) -> str:
        """The processor's idempotency key of this try, and what it is found by."""
        return self.id if self.attempt == 1 else f"{self.id}-{self.attempt}"

    @property
    def capture_key(self) -> str:
        """The processor's idempotency key of the capture."""
        return f"{self.charge_key}-capture"

    @property
    def first_of_group(self) -> str:
        """The id under which an idempotency key knows this attempt."""
        return self.group[0] if self.group else self.id

    @property
    def charge_window(self) -> tuple[datetime, datetime]:
        """Between which moments, by its own clock, the processor may have made the payment."""
        return self.began_at - self.clock_ahead - CLOCK_MARGIN, self.began_at + GIVE_UP_AFTER + CLOCK_MARGIN

    @property
    def due_at(self) -> datetime | None:
        """When the sweeper should look at it; None once it has ended."""
        if self.cancel_requested and self.unsettled:
            return self.updated_at + RESUME_AFTER
        match self.status:
            case PaymentIntentStatus.PROCESSING:
                return self.updated_at + RESUME_AFTER
            case PaymentIntentStatus.REQUIRES_ACTION:
                return self.updated_at + ABANDON_AFTER
            case PaymentIntentStatus.REQUIRES_CAPTURE:
                return self.began_at + AUTHORIZATION_LASTS
            case _:
                return None

    def with_refunds(self, refunded: int) -> "PaymentIntent":
        """This intent as it is answered: with what the order's books say went back of it. refunded: minor units."""
        state = "none"
        if refunded:
            state = "refunded" if refunded >= self.amount_money.amount else "partially_refunded"
        if self.dispute is not None and (not self.dispute.closed or self.dispute.status == "lost"):
            state = "disputed"
        money = Money(amount=refunded, currency=self.amount_money.currency)
        return self.evolve(refunded_amount_money=money, lifecycle_state=state)
