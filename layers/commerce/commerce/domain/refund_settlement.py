"""Settling a refund: what an order and its refund become when something is known of the refund, or of parts of it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from commerce.domain.claims import NO_CLAIMS, Claims
from commerce.domain.lifecycle import RefundStatus
from commerce.domain.money import format_amount
from commerce.domain.order_parts import OrderRefund
from commerce.domain.orders import Order
from commerce.domain.outcomes import RefundOutcome
from commerce.domain.refund_reservation import shown_lines, status_by_refunds
from commerce.domain.refunds import Refund, RefundAllocation, status_of_parts
from commerce.domain.restocking import put_back

CREATED, MORE, FAILED = "refund.created", "refund.pending", "refund.failed"
"""What the audit trail calls it when a first part is on its way back, when another one is, and when one failed."""


class RefundEntry(NamedTuple):
    """What to write into the audit trail. payment_intent_id: None if it is about parts of several payments."""

    activity: str
    description: str
    payment_intent_id: str | None


class RefundSettled(NamedTuple):
    """What becomes of a refund: both documents, what to write into the audit trail, and which events follow."""

    order: Order
    refund: Refund
    entries: tuple[RefundEntry, ...]
    order_events: tuple[str, ...]
    refund_events: tuple[str, ...]
    restocked: Claims = NO_CLAIMS
    """What goes back into stock."""

    @property
    def begun(self) -> bool:
        """True if a part of it is on its way back from now on: the first, or one after another that failed."""
        return any(entry.activity in {CREATED, MORE} for entry in self.entries)

    @property
    def failed(self) -> bool:
        """True if a part failed now, which gives its amount back to the order's books."""
        return any(entry.activity == FAILED for entry in self.entries)


def settle_refund(order: Order, refund: Refund, outcomes: Mapping[str, RefundOutcome], now: datetime) -> RefundSettled:
    """What the processor's word makes of a refund and its order. What failed drops out of the books.

    outcomes: how it stands, by the payment intent that is given back; what is not in it stays as it is.
    """
    assert outcomes.keys() <= {part.payment_intent_id for part in refund.allocations}
    parts = tuple(_after(part, outcomes.get(part.payment_intent_id)) for part in refund.allocations)
    told = _told(refund, parts, outcomes)
    statuses = {part.payment_intent_id: part.status for part in parts}
    entries = tuple(_moved(entry, statuses) if entry.refund_id == refund.id else entry for entry in order.refunds)
    after = order.evolve(refunds=entries, version=order.version + 1, updated_at=now)
    after = after.evolve(status=status_by_refunds(after))
    begins = any(kind in {CREATED, MORE} for kind in told)
    stands = [part for part in parts if part.status is not RefundStatus.FAILED]
    settled = refund.evolve(
        allocations=parts,
        status=status_of_parts(statuses.values()),
        failure_reason=next((part.failure_reason for part in parts if part.status is RefundStatus.FAILED), None),
        amount_money=order.money(_amount(stands or parts)),
        tax_money=order.money(sum(part.tax_money.amount for part in stands or parts)),
        line_items=shown_lines(after, refund.id) if stands else refund.line_items,
        checked_count=0 if begins else refund.checked_count + 1,
        version=refund.version + 1,
        updated_at=now,
    )
    after, settled, restocked = put_back(after, settled)
    return RefundSettled(
        order=after,
        refund=settled,
        entries=tuple(_entry(order, kind, about) for kind, about in told.items()),
        order_events=tuple(_ORDER_EVENTS[kind] for kind in told if kind in _ORDER_EVENTS),
        refund_events=tuple(kind if kind in {CREATED, FAILED} else "refund.updated" for kind in told),
        restocked=restocked,
    )


_ORDER_EVENTS = {CREATED: "order.refunded", FAILED: "order.updated"}


def _after(part: RefundAllocation, outcome: RefundOutcome | None) -> RefundAllocation:
    if outcome is None:
        return part
    accepted_now = not part.answered and outcome.status is not RefundStatus.FAILED
    # A refund is answered as pending first, whatever the processor says: the money is not with the buyer yet.
    # What never was on a card is with the buyer as soon as the merchant says so.
    return part.evolve(
        status=RefundStatus.PENDING if accepted_now and not part.by_hand else outcome.status,
        processor_refund_id=outcome.processor_refund_id or part.processor_refund_id,
        failure_reason=outcome.failure_reason,
    )


def _moved(entry: OrderRefund, statuses: Mapping[str, RefundStatus]) -> OrderRefund:
    return entry.evolve(status=statuses[entry.payment_intent_id])


def _told(
    refund: Refund, parts: Sequence[RefundAllocation], outcomes: Mapping[str, RefundOutcome]
) -> dict[str, list[RefundAllocation]]:
    """The parts that moved, by what the audit trail calls it."""
    begun = any(part.accepted for part in refund.allocations)
    told: dict[str, list[RefundAllocation]] = {}
    for before, after in zip(refund.allocations, parts, strict=True):
        if before.payment_intent_id not in outcomes:
            continue
        kind = f"refund.{after.status}"
        if not before.answered and after.status is not RefundStatus.FAILED:
            kind = MORE if begun else CREATED
        told.setdefault(kind, []).append(after)
    return told


def _entry(order: Order, kind: str, parts: Sequence[RefundAllocation]) -> RefundEntry:
    amount = format_amount(_amount(parts), order.currency)
    by_hand = [part for part in parts if part.by_hand]
    match kind:
        case _ if kind in {CREATED, MORE} and len(by_hand) == len(parts):
            description = f"{amount} were given back by hand."
        case _ if kind in {CREATED, MORE} and by_hand:
            description = f"{amount} are on their way back, {format_amount(_amount(by_hand), order.currency)} by hand."
        case _ if kind in {CREATED, MORE}:
            description = f"{amount} are on their way back."
        case _ if kind == FAILED:
            reasons = dict.fromkeys(part.failure_reason or "unknown" for part in parts)
            description = f"A refund of {amount} failed: {', '.join(reasons)}."
        case _:
            description = f"A refund of {amount} is {parts[0].status}."
    return RefundEntry(kind, description, parts[0].payment_intent_id if len(parts) == 1 else None)


def _amount(parts: Sequence[RefundAllocation]) -> int:
    """Minor units."""
    return sum(part.amount_money.amount for part in parts)
