"""Decisions about refunds: what an order and its refunds become when something is known of one of them."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NamedTuple

from commerce.domain import errors
from commerce.domain.lifecycle import OrderStatus, PaymentIntentStatus, RefundStatus
from commerce.domain.money import format_amount
from commerce.domain.order_parts import OrderPayment, OrderRefund, RefundedLine
from commerce.domain.orders import MAX_REFUNDS, Order
from commerce.domain.outcomes import RefundOutcome
from commerce.domain.refund_lines import reverse_chosen
from commerce.domain.refunds import Refund, RefundedLineItem, RefundLine
from commerce.domain.reversal import reverse_amount


class RefundSettled(NamedTuple):
    """What becomes of a refund: both documents, what to write into the audit trail, and which events follow."""

    order: Order
    refund: Refund
    activity: str
    description: str
    order_events: tuple[str, ...]
    refund_events: tuple[str, ...]


def choose_payment(order: Order, payment_intent_id: str | None) -> tuple[OrderPayment, int]:
    """The payment that a refund goes back to, the latest with something left if none is named, and what is left of it.

    Raises PaymentIntentNotRefundable or NothingToRefund.
    """
    left = refundable_by_payment(order)
    if payment_intent_id is not None:
        if payment_intent_id not in left:
            raise errors.PaymentIntentNotRefundable(
                f"Payment intent {payment_intent_id} took no money of this order; see its payments[].",
                param="paymentIntentId",
            )
        chosen = payment_intent_id
    else:
        chosen = next((pi for pi in reversed(left) if left[pi] > 0), "")
        if not chosen:
            raise errors.NothingToRefund("Nothing is left to refund on this order.")
    return next(payment for payment in order.payments if payment.payment_intent_id == chosen), left[chosen]


def refundable_by_payment(order: Order) -> dict[str, int]:
    """What can still be given back of each payment, the earliest first, in minor units."""
    left = {
        payment.payment_intent_id: payment.amount_money.amount
        for payment in order.payments
        if payment.status is PaymentIntentStatus.SUCCEEDED
    }
    for refund in order.refunds:
        if refund.counts:
            left[refund.payment_intent_id] -= refund.amount_money.amount
    return left


def reserve_refund(
    order: Order,
    build: Callable[[int, tuple[int, ...]], Refund],
    *,
    amount: int | None,
    left: int,
    now: datetime,
    lines: Sequence[RefundLine] = (),
) -> tuple[Order, Refund]:
    """The order with a refund that counts from now on, and the refund.

    build: makes the refund from its amount and its tax per rate. amount: minor units, None for all that is `left`.
    lines: what is given back instead of an amount.
    Raises NothingToRefund or AmountExceedsRefundable.
    """
    if left <= 0:
        raise errors.NothingToRefund("Nothing is left to refund of this payment.")
    reversal, parts = reverse_chosen(order, lines) if lines else (None, ())
    amount = amount if reversal is None else reversal.amount
    if amount is not None and amount > left:
        most = format_amount(left, order.currency)
        raise errors.AmountExceedsRefundable(
            f"At most {most} can still be refunded; send {left} or less, or leave amountMoney out for all of it.",
            param="amountMoney",
            fields=[errors.InvalidField("amountMoney.amount", "AMOUNT_EXCEEDS_REFUNDABLE", f"at most {left}")],
        )
    if len(order.refunds) >= MAX_REFUNDS:
        raise errors.OrderNotRefundable(f"An order holds at most {MAX_REFUNDS} refunds; refund the rest in one.")
    reversal = reversal or reverse_amount(order.collected, left if amount is None else amount, order.rounding)
    refund = build(reversal.amount, reversal.taxes).evolve(line_items=_shown(order, parts))
    entry = OrderRefund(
        refund_id=refund.id,
        payment_intent_id=refund.payment_intent_id,
        amount_money=refund.amount_money,
        tax_money=refund.tax_money,
        tax_amounts=reversal.taxes,
        lines=parts,
        status=refund.status,
        created_at=now,
    )
    after = order.evolve(refunds=(*order.refunds, entry), version=order.version + 1, updated_at=now)
    assert 0 <= after.refunded <= after.paid
    return after.evolve(status=status_by_refunds(after)), refund


def _shown(order: Order, parts: Sequence[RefundedLine]) -> tuple[RefundedLineItem, ...]:
    return tuple(
        RefundedLineItem(
            order_line_item_id=part.line_id,
            quantity=part.quantity,
            amount_money=order.money(part.amount),
            tax_money=order.money(sum(part.tax_amounts)),
        )
        for part in parts
    )


def settle_refund(order: Order, refund: Refund, outcome: RefundOutcome, now: datetime) -> RefundSettled:
    """What the processor's word makes of a refund and its order. A failed refund drops out of the books."""
    first_word = refund.status is RefundStatus.PENDING and refund.processor_refund_id is None
    accepted_now = first_word and outcome.status is not RefundStatus.FAILED
    # A refund is answered as pending first, whatever the processor says: the money is not with the buyer yet.
    # What never was on a card is with the buyer as soon as the merchant says so.
    status = RefundStatus.PENDING if accepted_now and not refund.by_hand else outcome.status
    settled = refund.evolve(
        status=status,
        processor_refund_id=outcome.processor_refund_id or refund.processor_refund_id,
        failure_reason=outcome.failure_reason,
        checked_count=0 if accepted_now else refund.checked_count + 1,
        version=refund.version + 1,
        updated_at=now,
    )
    entries = tuple(entry.evolve(status=status) if entry.refund_id == refund.id else entry for entry in order.refunds)
    after = order.evolve(refunds=entries, version=order.version + 1, updated_at=now)
    after = after.evolve(status=status_by_refunds(after))
    amount = format_amount(refund.amount_money.amount, refund.amount_money.currency)
    if status is RefundStatus.FAILED:
        reason = outcome.failure_reason or "unknown"
        return RefundSettled(
            after,
            settled,
            "refund.failed",
            f"A refund of {amount} failed: {reason}.",
            ("order.updated",),
            ("refund.failed",),
        )
    if accepted_now:
        return RefundSettled(
            after,
            settled,
            "refund.created",
            f"{amount} were given back by hand." if refund.by_hand else f"{amount} are on their way back.",
            ("order.refunded",),
            ("refund.created",),
        )
    return RefundSettled(
        after, settled, f"refund.{status}", f"A refund of {amount} is {status}.", (), ("refund.updated",)
    )


def status_by_refunds(order: Order) -> OrderStatus:
    """The status that follows from what went back. An order that is open or closed stays so, whatever goes back."""
    if order.status in {OrderStatus.OPEN, OrderStatus.CLOSED}:
        return order.status
    if order.refunded == 0:
        return OrderStatus.PAID
    return OrderStatus.REFUNDED if order.refunded >= order.paid else OrderStatus.PARTIALLY_REFUNDED
