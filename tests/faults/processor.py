"""A card processor in memory with Stripe's semantics; it counts what was really taken and given back."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, TypeVar, cast

from commerce.context import Clock
from commerce.domain import errors
from commerce.domain.lifecycle import RefundStatus
from commerce.domain.outcomes import (
    Abandoned,
    ActionRequired,
    Authorized,
    Charged,
    ChargeOutcome,
    Declined,
    InProgress,
    Owner,
    RefundOutcome,
)
from commerce.domain.payments import Dispute, PaymentIntent
from commerce.domain.refunds import Refund, RefundAllocation
from tests.faults.card_keeper import UNKNOWN, CardKeeper, Setup
from tests.faults.wire import Called, GoodWire, Wire

T = TypeVar("T")

KEY_MEMORY = timedelta(hours=24)
"""Stripe keeps idempotency keys for at least 24 hours: here not a moment longer."""

REFUND_TAKES = timedelta(hours=5)
RETURN_TAKES = timedelta(days=10)
"""A bank may return a refund long after it had succeeded."""

GOOD, DECLINED, CHALLENGED, SLOW, BROKEN = "tok_visa", "tok_declined", "tok_challenge", "tok_slow", "tok_broken"
"""Sources: charged, declined, 3-D Secure, still processing for an hour, charged but answered with a server fault."""

FAILS, FAILS_LATE = "fails", "fails late"
"""Fates of refunds, by their text: refused by the bank after a while, or returned after they had succeeded."""

SECOND_FAILS, SECOND_REFUSED = "second part fails", "second part is refused"
"""Fates of refunds over several payments, of which another part goes well."""


@dataclass
class Payment:
    """A payment at the processor. `status` in Stripe's words."""

    id: str
    intent: PaymentIntent
    created_at: datetime
    status: str
    captured: int | None = None

    @property
    def amount(self) -> int:
        """What was taken, or would be, in minor units."""
        return self.intent.amount_money.amount if self.captured is None else self.captured

    @property
    def card_id(self) -> str:
        """The card that it keeps, if it does."""
        return f"pm_of_{self.id}"

    @property
    def secret(self) -> str:
        """What lets the buyer confirm it."""
        return f"{self.id}_secret"


@dataclass
class Returned:
    """A refund at the processor."""

    id: str
    refund: Refund
    part: RefundAllocation
    created_at: datetime
    told: bool = False
    """The event of its failure was delivered."""

    @property
    def fate(self) -> str:
        """What becomes of it; empty: it succeeds."""
        if self.refund.reason_message == SECOND_FAILS:
            return FAILS if _is_second(self.refund, self.part) else ""
        return self.refund.reason_message or ""


@dataclass
class Kept:
    """What the processor remembers of an idempotency key."""

    first_used_at: datetime
    input: tuple[object, ...]
    answer: object
    """The first call's answer, or the exception that was its answer."""


@dataclass
class Processor(CardKeeper):
    """The processor, as a gateway to Flint and as the buyer's counterpart."""

    clock: Clock
    wire: Wire = field(default_factory=GoodWire)
    payments: dict[str, Payment] = field(default_factory=dict)
    refunds: dict[str, Returned] = field(default_factory=dict)
    keys: dict[str, Kept] = field(default_factory=dict)
    at_work: set[str] = field(default_factory=set)
    charges_by_intent: dict[str, int] = field(default_factory=dict)
    """How often money was taken for a payment intent."""
    customers: dict[str, str] = field(default_factory=dict)
    cards: dict[str, str] = field(default_factory=dict)
    setups: dict[str, Setup] = field(default_factory=dict)
    charge_window: Callable[[PaymentIntent], tuple[datetime, datetime]] = lambda intent: intent.charge_window
    """Which payments the gateway lists when it looks for an intent's."""

    # ---- what Flint calls ----------------------------------------------------------------------------------

    def charge(self, intent: PaymentIntent) -> ChargeOutcome:
        """Create and confirm, under the intent's id."""
        terms = (intent.order_id, intent.amount_money, intent.source_token, intent.processor_customer_id)
        outcome: ChargeOutcome = self._call(lambda: self._once(intent.charge_key, terms, lambda: self._charge(intent)))
        return outcome

    def capture(self, intent: PaymentIntent) -> ChargeOutcome:
        """Take a part of what is held; the rest is let go."""

        def take() -> ChargeOutcome:
            payment = self.payments[intent.processor_details.stripe.payment_intent_id or ""]
            if payment.status == "requires_capture":
                payment.captured = intent.capture_amount
                self._take(payment)
            return self._outcome(payment)

        return self._call(lambda: cast(ChargeOutcome, self._once(intent.capture_key, (intent.capture_amount,), take)))

    def look_up(self, processor_payment_id: str) -> ChargeOutcome:
        """How a payment stands."""
        return self._call(lambda: self._outcome(self.payments[processor_payment_id]))

    def find(self, intent: PaymentIntent) -> ChargeOutcome | None:
        """List the payments of the attempt's time and look for its mark."""

        def listed() -> ChargeOutcome | None:
            low, high = self.charge_window(intent)
            for payment in self.payments.values():
                if payment.intent.charge_key == intent.charge_key and low <= payment.created_at <= high:
                    return self._outcome(payment)
            return None

        return self._call(listed)

    def cancel(self, processor_payment_id: str) -> ChargeOutcome:
        """Cancel, unless it has ended."""

        def cancel() -> ChargeOutcome:
            payment = self.payments[processor_payment_id]
            self._go_on(payment)
            if payment.status in {"requires_action", "requires_payment_method", "requires_capture"}:
                payment.status = "canceled"
            return self._outcome(payment)

        return self._call(cancel)

    def refund(self, refund: Refund, part: RefundAllocation) -> RefundOutcome:
        """Refund under the part's key."""
        terms = (part.processor_payment_id, part.amount_money)
        outcome: RefundOutcome = self._call(lambda: self._once(part.key, terms, lambda: self._refund(refund, part)))
        return outcome

    def look_up_refund(self, processor_refund_id: str) -> RefundOutcome:
        """How a refund stands."""
        return self._call(lambda: self._refund_outcome(self.refunds[processor_refund_id]))

    def find_refund(self, refund: Refund, part: RefundAllocation) -> RefundOutcome | None:
        """List the payment's refunds and look for this one's mark."""

        def listed() -> RefundOutcome | None:
            wanted = refund.id, part.processor_payment_id
            found = (
                back for back in self.refunds.values() if (back.refund.id, back.part.processor_payment_id) == wanted
            )
            return next((self._refund_outcome(back) for back in found), None)

        return self._call(listed)

    def look_up_dispute(self, _: str) -> Dispute | None:
        """Nobody disputes here."""
        return None

    def owner_of_payment(self, processor_payment_id: str) -> Owner | None:
        """Whose payment it is."""
        return self._call(lambda: _owner(self.payments[processor_payment_id].intent))

    def owner_of_refund(self, processor_refund_id: str) -> Owner | None:
        """Whose refund it is."""

        def read() -> Owner:
            back = self.refunds[processor_refund_id]
            return Owner(back.refund.merchant_id, back.part.payment_intent_id, back.refund.id)

        return self._call(read)

    def owner_of_dispute(self, _: str) -> Owner | None:
        """Nobody disputes here."""
        return None

    # ---- what the buyer does, with the secret in the browser -----------------------------------------------

    def confirm(self, payment: Payment) -> None:
        """The buyer passes the challenge."""
        if payment.status == "requires_action":
            self._take(payment)

    def fail_challenge(self, payment: Payment) -> None:
        """The buyer fails the challenge; the payment stays open for another card."""
        if payment.status == "requires_action":
            payment.status = "requires_payment_method"

    def try_another_card(self, payment: Payment) -> None:
        """The buyer's page still holds the secret and offers another card."""
        if payment.status == "requires_payment_method":
            self._take(payment)

    # ---- what was really moved -----------------------------------------------------------------------------

    def taken(self, order_id: str) -> list[Payment]:
        """Payments of an order that took money."""
        return [p for p in self.payments.values() if p.intent.order_id == order_id and p.status == "succeeded"]

    def given_back(self, order_id: str) -> list[Returned]:
        """Refunds of an order that did not fail."""
        return [
            returned
            for returned in self.refunds.values()
            if returned.refund.order_id == order_id and self.refund_status(returned) is not RefundStatus.FAILED
        ]

    def refund_status(self, returned: Returned) -> RefundStatus:
        """How a refund stands by the clock."""
        age = self.clock.now() - returned.created_at
        if age < REFUND_TAKES:
            return RefundStatus.PENDING
        failed = returned.fate == FAILS or (returned.fate == FAILS_LATE and age >= RETURN_TAKES)
        return RefundStatus.FAILED if failed else RefundStatus.SUCCEEDED

    def has_news(self) -> bool:
        """Whether a refund has yet to fail, or to be told of."""
        return any(returned.fate and not returned.told for returned in self.refunds.values())

    def _call(self, call: Callable[[], T]) -> T:
        return self.wire.carry(Called.PROCESSOR, call)

    def _once(self, key: str, terms: tuple[object, ...], work: Callable[[], object]) -> Any:
        """Do it once per key and 24 hours; the answer is kept, a server fault too. One call of a key at a time."""
        if key in self.at_work:
            raise errors.ProcessorUnavailable("Another call with this key is at work.")
        kept = self.keys.get(key)
        if kept is None or self.clock.now() >= kept.first_used_at + KEY_MEMORY:
            kept = Kept(self.clock.now(), terms, None)
            self.keys[key] = kept
            self.at_work.add(key)
            try:
                self.wire.pause()
            finally:  # the processor goes on even if the caller is gone
                kept.answer = work()
                self.at_work.discard(key)
        if kept.input != terms:
            raise errors.ProcessorUnavailable("This key was used with other parameters.")
        if isinstance(kept.answer, Exception):
            raise errors.ProcessorUnavailable(str(kept.answer))
        return kept.answer

    def _charge(self, intent: PaymentIntent) -> ChargeOutcome | Exception:
        owner_id, token = intent.processor_customer_id, intent.source_token or ""
        if owner_id is not None and owner_id not in self.customers:
            return UNKNOWN
        if token.startswith("pm_of_") and self.cards.get(token) != owner_id:
            return UNKNOWN
        payment = Payment(f"pi_at_{len(self.payments)}", intent, self.clock.now(), "processing")
        self.payments[payment.id] = payment
        match intent.source_token:
            case "tok_declined":
                payment.status = "requires_payment_method"
            case "tok_challenge":
                payment.status = "requires_action"
            case "tok_slow":
                pass
            case _ if intent.capture_method == "manual":
                payment.status = "requires_capture"
            case _:
                self._take(payment)
        return OSError("server fault") if intent.source_token == BROKEN else self._outcome(payment)

    def _take(self, payment: Payment) -> None:
        payment.status = "succeeded"
        intent_id = payment.intent.id
        self.charges_by_intent[intent_id] = self.charges_by_intent.get(intent_id, 0) + 1
        owner_id = payment.intent.processor_customer_id
        if payment.intent.saves_payment_method and owner_id in self.customers:
            assert owner_id is not None
            self.cards[payment.card_id] = owner_id

    def _go_on(self, payment: Payment) -> None:
        if payment.status == "processing" and self.clock.now() >= payment.created_at + timedelta(hours=1):
            self._take(payment)

    def _outcome(self, payment: Payment) -> ChargeOutcome:
        self._go_on(payment)
        match payment.status:
            case "succeeded":
                kept = payment.card_id if payment.intent.saves_payment_method else None
                return Charged(payment.id, f"ch_{payment.id}", amount=payment.amount, saved_method_id=kept)
            case "requires_capture":
                return Authorized(payment.id, f"ch_{payment.id}")
            case "requires_action":
                return ActionRequired(payment.id, payment.secret)
            case "requires_payment_method":
                return Declined("CARD_DECLINED", "The card was declined.", payment.id)
            case "canceled":
                return Abandoned(payment.id)
            case _:
                return InProgress(payment.id)

    def _refund(self, refund: Refund, part: RefundAllocation) -> RefundOutcome:
        payment = self.payments[part.processor_payment_id]
        gone = sum(
            back.part.amount_money.amount
            for back in self.given_back(refund.order_id)
            if back.part.processor_payment_id == payment.id
        )
        left = payment.amount - gone
        refused = refund.reason_message == SECOND_REFUSED and _is_second(refund, part)
        if refused or payment.status != "succeeded" or part.amount_money.amount > left:
            return RefundOutcome(RefundStatus.FAILED, None, "charge_already_refunded")
        returned = Returned(f"re_at_{len(self.refunds)}", refund, part, self.clock.now())
        self.refunds[returned.id] = returned
        return self._refund_outcome(returned)

    def _refund_outcome(self, returned: Returned) -> RefundOutcome:
        status = self.refund_status(returned)
        return RefundOutcome(status, returned.id, "returned_by_bank" if status is RefundStatus.FAILED else None)


def _is_second(refund: Refund, part: RefundAllocation) -> bool:
    return refund.allocations.index(part) == 1


def _owner(intent: PaymentIntent) -> Owner:
    return Owner(intent.merchant_id, intent.id)
