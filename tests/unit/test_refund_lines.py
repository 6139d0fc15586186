"""Refunds line by line: units or an amount of a line, what stands in their way, and what of a line went back."""

from typing import Any

import pytest

from commerce.domain import errors
from commerce.domain.lifecycle import OrderStatus, RefundStatus
from commerce.domain.money import PositiveMoneyInput
from commerce.domain.order_parts import DiscountScope, OrderDiscount, OrderLine, OrderRefund, RefundedLine
from commerce.domain.orders import Order
from commerce.domain.refund_commands import RefundLine
from commerce.domain.refund_lines import refunded_line, refunded_of_line, reverse_chosen
from commerce.domain.reversal import Reversal
from tests.unit.orders import EIGHT_PERCENT, a_payment, a_refund, an_order
from tests.unit.refunding import units


def furniture(*refunds: OrderRefund, **fields: Any) -> Order:
    """Four chairs of 250 and a table of 500, paid at once."""
    lines = (
        OrderLine(id="li_1", name="Chair", quantity=4, unit_amount=250),
        OrderLine(id="li_2", name="Table", quantity=1, unit_amount=500),
    )
    terms: dict[str, Any] = {"lines": lines, "status": OrderStatus.PAID, "payments": (a_payment(1500),)}
    return an_order(**(terms | {"refunds": refunds} | fields))


def part(units: int, amount: int, *taxes: int, line: str = "li_1") -> RefundedLine:
    """What a refund gives back of a line to a payment."""
    return RefundedLine(line_id=line, quantity=units, amount=amount, tax_amounts=taxes)


def gone(*lines: RefundedLine, status: RefundStatus = RefundStatus.PENDING, identity: str = "ref_0") -> OrderRefund:
    """An earlier refund of lines, or what it gives back to one payment."""
    return a_refund(sum(line.amount for line in lines), status, identity=identity).evolve(lines=lines)


def money(amount: int, of: str = "li_1", currency: str | None = None) -> RefundLine:
    """An amount of a line."""
    wanted = PositiveMoneyInput.model_construct(amount=amount, currency=currency)
    return RefundLine.model_construct(order_line_item_id=of, quantity=None, amount_money=wanted)


def refusal(order: Order, *wanted: RefundLine) -> tuple[str, str | None, list[str]]:
    """Why a refund of lines is refused: the code, the parameter, and each field with its code and limit."""
    with pytest.raises(errors.FlintError) as refused:
        reverse_chosen(order, wanted)
    error = refused.value
    return error.code, error.param, [f"{each.field} {each.code}: {each.message}" for each in error.fields]


def test_units_and_amounts_of_lines_make_one_refund() -> None:
    """Three of the chairs at 250 and 100 of the table: 750 and 100."""
    reversal, parts = reverse_chosen(furniture(), [units(3), money(100, "li_2")])
    assert reversal == Reversal(850, ())
    assert parts == (part(3, 750), part(0, 100, line="li_2"))


def test_line_gives_back_its_own_tax() -> None:
    """A chair and its 8 % are 270, of which 20 are tax; so do 270 of the table's 540 hold 20 of its 40."""
    order = furniture(rates=(EIGHT_PERCENT,), payments=(a_payment(1620),))
    reversal, parts = reverse_chosen(order, [units(1), money(270, "li_2")])
    assert (reversal, parts) == (Reversal(540, (40,)), (part(1, 270, 20), part(0, 270, 20, line="li_2")))


def test_tax_that_went_back_with_a_line_does_not_go_back_again() -> None:
    """Of a table of 540 with 40 tax, 100 went back with 7 of it: the unit is the other 440, and the other 33."""
    earlier = gone(part(0, 100, 7, line="li_2")).evolve(tax_amounts=(7,))
    order = furniture(earlier, rates=(EIGHT_PERCENT,), payments=(a_payment(1620),))
    assert reverse_chosen(order, [units(1, of="li_2")])[1] == (part(1, 440, 33, line="li_2"),)


@pytest.mark.parametrize(("rounding", "amount"), [("half_up", 3), ("half_even", 2)])
def test_unit_is_rounded_as_the_order_is(rounding: str, amount: int) -> None:
    """Two of 3, less 1: half of these 5 is 2.5."""
    line = OrderLine(id="li_1", name="Screw", quantity=2, unit_amount=3)
    less = OrderDiscount(id="dsc_1", name="Less", amount_off=1)
    terms = {"lines": (line,), "applied_discounts": (less,), "payments": (a_payment(5),)}
    order = an_order(status=OrderStatus.PAID, rounding=rounding, **terms)
    assert reverse_chosen(order, [units(1)])[0].amount == amount


@pytest.mark.parametrize(("rounding", "tax"), [("half_up", 1), ("half_even", 0)])
def test_tax_of_an_amount_is_rounded_as_the_order_is(rounding: str, tax: int) -> None:
    """10 of 500 with 25 tax inside hold exactly 0.5."""
    inclusive = EIGHT_PERCENT.evolve(percentage="5.263157", inclusive=True)
    order = an_order(500, status=OrderStatus.PAID, rates=(inclusive,), payments=(a_payment(500),), rounding=rounding)
    assert reverse_chosen(order, [money(10)])[0].taxes == (tax,)


def test_lines_are_refunded_once_the_order_is_paid() -> None:
    """Not while a part is; by amount that is possible."""
    with pytest.raises(errors.OrderNotRefundable, match="Lines can be refunded once the order is paid"):
        reverse_chosen(furniture(status=OrderStatus.OPEN, payments=(a_payment(1000),)), [units(1)])


def test_line_that_is_not_there_is_named() -> None:
    """The second one asked for."""
    assert refusal(furniture(), units(1), units(1, of="li_9")) == ("NOT_FOUND", "lineItems[1].orderLineItemId", [])


def test_units_beyond_those_left_are_refused_with_the_limit() -> None:
    """Four less one that went back are three: all of these can go, a fourth can't."""
    order = furniture(gone(part(1, 250)))
    assert reverse_chosen(order, [units(3)])[0].amount == 750
    code = "LINE_ITEM_REFUND_QUANTITY_EXCEEDS_REFUNDABLE"
    place = "lineItems[1].quantity"
    assert refusal(order, money(1, "li_2"), units(4)) == (code, place, [f"{place} {code}: at most 3"])
    with pytest.raises(errors.LineItemRefundQuantityExceedsRefundable, match=": 3 of 4 units of Chair can still be"):
        reverse_chosen(order, [units(4)])


def test_amount_beyond_what_is_left_of_a_line_is_refused_with_the_limit() -> None:
    """500 less 100: 400 can go, 401 can't."""
    order = furniture(gone(part(0, 100, line="li_2")))
    assert reverse_chosen(order, [money(400, "li_2")])[0].amount == 400
    code, place = "AMOUNT_EXCEEDS_REFUNDABLE", "lineItems[1].amountMoney"
    assert refusal(order, units(1), money(401, "li_2")) == (code, place, [f"{place}.amount {code}: at most 400"])


def test_amount_in_another_currency_is_refused_where_it_stands() -> None:
    """Dollars were paid."""
    assert refusal(furniture(), money(1, currency="EUR"))[1] == "lineItems[0].amountMoney"


def test_lines_give_back_no_more_than_earlier_refunds_by_amount_left() -> None:
    """1100 of 1500 went back by amount: 400 of the chairs can go, 401 can't."""
    order = furniture(a_refund(1100, identity="ref_0"))
    assert reverse_chosen(order, [money(400)])[0].amount == 400
    code = "AMOUNT_EXCEEDS_REFUNDABLE"
    assert refusal(order, money(401)) == (code, "lineItems", [f"lineItems {code}: at most 400"])


def test_units_that_amounts_gave_back_already_are_refused() -> None:
    """The table's 500 went back as an amount: its unit is worth nothing any more."""
    order = furniture(gone(part(0, 500, line="li_2")))
    assert refusal(order, units(1, of="li_2")) == ("NOTHING_TO_REFUND", "lineItems", [])


PENNY_LEFT = "0.01 USD are left for all that their lines have"


def pins(cost: int, *refunds: OrderRefund, less: int = 0) -> Order:
    """Three pins, less so much in all, and a table of 500."""
    lines = (
        OrderLine(id="li_1", name="Pin", quantity=3, unit_amount=cost),
        OrderLine(id="li_2", name="Table", quantity=1, unit_amount=500),
    )
    off = OrderDiscount(id="dsc_1", name="Less", amount_off=less, scope=DiscountScope.LINE_ITEM, line_ids=("li_1",))
    paid = (a_payment(3 * cost - less + 500),)
    return furniture(*refunds, lines=lines, payments=paid, applied_discounts=(off,) if less else ())


@pytest.mark.parametrize(
    ("order", "why"),
    [
        (pins(0), "These lines cost nothing, so no money can go back for them; leave them out."),
        (pins(1, gone(part(0, 3))), "Earlier refunds gave all of these lines back."),
        (
            pins(1, less=2),
            f"These units round to nothing: {PENNY_LEFT}; refund more of the units together, or send amountMoney.",
        ),
    ],
    ids=["free", "gone", "rounded"],
)
def test_refund_of_nothing_says_why(order: Order, why: str) -> None:
    """Of what was free, of 0.03 that went back as an amount, of a third of 0.01."""
    with pytest.raises(errors.NothingToRefund) as refused:
        reverse_chosen(order, [units(1)])
    assert refused.value.message == why


def test_line_that_is_worth_nothing_any_more_goes_with_others() -> None:
    """It adds nothing to the 250 of a chair."""
    order = furniture(gone(part(0, 500, line="li_2")))
    assert reverse_chosen(order, [units(1, of="li_2"), units(1)])[1] == (part(1, 0, line="li_2"), part(1, 250))


def test_what_went_back_of_a_line_is_counted_over_refunds() -> None:
    """Two chairs and 100 of another; what failed did not, nor do amounts of the order count."""
    refunds = (
        gone(part(2, 500), part(1, 500, line="li_2"), identity="ref_1"),
        gone(part(0, 100), identity="ref_2"),
        gone(part(1, 250), status=RefundStatus.FAILED, identity="ref_3"),
        a_refund(50, identity="ref_4"),
    )
    assert refunded_of_line(furniture(*refunds), "li_1") == (2, 600)
    assert refunded_of_line(furniture(*refunds), "li_2") == (1, 500)
    assert refunded_of_line(furniture(*refunds), "li_9") == (0, 0)


@pytest.mark.parametrize(
    ("first", "second", "shown"),
    [
        (RefundStatus.PENDING, RefundStatus.SUCCEEDED, (3, 750, 60)),
        (RefundStatus.FAILED, RefundStatus.PENDING, (1, 350, 28)),
        (RefundStatus.PENDING, RefundStatus.FAILED, (1, 400, 32)),
        (RefundStatus.FAILED, RefundStatus.FAILED, (0, 0, 0)),
    ],
)
def test_units_whose_money_came_back_in_part_are_gone_as_far_as_it_pays_for_them(
    first: RefundStatus, second: RefundStatus, shown: tuple[int, int, int]
) -> None:
    """Three chairs of 250 over payments of 400 and 350: 3 * 350 // 750 and 3 * 400 // 750 are one."""
    parts = [gone(part(3, 400, 30, 2), status=first), gone(part(0, 350, 28), status=second)]
    assert refunded_line(parts, "li_1") == shown


def test_units_that_were_worth_nothing_are_gone_while_their_refund_stands() -> None:
    """A gift of two pieces went back for nothing."""
    assert refunded_line([gone(part(2, 0))], "li_1") == (2, 0, 0)
    assert refunded_line([gone(part(2, 0), status=RefundStatus.FAILED)], "li_1") == (0, 0, 0)
