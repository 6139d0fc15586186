"""Refunds line by line: what of each line went back, and what a refund of some lines gives back."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from commerce.domain import errors
from commerce.domain.lifecycle import OrderStatus
from commerce.domain.money import amount_in_currency, format_amount
from commerce.domain.order_parts import OrderLine, OrderRefund, RefundedLine
from commerce.domain.reversal import Collected, Reversal, reverse_amount, reverse_lines, reverse_quantity

if TYPE_CHECKING:
    from commerce.domain.orders import Order
    from commerce.domain.refund_commands import RefundLine


def refunded_of_line(order: "Order", line_id: str) -> tuple[int, int]:
    """How many units of a line went back, and how much money, in minor units. Refunds by amount name no line."""
    shown = [refunded_line(group, line_id) for group in _by_refund(order).values()]
    return sum(units for units, _, _ in shown), sum(amount for _, amount, _ in shown)


def refunded_line(parts: Sequence[OrderRefund], line_id: str) -> tuple[int, int, int]:
    """What one refund gives back of a line: units, money and the tax inside it, both in minor units.

    parts: the refund's, one for each payment. Of units whose money came back in part, only whole ones are gone.
    """
    whole = [(part, line) for part in parts for line in part.lines if line.line_id == line_id]
    stands = [line for part, line in whole if part.counts]
    quantity, asked = sum(line.quantity for _, line in whole), sum(line.amount for _, line in whole)
    amount, tax = sum(line.amount for line in stands), sum(sum(line.tax_amounts) for line in stands)
    units = quantity * amount // asked if asked else sum(line.quantity for line in stands)
    return units, amount, tax


def _by_refund(order: "Order") -> dict[str, list[OrderRefund]]:
    """The order's refunds that name lines, each with its parts."""
    grouped: dict[str, list[OrderRefund]] = {}
    for part in order.refunds:
        if part.lines:
            grouped.setdefault(part.refund_id, []).append(part)
    return grouped


def _parts_of(order: "Order", line_id: str) -> list[RefundedLine]:
    return [part for refund in order.refunds if refund.counts for part in refund.lines if part.line_id == line_id]


def reverse_chosen(order: "Order", chosen: Sequence["RefundLine"]) -> tuple[Reversal, tuple[RefundedLine, ...]]:
    """What a refund of these lines gives back, in all and of each.

    Raises InvalidRequest kinds that name the line, or OrderNotRefundable while the order is not paid in full.
    """
    if order.status is OrderStatus.OPEN:
        raise errors.OrderNotRefundable(
            "Lines can be refunded once the order is paid; refund an amount of what was paid in part."
        )
    positions = {line.id: position for position, line in enumerate(order.lines)}
    parts = []
    for index, wanted in enumerate(chosen):
        position = positions.get(wanted.order_line_item_id)
        if position is None:
            raise errors.NotFound(
                f"The order has no line {wanted.order_line_item_id}; its ids stand in lineItems[].",
                param=f"lineItems[{index}].orderLineItemId",
            )
        parts.append(_reverse(order, position, wanted, f"lineItems[{index}]"))
    if sum(part.amount for part in parts) > order.refundable:
        most = format_amount(order.refundable, order.currency)
        raise errors.AmountExceedsRefundable(
            f"These lines come to more than the {most} that are left of the order; earlier refunds by amount count.",
            param="lineItems",
            fields=[errors.InvalidField("lineItems", "AMOUNT_EXCEEDS_REFUNDABLE", f"at most {order.refundable}")],
        )
    reversals = [Reversal(part.amount, part.tax_amounts) for part in parts]
    if not sum(part.amount for part in parts):
        raise _nothing_of(order, [positions[part.line_id] for part in parts])
    return reverse_lines(order.collected, reversals), tuple(parts)


def _nothing_of(order: "Order", positions: Sequence[int]) -> errors.NothingToRefund:
    """Why these lines give nothing back: they cost nothing, all of it went back, or their units round to nothing."""
    books = [_books(order, position) for position in positions]
    left = sum(each.left for each in books)
    if not sum(each.amount for each in books):
        told = "These lines cost nothing, so no money can go back for them; leave them out."
    elif not left:
        told = "Earlier refunds gave all of these lines back."
    else:
        told = (
            f"These units round to nothing: {format_amount(left, order.currency)} are left for all that their lines "
            "have; refund more of the units together, or send amountMoney."
        )
    return errors.NothingToRefund(told, param="lineItems")


def _reverse(order: "Order", position: int, wanted: "RefundLine", field: str) -> RefundedLine:
    line = order.lines[position]
    books = _books(order, position)
    if wanted.quantity is not None:
        reversal = _reverse_units(order, line, books, wanted.quantity, field)
    else:
        assert wanted.amount_money is not None
        reversal = _reverse_money(order, books, wanted, field)
    return RefundedLine(
        line_id=line.id, quantity=wanted.quantity or 0, amount=reversal.amount, tax_amounts=reversal.taxes
    )


def _reverse_units(order: "Order", line: OrderLine, books: Collected, quantity: int, field: str) -> Reversal:
    gone, _ = refunded_of_line(order, line.id)
    if quantity > line.quantity - gone:
        left = line.quantity - gone
        raise errors.LineItemRefundQuantityExceedsRefundable(
            f"{left} of {line.quantity} units of {line.name} can still be refunded; ask for at most {left}.",
            param=f"{field}.quantity",
            fields=[
                errors.InvalidField(
                    f"{field}.quantity", "LINE_ITEM_REFUND_QUANTITY_EXCEEDS_REFUNDABLE", f"at most {left}"
                )
            ],
            corrections={f"{field}.quantity": left} if left else {},
        )
    return reverse_quantity(
        books,
        ordered_quantity=line.quantity,
        refunded_quantity=gone,
        quantity=quantity,
        rounding=order.rounding,
    )


def _reverse_money(order: "Order", books: Collected, wanted: "RefundLine", field: str) -> Reversal:
    money = wanted.amount_money
    assert money is not None
    amount = amount_in_currency(order.currency, money, f"{field}.amountMoney")
    if amount > books.left:
        raise errors.AmountExceedsRefundable(
            f"At most {format_amount(books.left, order.currency)} of this line can still be refunded.",
            param=f"{field}.amountMoney",
            fields=[
                errors.InvalidField(f"{field}.amountMoney.amount", "AMOUNT_EXCEEDS_REFUNDABLE", f"at most {books.left}")
            ],
            corrections={f"{field}.amountMoney.amount": books.left} if books.left > 0 else {},
        )
    return reverse_amount(books, amount, order.rounding)


def _books(order: "Order", position: int) -> Collected:
    """A line's own books: what it came to, and what of it went back."""
    totals = order.totals
    taxes = totals.line_taxes(position)
    parts = _parts_of(order, order.lines[position].id)
    columns = [part.tax_amounts for part in parts]
    return Collected(
        amount=totals.lines[position].total,
        taxes=taxes,
        refunded=sum(part.amount for part in parts),
        taxes_reversed=tuple(map(sum, zip(*columns, strict=True))) if columns else (0,) * len(taxes),
    )
