"""A card processor that obeys tests."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from commerce.domain.customers import Customer
from commerce.domain.lifecycle import RefundStatus
from commerce.domain.money import Money
from commerce.domain.outcomes import (
    Abandoned,
    ActionRequired,
    Authorized,
    CardSaved,
    Charged,
    ChargeOutcome,
    Declined,
    Owner,
    ProcessorPayment,
    ProcessorRefund,
    RefundOutcome,
    SaveOutcome,
)
from commerce.domain.payment_methods import PaymentMethod
from commerce.domain.payments import Dispute, PaymentIntent
from commerce.domain.refunds import Refund, RefundAllocation
from tests.card_tokens import VISA, outcome_of, saved_by, setup_of
from tests.clock import MovedClock

PROCESSOR_FORGETS_AFTER = timedelta(hours=24)


class ProcessDied(BaseException):
    """The process is gone in the middle of its work: no handler of exceptions runs on."""


@dataclass
class Payment:
    """A payment as the processor knows it."""

    merchant_id: str
    mark: str
    key: str
    amount: int
    outcome: ChargeOutcome
    created_at: datetime


@dataclass
class Returned:
    """A refund as the processor knows it: of one payment."""

    refund: Refund
    part: RefundAllocation
    outcome: RefundOutcome

    @property
    def listed(self) -> ProcessorRefund:
        """As it is listed."""
        name = self.outcome.processor_refund_id or ""
        return ProcessorRefund(name, self.refund.id, self.part.payment_intent_id, self.outcome)


@dataclass
class FakeGateway:
    """A card processor that keeps idempotency keys for a day, and loses what it is told to lose.

    A token says what becomes of its charge: `tok_visa`, `tok_3ds`, `tok_slow`, `tok_bad` or `tok_<decline code>`. With
    `tok_later_<…>` it says what becomes of charges once the card is saved.
    before, after: what the next charges or refunds raise, before or after they take effect; None: nothing.
    """

    clock: MovedClock
    payments: dict[str, Payment] = field(default_factory=dict)
    refunds: dict[str, Returned] = field(default_factory=dict)
    """By their idempotency key."""
    calls: list[str] = field(default_factory=list)
    before: deque[BaseException | None] = field(default_factory=deque)
    after: deque[BaseException | None] = field(default_factory=deque)
    refund_answers: deque[RefundOutcome] = field(default_factory=deque)
    forgotten: list[str] = field(default_factory=list)
    detached: list[str] = field(default_factory=list)
    known_as: dict[str, str] = field(default_factory=dict)
    """Names of customers here that are not those derived from ours."""
    merchant_id: str = ""
    """Whose card was saved last."""
    savings: dict[str, SaveOutcome] = field(default_factory=dict)
    cards: dict[str, str] = field(default_factory=dict)
    """Saved cards by the processor's name, and the tokens that their charges are to come to."""
    charged_sources: list[tuple[str | None, str | None, bool]] = field(default_factory=list)
    """Of each charge: its source, its customer at the processor, and whether the buyer is away."""
    outcomes: dict[str, Callable[[str], ChargeOutcome]] = field(default_factory=dict)
    """What becomes of charges of tokens that say nothing by their names."""
    dispute: Dispute | None = None
    meanwhile: Callable[[], object] | None = None
    """Runs once, while the next charge or refund is at work."""

    @property
    def taken(self) -> int:
        """All money taken from cards, in minor units, whoever knows of it."""
        return sum(payment.amount for payment in self.payments.values() if isinstance(payment.outcome, Charged))

    @property
    def given_back(self) -> int:
        """All money given back, in minor units."""
        stands = (back for back in self.refunds.values() if back.outcome.status is not RefundStatus.FAILED)
        return sum(back.part.amount_money.amount for back in stands)

    def charge(self, intent: PaymentIntent) -> ChargeOutcome:
        """Take the money once per intent, as long as its key is remembered."""
        self._begin("charge")
        self.charged_sources.append((intent.source_token, intent.processor_customer_id, intent.off_session))
        known = [payment for payment in self.payments.values() if payment.key == intent.charge_key]
        fresh = [p for p in known if self.clock.now() < p.created_at + PROCESSOR_FORGETS_AFTER]
        if fresh:
            payment = fresh[0]
        else:
            identity = f"pi_stripe{len(self.payments)}"
            token = self._token(intent)
            outcome = self.outcomes[token](identity) if token in self.outcomes else outcome_of(token, identity)
            if intent.capture_method == "manual" and isinstance(outcome, Charged):
                outcome = Authorized(identity, outcome.charge_id, outcome.card)
            terms = intent.merchant_id, intent.id, intent.charge_key, intent.amount_money.amount
            payment = Payment(*terms, outcome, self.clock.now())
            self.payments[identity] = payment
        _lose(self.after)
        return payment.outcome

    def _token(self, intent: PaymentIntent) -> str:
        """What the card of an intent comes to; nobody is there to confirm off session."""
        token = intent.source_token or ""
        if token.startswith("pm_"):
            token = self.cards.get(token, "tok_visa")
        return "tok_AUTHENTICATION_REQUIRED" if token == "tok_3ds" and intent.off_session else token

    def capture(self, intent: PaymentIntent) -> ChargeOutcome:
        """Take a part of what is held, once."""
        self._begin("capture")
        payment = self.payments[intent.processor_details.stripe.payment_intent_id or ""]
        if isinstance(payment.outcome, Authorized):
            payment.amount = intent.capture_amount or 0
            payment.outcome = Charged(payment.outcome.processor_payment_id, "ch_stripe", VISA, payment.amount)
        _lose(self.after)
        return payment.outcome

    def look_up(self, processor_payment_id: str) -> ChargeOutcome:
        """Say how a payment stands."""
        self._begin("look_up")
        return self.payments[processor_payment_id].outcome

    def find(self, intent: PaymentIntent) -> ChargeOutcome | None:
        """Look through all payments."""
        self._begin("find")
        return next((payment.outcome for payment in self.payments.values() if payment.key == intent.charge_key), None)

    def cancel(self, processor_payment_id: str) -> ChargeOutcome:
        """Cancel unless it succeeded."""
        self._begin("cancel")
        payment = self.payments[processor_payment_id]
        if not isinstance(payment.outcome, Charged):
            payment.outcome = Abandoned(processor_payment_id)
        return payment.outcome

    def refund(self, refund: Refund, part: RefundAllocation) -> RefundOutcome:
        """Give money back once per key."""
        self._begin("refund")
        if part.key not in self.refunds:
            accepted = RefundOutcome(RefundStatus.PENDING, f"re_stripe{len(self.refunds)}")
            outcome = self.refund_answers.popleft() if self.refund_answers else accepted
            self.refunds[part.key] = Returned(refund, part, outcome)
        _lose(self.after)
        return self.refunds[part.key].outcome

    def look_up_refund(self, processor_refund_id: str) -> RefundOutcome:
        """Say how a refund stands."""
        self._begin("look_up_refund")
        return next(back.outcome for back in self.refunds.values() if back.listed.id == processor_refund_id)

    def find_refund(self, refund: Refund, part: RefundAllocation) -> RefundOutcome | None:
        """Look through all refunds."""
        self._begin("find_refund")
        known = self.refunds.get(part.key)
        return None if known is None else known.outcome

    @property
    def kept(self) -> set[str]:
        """Our ids of the cards that are kept, whoever knows of it."""
        return {
            method_id
            for method_id, outcome in self.savings.items()
            if isinstance(outcome, CardSaved)
            and outcome.processor_method_id not in self.detached
            and outcome.processor_customer_id not in self.forgotten
        }

    def ensure_customer(self, merchant_id: str, customer: Customer) -> str:
        """Know a customer."""
        self._begin("ensure_customer")
        known = self.known_as.get(customer.id, f"cus_stripe_{customer.id}")
        _lose(self.after)
        return known

    def save_card(self, method: PaymentMethod) -> SaveOutcome:
        """Keep a card once per payment method."""
        self._begin("save_card")
        self.merchant_id = method.merchant_id
        if method.id not in self.savings:
            owner_id, token = method.processor_customer_id or "", method.source_token or ""
            saving = saved_by(token, f"seti_stripe{len(self.savings)}", owner_id)
            gone = Declined("PAYMENT_SOURCE_INVALID", "No such customer.", status=400)
            outcome = self.savings[method.id] = gone if owner_id in self.forgotten else saving
            if isinstance(outcome, CardSaved):
                self.cards[outcome.processor_method_id] = token.replace("tok_later_", "tok_")
        _lose(self.after)
        return self.savings[method.id]

    def look_up_saving(self, processor_setup_id: str) -> SaveOutcome:
        """Say what became of saving a card."""
        self._begin("look_up_saving")
        return next(outcome for outcome in self.savings.values() if setup_of(outcome) == processor_setup_id)

    def find_saving(self, method: PaymentMethod) -> SaveOutcome | None:
        """Look through all of them."""
        self._begin("find_saving")
        return self.savings.get(method.id)

    def give_up_saving(self, processor_setup_id: str) -> SaveOutcome:
        """Give it up."""
        self._begin("give_up_saving")
        (method_id,) = [name for name, outcome in self.savings.items() if setup_of(outcome) == processor_setup_id]
        if not isinstance(self.savings[method_id], CardSaved):
            self.savings[method_id] = Abandoned(processor_setup_id)
        return self.savings[method_id]

    def detach_card(self, processor_method_id: str) -> None:
        """Let a card go."""
        self._begin("detach_card")
        self.detached.append(processor_method_id)

    def owner_of_saving(self, processor_setup_id: str) -> Owner | None:
        """Say whose payment method it is; of the one merchant there is."""
        for method_id, outcome in self.savings.items():
            if setup_of(outcome) == processor_setup_id:
                return Owner(self.merchant_id, "", payment_method_id=method_id)
        return None

    def forget_customer(self, processor_customer_id: str) -> None:
        """Delete a customer with its cards."""
        self._begin("forget_customer")
        self.forgotten.append(processor_customer_id)

    def look_up_dispute(self, processor_payment_id: str) -> Dispute | None:
        """Say how a dispute stands."""
        return self.dispute

    def owner_of_payment(self, processor_payment_id: str) -> Owner | None:
        """Say whose payment this is."""
        payment = self.payments.get(processor_payment_id)
        return None if payment is None else Owner(payment.merchant_id, payment.mark)

    def owner_of_refund(self, processor_refund_id: str) -> Owner | None:
        """Say whose refund this is."""
        for back in self.refunds.values():
            if back.listed.id == processor_refund_id:
                return Owner(back.refund.merchant_id, back.part.payment_intent_id, back.refund.id)
        return None

    def owner_of_dispute(self, processor_dispute_id: str) -> Owner | None:
        """Say whose payment is disputed: the latest one."""
        return self.owner_of_payment(f"pi_stripe{len(self.payments) - 1}")

    def payment(self, processor_payment_id: str) -> ProcessorPayment | None:
        """Show a payment."""
        known = self.payments.get(processor_payment_id)
        if known is None:
            return None
        amount = Money(amount=known.amount, currency="USD")
        return ProcessorPayment(processor_payment_id, known.mark, amount, known.outcome)

    def refund_made(self, processor_refund_id: str) -> ProcessorRefund | None:
        """Show a refund."""
        made = (back.listed for back in self.refunds.values())
        return next((listed for listed in made if listed.id == processor_refund_id), None)

    def payments_between(self, merchant_id: str, start: datetime, end: datetime) -> list[ProcessorPayment]:
        """List a merchant's payments."""
        made = (
            self.payment(identity)
            for identity, payment in self.payments.items()
            if payment.merchant_id == merchant_id and start <= payment.created_at <= end
        )
        return [payment for payment in made if payment is not None]

    def refunds_between(self, merchant_id: str, start: datetime, end: datetime) -> list[ProcessorRefund]:
        """List a merchant's refunds."""
        return [
            back.listed
            for back in self.refunds.values()
            if back.refund.merchant_id == merchant_id and start <= back.refund.created_at <= end
        ]

    def settle_payment(self, outcome: Callable[[str], ChargeOutcome]) -> None:
        """Let the buyer's bank end the latest payment."""
        identity = f"pi_stripe{len(self.payments) - 1}"
        self.payments[identity].outcome = outcome(identity)

    def settle_saving(self, *, confirmed: bool) -> None:
        """Let the buyer's bank end the latest saving of a card."""
        (method_id, waits) = list(self.savings.items())[-1]
        assert isinstance(waits, ActionRequired)
        setup_id = waits.processor_payment_id
        failed = Declined("AUTHENTICATION_REQUIRED", "The bank did not hear from you.", setup_id)
        self.savings[method_id] = CardSaved(setup_id, f"pm_stripe_{setup_id}", VISA) if confirmed else failed

    def settle_refund(self, status: RefundStatus, reason: str | None = None, *, of: str | None = None) -> None:
        """Let the bank end the latest refund, or the one of this payment intent."""
        made = [back for back in self.refunds.values() if of in {None, back.part.payment_intent_id}]
        made[-1].outcome = RefundOutcome(status, made[-1].outcome.processor_refund_id, reason)

    def _begin(self, call: str) -> None:
        self.calls.append(call)
        if self.meanwhile is not None:
            interrupt, self.meanwhile = self.meanwhile, None
            interrupt()
        _lose(self.before)


def _lose(losses: deque[BaseException | None]) -> None:
    loss = losses.popleft() if losses else None
    if loss is not None:
        raise loss
