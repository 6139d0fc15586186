"""What answers state of an order: every part with what it came to, every amount that is derived."""

from typing import Any

from commerce.domain import order_statement
from commerce.domain.lifecycle import OrderStatus, RefundStatus
from commerce.domain.order_answers import AppliedCharge, AppliedDiscount, AppliedTax, AppliedTip, LineItem, NetAmounts
from commerce.domain.order_parts import (
    CalculationBasis,
    DiscountScope,
    OrderCharge,
    OrderDiscount,
    OrderLine,
    OrderRefund,
    OrderTip,
    RefundedLine,
)
from commerce.domain.orders import Order
from commerce.domain.tax_rates import OrderTax
from tests.unit.orders import a_payment, a_refund, an_order, usd

CHAIRS = OrderLine(
    id="li_1",
    name="Chair",
    quantity=4,
    unit_amount=250,
    item_id="item_1",
    sku="CH-1",
    description="Of oak",
    image_url="https://shop.example.com/chair.png",
    tax_category="furniture",
    metadata={"row": "7"},
)
GIFT = OrderLine(id="li_2", name="Voucher", quantity=1, unit_amount=500, taxable=False)
SALES_TAX = OrderTax(name="Sales tax", percentage="8", tax_rate_id="tax_1")
LESS = OrderDiscount(
    id="dsc_1",
    name="Less",
    percent_off="10",
    scope=DiscountScope.LINE_ITEM,
    line_ids=("li_1",),
    coupon_id="cpn_1",
    coupon_code="LESS",
)
SERVICE = OrderCharge(
    id="chg_1",
    name="Service",
    type="delivery",
    percent="10",
    calculation_basis=CalculationBasis.POST_DISCOUNT,
    taxable=True,
)
TIP = OrderTip(id="tip_1", percent="10")


def an_evening(*refunds: OrderRefund, **fields: Any) -> Order:
    """Chairs of 1000 less 100, a voucher of 500, service of 140 (10 % of 1400), a tip of 140, 8 % on 900 and 140.

    72 and 11.2 are 83.2, so 83 tax over all of it: 1500 - 100 + 140 + 140 + 83 = 1763.
    """
    terms: dict[str, Any] = {
        "lines": (CHAIRS, GIFT),
        "rates": (SALES_TAX,),
        "applied_discounts": (LESS,),
        "added_charges": (SERVICE,),
        "added_tips": (TIP,),
        "status": OrderStatus.PAID,
        "payments": (a_payment(1763),),
        "refunds": refunds,
    }
    return an_order(**(terms | fields))


def part(units: int, amount: int, tax: int = 0, line: str = "li_1") -> OrderRefund:
    """A refund of a line."""
    gone = RefundedLine(line_id=line, quantity=units, amount=amount, tax_amounts=(tax,))
    return a_refund(amount, tax=tax, identity=f"ref_{line}").evolve(lines=(gone,))


def test_line_states_what_was_ordered_and_what_it_came_to() -> None:
    """4 * 250 less 100 is 900, with 72 tax 972."""
    chairs, gift = order_statement.line_items(an_evening())
    assert chairs == LineItem(
        id="li_1",
        name="Chair",
        quantity=4,
        unit_price_money=usd(250),
        gross_money=usd(1000),
        discount_money=usd(100),
        tax_money=usd(72),
        net_money=usd(900),
        total_money=usd(972),
        refunded_money=usd(0),
        refundable_money=usd(972),
        refundable_quantity=4,
        item_id="item_1",
        sku="CH-1",
        description="Of oak",
        image_url="https://shop.example.com/chair.png",
        taxable=True,
        tax_category="furniture",
        metadata={"row": "7"},
    )
    assert (gift.taxable, gift.tax_money, gift.total_money, gift.refundable_money) == (
        False,
        usd(0),
        usd(500),
        usd(500),
    )


def test_line_states_what_can_still_go_back() -> None:
    """A chair of 243 went back of the 972: 729 and three are left; the voucher is as it was."""
    chairs, gift = order_statement.line_items(an_evening(part(1, 243, 18)))
    assert (chairs.refunded_money, chairs.refundable_money, chairs.refundable_quantity) == (usd(243), usd(729), 3)
    assert (gift.refunded_money, gift.refundable_money, gift.refundable_quantity) == (usd(0), usd(500), 1)


def test_line_gives_back_no_more_than_the_order() -> None:
    """1700 of 1763 went back as an amount: 63 are left of any line, whose units stand."""
    chairs, gift = order_statement.line_items(an_evening(a_refund(1700, tax=80)))
    assert [each.refundable_money for each in (chairs, gift)] == [usd(63), usd(63)]
    assert [each.refundable_quantity for each in (chairs, gift)] == [4, 1]


def test_nothing_is_left_of_lines_once_everything_went_back() -> None:
    """By amount, which names no line; no more can units."""
    chairs, _ = order_statement.line_items(an_evening(a_refund(1763, tax=83)))
    assert (chairs.refunded_money, chairs.refundable_money, chairs.refundable_quantity) == (usd(0), usd(0), 0)


def test_nothing_can_go_back_of_what_was_not_paid() -> None:
    """An order that is open."""
    chairs, _ = order_statement.line_items(an_evening(status=OrderStatus.OPEN, payments=()))
    assert (chairs.refundable_money, chairs.refundable_quantity) == (usd(0), 0)


def test_discount_states_what_it_takes_off() -> None:
    """10 % of the chairs' 1000."""
    assert order_statement.discounts(an_evening()) == [
        AppliedDiscount(
            id="dsc_1",
            name="Less",
            scope=DiscountScope.LINE_ITEM,
            amount_money=usd(100),
            percent_off="10",
            coupon_id="cpn_1",
            coupon_code="LESS",
            order_line_item_ids=("li_1",),
        )
    ]


def test_charge_states_what_it_comes_to() -> None:
    """140, and the 11 that are left of 83 tax when the chairs have their 72."""
    assert order_statement.charges(an_evening()) == [
        AppliedCharge(
            id="chg_1",
            name="Service",
            type="delivery",
            amount_money=usd(140),
            tax_money=usd(11),
            percent="10",
            calculation_basis=CalculationBasis.POST_DISCOUNT,
            taxable=True,
        )
    ]


def test_tip_states_what_it_comes_to() -> None:
    """10 % of 1400."""
    assert order_statement.tips(an_evening()) == [AppliedTip(id="tip_1", amount_money=usd(140), percent="10")]


def test_rate_states_what_it_taxes() -> None:
    """900 of chairs and 140 of service."""
    assert order_statement.taxes(an_evening()) == [
        AppliedTax(
            name="Sales tax",
            percentage="8",
            inclusive=False,
            tax_rate_id="tax_1",
            provider=SALES_TAX.provider,
            taxable_money=usd(1040),
            tax_money=usd(83),
        )
    ]


def test_amounts_of_an_order() -> None:
    """300 went back with 14 tax, 50 more did not: 1463 are kept, and nothing is owed."""
    failed = a_refund(50, RefundStatus.FAILED, tax=2, identity="ref_2")
    assert order_statement.net_amounts(an_evening(a_refund(300, tax=14), failed)) == NetAmounts(
        subtotal_money=usd(1500),
        discount_money=usd(100),
        charge_money=usd(140),
        tax_money=usd(83),
        tip_money=usd(140),
        total_money=usd(1763),
        paid_money=usd(1763),
        refunded_money=usd(300),
        refunded_tax_money=usd(14),
        net_collected_money=usd(1463),
        balance_money=usd(0),
    )


def test_balance_is_what_is_still_to_be_paid() -> None:
    """1763 less the 700 that were paid."""
    amounts = order_statement.net_amounts(an_evening(status=OrderStatus.OPEN, payments=(a_payment(700),)))
    assert (amounts.balance_money, amounts.paid_money, amounts.net_collected_money) == (usd(1063), usd(700), usd(700))
