"""Comparing Flint's books with the processor's: every difference has a name, and one repair."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from enum import StrEnum

from pydantic import Field, computed_field

from commerce.domain.entity import Command, Flag, Shape
from commerce.domain.lifecycle import PaymentIntentStatus, RefundStatus
from commerce.domain.moments import Moment
from commerce.domain.orders import Order
from commerce.domain.outcomes import Charged, ProcessorPayment, ProcessorRefund
from commerce.domain.payment_parts import PaymentSource
from commerce.domain.payments import PaymentIntent
from commerce.domain.refunds import Refund, RefundAllocation

MAX_COMPARED = 200
"""So many payment intents, and so many refunds, are compared at once; `nextBefore` tells where to go on."""


class DifferenceKind(StrEnum):
    """What can differ. The first two repair themselves; the others take a decision."""

    UNSETTLED = "unsettled"
    REFUND_BEHIND = "refund_behind"
    REFUND_NOT_MADE = "refund_not_made"
    REFUND_MADE_BUT_FAILED = "refund_made_but_failed"
    CHARGED_BUT_RELEASED = "charged_but_released"
    PAID_BUT_NOT_CHARGED = "paid_but_not_charged"
    AMOUNT_DIFFERS = "amount_differs"
    ORDER_DISAGREES = "order_disagrees"
    UNKNOWN_PAYMENT = "unknown_payment"
    UNKNOWN_REFUND = "unknown_refund"


REPAIRS: Mapping[DifferenceKind, str] = {
    DifferenceKind.UNSETTLED: "Look at the processor and settle the payment by what it says.",
    DifferenceKind.REFUND_BEHIND: "Take over the processor's word on the refund.",
    DifferenceKind.REFUND_NOT_MADE: "Find out why the processor does not show the refund, and make it there or here.",
    DifferenceKind.REFUND_MADE_BUT_FAILED: "The money went back though the refund failed here: correct your books.",
    DifferenceKind.CHARGED_BUT_RELEASED: "Refund the charge at the processor: its order was not paid with it.",
    DifferenceKind.PAID_BUT_NOT_CHARGED: "Find out why the processor shows no charge, and collect or close the order.",
    DifferenceKind.AMOUNT_DIFFERS: "Compare the charge with the order, and refund or collect the difference.",
    DifferenceKind.ORDER_DISAGREES: "Compare the order's payments with the payment intent; tell Flint's developers.",
    DifferenceKind.UNKNOWN_PAYMENT: "Refund the charge at the processor, or find the order it was meant for.",
    DifferenceKind.UNKNOWN_REFUND: "It was made outside Flint: record it in your books.",
}

UNAMBIGUOUS = frozenset({DifferenceKind.UNSETTLED, DifferenceKind.REFUND_BEHIND})
"""Repaired by themselves: Flint only catches up with what the processor knows."""


class Reconcile(Command):
    """Which time to compare, and whether to repair what is unambiguous."""

    created_after: Moment
    created_before: Moment
    repair: Flag = False


class Difference(Shape):
    """One thing on which the books differ."""

    kind: DifferenceKind
    payment_intent_id: str | None = None
    order_id: str | None = None
    refund_id: str | None = None
    processor_id: str | None = None
    description: str
    repaired: bool = False

    @computed_field
    def repair(self) -> str:
        """What to do about it."""
        return REPAIRS[self.kind]

    @computed_field
    def unambiguous(self) -> bool:
        """True if Flint can repair it by itself."""
        return self.kind in UNAMBIGUOUS


class Reconciliation(Shape):
    """What a comparison found. Expected: no difference."""

    created_after: datetime
    created_before: datetime
    payment_intents_compared: int
    refunds_compared: int
    next_before: datetime | None = Field(
        default=None, description="The `createdBefore` to go on with, back in time; null: all was compared."
    )
    differences: tuple[Difference, ...] = ()


def compare_payments(
    intents: Sequence[PaymentIntent],
    orders: Mapping[str, Order],
    payments: Iterable[ProcessorPayment],
    elsewhere: frozenset[str],
    now: datetime,
) -> list[Difference]:
    """Differences between intents, their orders and the processor's payments.

    elsewhere: ids of intents that exist though they are not among those compared.
    """
    known = {intent.id: intent for intent in intents}
    by_intent: dict[str, list[ProcessorPayment]] = {}
    for payment in payments:
        by_intent.setdefault(payment.payment_intent_id, []).append(payment)
    found = [
        Difference(
            kind=DifferenceKind.UNKNOWN_PAYMENT,
            payment_intent_id=intent_id,
            processor_id=payment.id,
            description=f"The processor took {payment.amount_money.amount} for a payment intent that is not here.",
        )
        for intent_id, made in by_intent.items()
        if intent_id not in known and intent_id not in elsewhere
        for payment in made
        if isinstance(payment.outcome, Charged)
    ]
    for intent in intents:
        found += _compare(intent, orders.get(intent.order_id), by_intent.get(intent.id, []), now)
    return found


def _compare(
    intent: PaymentIntent, order: Order | None, payments: Sequence[ProcessorPayment], now: datetime
) -> list[Difference]:
    charged = [payment for payment in payments if isinstance(payment.outcome, Charged)]
    if intent.in_flight:
        overdue = intent.due_at is not None and intent.due_at <= now
        return [_difference(DifferenceKind.UNSETTLED, intent, "It is in flight longer than it should be.")] * overdue
    if intent.status is not PaymentIntentStatus.SUCCEEDED:
        told = "The processor took money for a payment intent that has ended without success."
        return [_difference(DifferenceKind.CHARGED_BUT_RELEASED, intent, told, payment.id) for payment in charged]
    return [*_compare_paid(intent, charged), *_compare_order(intent, order)]


def _compare_paid(intent: PaymentIntent, charged: Sequence[ProcessorPayment]) -> list[Difference]:
    if intent.source_type is not PaymentSource.CARD:
        return []  # the processor never knew of it
    if not charged:
        told = "The payment intent succeeded, but the processor shows no charge."
        return [_difference(DifferenceKind.PAID_BUT_NOT_CHARGED, intent, told)]
    taken = sum(payment.amount_money.amount for payment in charged)
    if len(charged) == 1 and charged[0].amount_money == intent.amount_money:
        return []
    told = f"The processor took {taken} in {len(charged)} charge(s), the intent says {intent.amount_money.amount}."
    return [_difference(DifferenceKind.AMOUNT_DIFFERS, intent, told, charged[-1].id)]


def _compare_order(intent: PaymentIntent, order: Order | None) -> list[Difference]:
    entries = [] if order is None else [p for p in order.payments if p.payment_intent_id == intent.id]
    if len(entries) == 1 and entries[0].status is intent.status and entries[0].amount_money == intent.amount_money:
        return []
    return [_difference(DifferenceKind.ORDER_DISAGREES, intent, "The order does not list this payment as it is.")]


def compare_refunds(
    refunds: Iterable[Refund], made: Iterable[ProcessorRefund], elsewhere: frozenset[str], now: datetime
) -> list[Difference]:
    """Differences between refunds and the processor's. elsewhere: ids of refunds that exist, but were not compared."""
    known = {refund.id: refund for refund in refunds}
    at_processor = {(refund.refund_id, refund.payment_intent_id): refund for refund in made}
    found = [
        Difference(
            kind=DifferenceKind.UNKNOWN_REFUND,
            refund_id=refund.refund_id,
            processor_id=refund.id,
            description="The processor gave money back for a refund that is not here.",
        )
        for refund in at_processor.values()
        if refund.refund_id not in known
        and refund.refund_id not in elsewhere
        and refund.outcome.status is not RefundStatus.FAILED
    ]
    for refund in known.values():
        for part in refund.allocations:
            theirs = at_processor.get((refund.id, part.payment_intent_id))
            kind = _compare_refund(refund, part, theirs, now)
            found += [] if kind is None else [_refund_difference(kind, refund, part, theirs)]
    return found


def _refund_difference(
    kind: DifferenceKind, refund: Refund, part: RefundAllocation, theirs: ProcessorRefund | None
) -> Difference:
    told = "unknown" if theirs is None else theirs.outcome.status
    return Difference(
        kind=kind,
        refund_id=refund.id,
        order_id=refund.order_id,
        payment_intent_id=part.payment_intent_id,
        processor_id=None if theirs is None else theirs.id,
        description=f"The refund is {part.status} here and {told} at the processor.",
    )


def _compare_refund(
    refund: Refund, part: RefundAllocation, theirs: ProcessorRefund | None, now: datetime
) -> DifferenceKind | None:
    made = theirs is not None and theirs.outcome.status is not RefundStatus.FAILED
    if part.status is RefundStatus.FAILED:
        return DifferenceKind.REFUND_MADE_BUT_FAILED if made else None
    if made or part.by_hand:
        return None  # a pending one may be behind for a while: it is looked at again
    if theirs is not None:
        return DifferenceKind.REFUND_BEHIND
    if part.processor_refund_id is not None:
        return DifferenceKind.REFUND_NOT_MADE
    overdue = refund.due_at is not None and refund.due_at <= now
    return DifferenceKind.REFUND_BEHIND if overdue else None


def _difference(
    kind: DifferenceKind, intent: PaymentIntent, description: str, processor_id: str | None = None
) -> Difference:
    return Difference(
        kind=kind,
        payment_intent_id=intent.id,
        order_id=intent.order_id,
        processor_id=processor_id or intent.processor_details.stripe.payment_intent_id,
        description=description,
    )
