"""Which units of refunded goods go back into stock, each of them once."""

import pytest

from commerce.domain import errors
from commerce.domain.claims import Claims, StockClaim
from commerce.domain.lifecycle import OrderStatus, RefundStatus
from commerce.domain.order_parts import OrderLine, RefundedLine, Restock
from commerce.domain.orders import Order
from commerce.domain.refund_commands import RefundLine
from commerce.domain.refunds import Refund, RestockedLineItem
from commerce.domain.restocking import asked_units, put_back
from tests.unit.orders import a_refund, a_refund_document, an_allocation, an_order

LINE, UNCOUNTED = "li_00000000000000000000000001", "li_00000000000000000000000002"


def an_order_of_items(*refunds: RefundStatus, restocks: tuple[Restock, ...] = ()) -> Order:
    """3 consoles whose stock is counted and 2 of which it is not; refunds are ref_1, ref_2 … in these statuses."""
    lines = (
        OrderLine(id=LINE, name="Console", quantity=3, unit_amount=100, item_id="item_1", counted=True),
        OrderLine(id=UNCOUNTED, name="Game", quantity=2, unit_amount=50, item_id="item_2"),
    )
    entries = [a_refund(100, status, identity=f"ref_{number}") for number, status in enumerate(refunds, 1)]
    return an_order(lines=lines, status=OrderStatus.PAID, refunds=tuple(entries), restocks=restocks)


def a_restocking(quantity: int, *, accepted: bool = True, status: RefundStatus = RefundStatus.PENDING) -> Refund:
    """ref_1, which asks to put units back."""
    part = an_allocation(100, status=status, processor_refund_id="re_1" if accepted else None)
    wanted = RestockedLineItem(order_line_item_id=LINE, item_id="item_1", quantity=quantity)
    return a_refund_document(part, restocked_line_items=(wanted,))


def put(order: Order, refund: Refund) -> int:
    """How many consoles go back now; the refund says the same."""
    _, after, claims = put_back(order, refund)
    units = sum(claim.quantity for claim in claims.stock)
    assert units == sum(each.quantity for each in after.restocked_line_items)
    return units


def test_units_of_named_lines_are_asked_for() -> None:
    """Only of lines that name a quantity and whose stock is counted."""
    order = an_order_of_items()
    lines = [
        RefundLine(order_line_item_id=LINE, quantity=2),
        RefundLine(order_line_item_id=UNCOUNTED, quantity=1),
    ]
    assert [(each.item_id, each.quantity) for each in asked_units(order, order, lines)] == [("item_1", 2)]


def test_all_units_are_asked_for_where_nothing_is_left_to_refund() -> None:
    """3 consoles; of an amount that leaves something, nobody knows which units it is for."""
    order = an_order_of_items()
    whole = order.evolve(status=OrderStatus.REFUNDED)
    assert [each.quantity for each in asked_units(order, whole, [])] == [3]
    amount = [RefundLine.model_validate({"order_line_item_id": LINE, "amount_money": {"amount": 5}})]
    for after, lines in ((order, []), (whole, amount)):
        with pytest.raises(errors.InvalidRequest) as refused:
            asked_units(order, after, lines)
        assert refused.value.param == "restock"
        (field,) = refused.value.fields
        assert (field.field, field.code) == ("restock", "NEEDS_QUANTITIES")


def test_units_that_went_back_before_are_not_asked_for_again() -> None:
    """1 of 3 consoles was refunded, by line: 2 are left."""
    order = an_order_of_items(RefundStatus.SUCCEEDED)
    earlier = order.refunds[0].evolve(lines=(RefundedLine(line_id=LINE, quantity=1, amount=100, tax_amounts=()),))
    order = order.evolve(refunds=(earlier,))
    assert [each.quantity for each in asked_units(order, order.evolve(status=OrderStatus.REFUNDED), [])] == [2]


def test_goods_go_back_when_the_first_part_of_a_refund_is_taken_on() -> None:
    """The other payment's part may still be on its way."""
    parts = (an_allocation(50, processor_refund_id="re_1"), an_allocation(50, of="pi_2"))
    wanted = RestockedLineItem(order_line_item_id=LINE, item_id="item_1", quantity=2)
    assert put(an_order_of_items(RefundStatus.PENDING), a_refund_document(*parts, restocked_line_items=(wanted,))) == 2


def test_goods_go_back_when_the_refund_is_taken_on() -> None:
    """Not while nobody knows; the order remembers, so that a second word about the refund puts nothing back."""
    order = an_order_of_items(RefundStatus.PENDING)
    assert put_back(order, a_restocking(2, accepted=False)) == (order, a_restocking(2, accepted=False), Claims())
    after, refund, claims = put_back(order, a_restocking(2))
    assert claims.stock == (StockClaim(item_id="item_1", quantity=2, name="Console"),)
    assert after.restocks == (Restock(refund_id="ref_1", line_id=LINE, asked=2, quantity=2),)
    assert put_back(after, refund) == (after, refund, Claims())


def test_refused_refund_puts_nothing_back() -> None:
    """And says so."""
    order = an_order_of_items(RefundStatus.FAILED)
    after, refund, claims = put_back(order, a_restocking(2, accepted=False, status=RefundStatus.FAILED))
    assert (after.restocks, refund.restocked_line_items, claims.stock) == ((), (), ())


def test_refund_that_repeats_a_failed_one_puts_nothing_back_twice() -> None:
    """2 went back with ref_2, which failed: the first 2 of ref_1 are there already, a third is not."""
    before = (Restock(refund_id="ref_2", line_id=LINE, asked=2, quantity=2),)
    order = an_order_of_items(RefundStatus.PENDING, RefundStatus.FAILED, restocks=before)
    assert [put(order, a_restocking(units)) for units in (1, 2, 3)] == [0, 0, 1]


def test_refunds_that_stand_put_back_their_own_units() -> None:
    """1 with ref_2, then 2 with ref_1; and never more than there are, whatever is asked."""
    before = (Restock(refund_id="ref_2", line_id=LINE, asked=1, quantity=1),)
    order = an_order_of_items(RefundStatus.PENDING, RefundStatus.SUCCEEDED, restocks=before)
    assert [put(order, a_restocking(units)) for units in (1, 2, 3)] == [1, 2, 2]
