"""What Flint asks of a card processor."""

from datetime import datetime
from typing import Protocol

from commerce.domain.customers import Customer
from commerce.domain.outcomes import ChargeOutcome, Owner, ProcessorPayment, ProcessorRefund, RefundOutcome, SaveOutcome
from commerce.domain.payment_methods import PaymentMethod
from commerce.domain.payments import Dispute, PaymentIntent
from commerce.domain.refunds import Refund, RefundAllocation


class Gateway(Protocol):
    """A card processor. Every method raises ProcessorUnavailable where the outcome is not known."""

    def charge(self, intent: PaymentIntent) -> ChargeOutcome:
        """Take the money in one call. Repeated for the same intent, it answers the first call's outcome."""
        ...

    def capture(self, intent: PaymentIntent) -> ChargeOutcome:
        """Take `capture_amount` of the money that is held. If that can't be done any more: how the payment stands."""
        ...

    def look_up(self, processor_payment_id: str) -> ChargeOutcome:
        """How a known payment stands now."""
        ...

    def find(self, intent: PaymentIntent) -> ChargeOutcome | None:
        """How an intent's payment stands, found by what was written on it; None: it never reached the processor."""
        ...

    def cancel(self, processor_payment_id: str) -> ChargeOutcome:
        """Give a payment up; the outcome says if it had succeeded by then."""
        ...

    def refund(self, refund: Refund, part: RefundAllocation) -> RefundOutcome:
        """Give a part of a refund back. Repeated for the same part, it answers the first call's outcome."""
        ...

    def look_up_refund(self, processor_refund_id: str) -> RefundOutcome:
        """How a known refund stands now."""
        ...

    def ensure_customer(self, merchant_id: str, customer: Customer) -> str:
        """The processor's name of a customer, whom it learns of now. Repeated for the same one, it answers the same."""
        ...

    def save_card(self, method: PaymentMethod) -> SaveOutcome:
        """Keep a card for its customer. Repeated for the same payment method, it answers the first call's outcome."""
        ...

    def look_up_saving(self, processor_setup_id: str) -> SaveOutcome:
        """What became of saving a card."""
        ...

    def find_saving(self, method: PaymentMethod) -> SaveOutcome | None:
        """What became of saving a card, found by what was written on it; None: it never reached the processor."""
        ...

    def give_up_saving(self, processor_setup_id: str) -> SaveOutcome:
        """Give it up; the outcome says if it had succeeded by then."""
        ...

    def detach_card(self, processor_method_id: str) -> None:
        """Let a card go: it can't be charged again. One that is gone already is fine."""
        ...

    def owner_of_saving(self, processor_setup_id: str) -> Owner | None:
        """Whose payment method this is; None: Flint did not make it."""
        ...

    def forget_customer(self, processor_customer_id: str) -> None:
        """Delete a customer and whatever cards were saved; one that is gone already is fine."""
        ...

    def look_up_dispute(self, processor_payment_id: str) -> Dispute | None:
        """How the latest dispute of a payment stands; None: there is none."""
        ...

    def owner_of_payment(self, processor_payment_id: str) -> Owner | None:
        """Whose payment this is; None: Flint did not make it."""
        ...

    def owner_of_refund(self, processor_refund_id: str) -> Owner | None:
        """Whose refund this is; None: Flint did not make it."""
        ...

    def owner_of_dispute(self, processor_dispute_id: str) -> Owner | None:
        """Whose payment is disputed; None: Flint did not make it."""
        ...

    def payments_between(self, merchant_id: str, start: datetime, end: datetime) -> list[ProcessorPayment]:
        """A merchant's payments that were made in this time."""
        ...

    def refunds_between(self, merchant_id: str, start: datetime, end: datetime) -> list[ProcessorRefund]:
        """A merchant's refunds that were made in this time."""
        ...

    def payment(self, processor_payment_id: str) -> ProcessorPayment | None:
        """One payment as it is listed; None: it does not exist, or Flint did not make it."""
        ...

    def refund_made(self, processor_refund_id: str) -> ProcessorRefund | None:
        """One refund as it is listed; None: it does not exist, or Flint did not make it."""
        ...

    def find_refund(self, refund: Refund, part: RefundAllocation) -> RefundOutcome | None:
        """How a part stands, found by what was written on it; None: it never reached the processor."""
        ...
