"""Reserving a refund: which payments it goes back to, and how much of its amount, tax and lines to each of them."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from commerce.domain import errors
from commerce.domain.arithmetic import Rounding
from commerce.domain.lifecycle import OrderStatus, PaymentIntentStatus, status_once_paid
from commerce.domain.money import format_amount
from commerce.domain.order_parts import OrderPayment, OrderRefund, RefundedLine
from commerce.domain.orders import MAX_REFUNDS, Order
from commerce.domain.refund_commands import RefundLine
from commerce.domain.refund_lines import refunded_line, reverse_chosen
from commerce.domain.refunds import Refund, RefundAllocation, RefundedLineItem
from commerce.domain.reversal import Reversal, reverse_amount, split_reversal, spread_latest_first


class Source(NamedTuple):
    """A payment that a refund may go back to. left: minor units that it can still give back."""

    payment: OrderPayment
    left: int


class _Share(NamedTuple):
    """What one payment gives back of a refund."""

    payment: OrderPayment
    reversal: Reversal
    lines: tuple[RefundedLine, ...]


def choose_sources(order: Order, payment_intent_id: str | None) -> list[Source]:
    """The payments that a refund goes back to, the earliest first: the one that is named, else all with something left.

    Raises PaymentIntentNotRefundable or NothingToRefund.
    """
    left = refundable_by_payment(order)
    if payment_intent_id is None:
        chosen = [name for name, amount in left.items() if amount > 0]
        if not chosen:
            raise errors.NothingToRefund("Nothing is left to refund on this order.")
    elif payment_intent_id in left:
        chosen = [payment_intent_id]
    else:
        raise errors.PaymentIntentNotRefundable(
            f"Payment intent {payment_intent_id} took no money of this order; see its payments[].",
            param="paymentIntentId",
        )
    payments = {payment.payment_intent_id: payment for payment in order.payments}
    return [Source(payments[name], left[name]) for name in chosen]


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
    draft: Refund,
    sources: Sequence[Source],
    *,
    amount: int | None,
    now: datetime,
    lines: Sequence[RefundLine] = (),
) -> tuple[Order, Refund]:
    """The order with a refund that counts from now on, and the refund: of the latest payment first, then the others.

    draft: the refund without its amounts. amount: minor units, None for all that is left of the sources.
    lines: what is given back instead of an amount.
    Raises NothingToRefund, AmountExceedsRefundable or OrderNotRefundable.
    """
    left = sum(source.left for source in sources)
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
            corrections={"amountMoney.amount": left} if reversal is None else {},
        )
    reversal = reversal or reverse_amount(order.collected, left if amount is None else amount, order.rounding)
    shares = _shares(reversal, parts, sources, order.rounding)
    if len(order.refunds) + len(shares) > MAX_REFUNDS:
        raise errors.OrderNotRefundable(
            f"An order holds at most {MAX_REFUNDS} refunds, one for each payment that is given back."
        )
    refund = _filled(order, draft, shares)
    entries = [_entry(order, refund, share, now) for share in shares]
    after = order.evolve(refunds=(*order.refunds, *entries), version=order.version + 1, updated_at=now)
    assert 0 <= after.refunded <= after.paid
    assert min(refundable_by_payment(after).values()) >= 0, "no payment gives back more than it took"
    return after.evolve(status=status_by_refunds(after)), refund.evolve(line_items=shown_lines(after, refund.id))


def _shares(
    reversal: Reversal, lines: Sequence[RefundedLine], sources: Sequence[Source], rounding: Rounding
) -> list[_Share]:
    """What goes back to each payment, the latest first; together exactly the refund, per tax rate and line too."""
    amounts = spread_latest_first(reversal.amount, [source.left for source in sources])
    chosen = [(source.payment, amount) for source, amount in zip(sources, amounts, strict=True) if amount]
    chosen.reverse()
    amounts = [amount for _, amount in chosen]
    cut = _cut(lines, amounts, rounding)
    parts = split_reversal(reversal, amounts, rounding)
    of_lines = [
        Reversal(part.amount, tuple(map(sum, zip(*(line.tax_amounts for line in own), strict=True))))
        for part, own in zip(parts, cut, strict=True)
    ]
    # Where earlier refunds by amount took some of the lines' tax already, the lines' own taxes are not the refund's.
    if lines and tuple(map(sum, zip(*(part.taxes for part in of_lines), strict=True))) == reversal.taxes:
        parts = of_lines
    return [_Share(payment, part, own) for (payment, _), part, own in zip(chosen, parts, cut, strict=True)]


def _cut(lines: Sequence[RefundedLine], amounts: Sequence[int], rounding: Rounding) -> list[tuple[RefundedLine, ...]]:
    """The lines' parts as the payments give them back, one after the other."""
    columns: list[list[RefundedLine]] = [[] for _ in amounts]
    column, room = 0, amounts[0]
    for line in lines:
        pieces, left = [(column, 0)] if not line.amount else [], line.amount
        while left:
            if not room:
                column, room = column + 1, amounts[column + 1]
            piece = min(left, room)
            pieces.append((column, piece))
            left, room = left - piece, room - piece
        cut = split_reversal(Reversal(line.amount, line.tax_amounts), [piece for _, piece in pieces], rounding)
        for number, ((place, piece), part) in enumerate(zip(pieces, cut, strict=True)):
            units = 0 if number else line.quantity
            columns[place].append(line.evolve(quantity=units, amount=piece, tax_amounts=part.taxes))
    return [tuple(column) for column in columns]


def _filled(order: Order, draft: Refund, shares: Sequence[_Share]) -> Refund:
    """The refund with its amounts. Each part is given back under a key of its own."""
    kinds = {share.payment.source_type for share in shares}
    return draft.evolve(
        payment_intent_id=shares[0].payment.payment_intent_id if len(shares) == 1 else None,
        source_type=kinds.pop() if len(kinds) == 1 else None,
        amount_money=order.money(sum(share.reversal.amount for share in shares)),
        tax_money=order.money(sum(share.reversal.tax for share in shares)),
        allocations=tuple(
            RefundAllocation(
                payment_intent_id=share.payment.payment_intent_id,
                source_type=share.payment.source_type,
                amount_money=order.money(share.reversal.amount),
                tax_money=order.money(share.reversal.tax),
                key=draft.id if number == 1 else f"{draft.id}-{number}",
                processor_payment_id=share.payment.processor_payment_id or "",
            )
            for number, share in enumerate(shares, 1)
        ),
    )


def _entry(order: Order, refund: Refund, share: _Share, now: datetime) -> OrderRefund:
    return OrderRefund(
        refund_id=refund.id,
        payment_intent_id=share.payment.payment_intent_id,
        amount_money=order.money(share.reversal.amount),
        tax_money=order.money(share.reversal.tax),
        tax_amounts=share.reversal.taxes,
        lines=share.lines,
        status=refund.status,
        created_at=now,
    )


def shown_lines(order: Order, refund_id: str) -> tuple[RefundedLineItem, ...]:
    """What a refund gives back of each line; parts of it that failed drop out."""
    parts = [part for part in order.refunds if part.refund_id == refund_id]
    line_ids = dict.fromkeys(line.line_id for part in parts for line in part.lines)
    shown = ((line_id, *refunded_line(parts, line_id)) for line_id in line_ids)
    return tuple(
        RefundedLineItem(
            order_line_item_id=line_id, quantity=units, amount_money=order.money(amount), tax_money=order.money(tax)
        )
        for line_id, units, amount, tax in shown
    )


def status_by_refunds(order: Order) -> OrderStatus:
    """The status that follows from what went back. An order that is open or closed stays so, whatever goes back."""
    if order.status in {OrderStatus.OPEN, OrderStatus.CLOSED}:
        return order.status
    return status_once_paid(order.paid, order.refunded)
