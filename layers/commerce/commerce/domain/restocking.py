"""Putting refunded goods back into stock: which units a refund asks for, and which of them are not there already.

Goods go back once a processor, or the merchant's own hand, has taken the refund on. They stay there if a bank returns
the money later: they are on the shelf again. A refund that repeats one that failed so puts nothing back twice.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from commerce.domain import errors
from commerce.domain.claims import NO_CLAIMS, Claims, StockClaim, together
from commerce.domain.lifecycle import OrderStatus, RefundStatus
from commerce.domain.order_parts import OrderLine, Restock
from commerce.domain.refund_lines import refunded_of_line
from commerce.domain.refunds import RestockedLineItem

if TYPE_CHECKING:
    from commerce.domain.orders import Order
    from commerce.domain.refund_commands import RefundLine
    from commerce.domain.refunds import Refund


def asked_units(before: "Order", after: "Order", lines: Sequence["RefundLine"]) -> tuple[RestockedLineItem, ...]:
    """The units that a refund asks to put back: of the lines it names, or of all lines if nothing is left to refund.

    before, after: the order without and with the refund. Lines whose stock is not counted are left out.
    Raises InvalidRequest for an amount, which tells of no units.
    """
    if lines:
        units = {line.order_line_item_id: line.quantity for line in lines if line.quantity is not None}
    elif after.status is OrderStatus.REFUNDED:
        units = {line.id: line.quantity - refunded_of_line(before, line.id)[0] for line in before.lines}
    else:
        units = {}
    if not units:
        field = errors.InvalidField("restock", "NEEDS_QUANTITIES", "send lineItems with quantities, or leave it out")
        raise errors.InvalidRequest(
            "An amount tells of no units to put back into stock: send lineItems with quantities, or refund all that is "
            "left of a paid order.",
            param="restock",
            fields=[field],
        )
    return tuple(
        RestockedLineItem(order_line_item_id=line.id, item_id=line.item_id, quantity=units[line.id])
        for line in before.lines
        if line.counted and line.item_id is not None and units.get(line.id)
    )


def put_back(order: "Order", refund: "Refund") -> tuple["Order", "Refund", Claims]:
    """Both as they are once the refund's goods are in stock again, and what goes there now: once for each refund.

    order: with the refund as it stands in it. Until a part of the refund was taken on, nothing goes back; if none was
    and none will be, the refund no longer says that any does.
    """
    accepted = any(part.accepted and part.status is not RefundStatus.FAILED for part in refund.allocations)
    if not refund.restocked_line_items or any(known.refund_id == refund.id for known in order.restocks):
        return order, refund, NO_CLAIMS
    if not accepted:
        return order, refund.evolve(restocked_line_items=()) if refund.ended else refund, NO_CLAIMS
    lines = {line.id: line for line in order.lines}
    asked = [(lines[each.order_line_item_id], each) for each in refund.restocked_line_items]
    restocks = tuple(
        Restock(refund_id=refund.id, line_id=line.id, asked=each.quantity, quantity=_new_units(order, line, each))
        for line, each in asked
    )
    put = [(line, each.evolve(quantity=new.quantity)) for (line, each), new in zip(asked, restocks, strict=True)]
    shown = tuple(each for _, each in put if each.quantity)
    stock = [StockClaim(item_id=each.item_id, quantity=each.quantity, name=line.name) for line, each in put]
    claims = together(Claims(stock=(claim,)) for claim in stock if claim.quantity)
    return order.evolve(restocks=order.restocks + restocks), refund.evolve(restocked_line_items=shown), claims


def _new_units(order: "Order", line: OrderLine, wanted: RestockedLineItem) -> int:
    """Of the wanted units those that no earlier refund put back: one that failed meanwhile stands for this one's."""
    earlier = [known for known in order.restocks if known.line_id == line.id]
    standing = {entry.refund_id for entry in order.refunds if entry.counts}
    there = sum(known.quantity for known in earlier)
    given_back = sum(known.asked for known in earlier if known.refund_id in standing) + wanted.quantity
    return max(0, min(given_back, line.quantity) - there)
