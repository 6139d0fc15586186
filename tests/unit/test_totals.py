"""Orders priced by hand, the walk-through first."""

import pytest

from commerce.domain.arithmetic import Rounding, parse_percent
from commerce.domain.charges import ChargeTerms, TipTerms
from commerce.domain.discounts import DiscountTerms
from commerce.domain.tax import TaxTerms
from commerce.domain.totals import LineTerms, calculate

EIGHT_PERCENT = [TaxTerms(parse_percent("8"))]
WALK_THROUGH = [LineTerms(1, 9900, (0,)), LineTerms(1, 2900, (0,))]


def test_walk_through_before_the_coupon() -> None:
    """9900 + 2900 = 12800; 8 % is 1024; together 13824."""
    totals = calculate(WALK_THROUGH, taxes=EIGHT_PERCENT)
    assert (totals.subtotal, totals.discount, totals.tax, totals.total) == (12800, 0, 1024, 13824)


def test_walk_through_with_the_coupon() -> None:
    """20 % off is 2560 (1980 + 580); 8 % of 10240 is 819.2, spread as 633 + 186; together 11059."""
    totals = calculate(WALK_THROUGH, discounts=[DiscountTerms(percent_micros=parse_percent("20"))], taxes=EIGHT_PERCENT)
    assert (totals.subtotal, totals.discount, totals.tax, totals.total) == (12800, 2560, 819, 11059)
    assert [line.discount for line in totals.lines] == [1980, 580]
    assert [line.tax for line in totals.lines] == [633, 186]
    assert [line.total for line in totals.lines] == [8553, 2506]
    assert totals.line_taxes(1) == (186,)


def test_an_order_with_everything() -> None:
    """2 at 500 and 1 at 1000, 10 % off, delivery 500 taxed, service 5 % after discounts, 20 % tax, tips 100 and 10 %.

    Discount 200 (100 + 100); taxed 900 + 900 + 500 = 2300, tax 460 (180 + 180 + 100); service 90; tips 100 + 180.
    Total 2000 - 200 + 460 + 590 + 280 = 3130.
    """
    totals = calculate(
        [LineTerms(2, 500, (0,)), LineTerms(1, 1000, (0,))],
        discounts=[DiscountTerms(percent_micros=parse_percent("10"))],
        charges=[
            ChargeTerms(amount=500, tax_indexes=(0,)),
            ChargeTerms(percent_micros=parse_percent("5"), after_discounts=True),
        ],
        tips=[TipTerms(amount=100), TipTerms(percent_micros=parse_percent("10"))],
        taxes=[TaxTerms(parse_percent("20"))],
    )
    assert (totals.discount, totals.charge, totals.tax, totals.tip, totals.total) == (200, 590, 460, 280, 3130)
    assert [charge.total for charge in totals.charges] == [600, 90]
    assert totals.tips == (100, 180)
    assert totals.taxes[0].charge_parts == (100, 0)


def test_inclusive_tax_is_already_in_the_total() -> None:
    """19 % inside 10000 is 1596.6; the buyer still pays 10000."""
    totals = calculate([LineTerms(1, 10000, (0,))], taxes=[TaxTerms(parse_percent("19"), inclusive=True)])
    assert (totals.tax, totals.additive_tax, totals.inclusive_tax, totals.total) == (1597, 0, 1597, 10000)
    assert totals.lines[0].net == 8403


@pytest.mark.parametrize(
    ("rounding", "discount", "tax"), [(Rounding.HALF_UP, 1451, 73), (Rounding.HALF_EVEN, 1450, 72)]
)
def test_the_rounding_is_a_choice_for_discounts_and_taxes(rounding: Rounding, discount: int, tax: int) -> None:
    """50 % of 2901 is 1450.5; 5 % of another line's 1450 is 72.5."""
    totals = calculate(
        [LineTerms(1, 2901), LineTerms(1, 1450, (0,))],
        discounts=[DiscountTerms(percent_micros=parse_percent("50"), line_indexes=(0,))],
        taxes=[TaxTerms(parse_percent("5"))],
        rounding=rounding,
    )
    assert (totals.discount, totals.tax) == (discount, tax)


def test_an_empty_order_costs_nothing_but_its_tip() -> None:
    """No line, no tax; what is fixed stays."""
    totals = calculate([], discounts=[DiscountTerms(amount=500)], tips=[TipTerms(amount=300)], taxes=EIGHT_PERCENT)
    assert (totals.subtotal, totals.discount, totals.tax, totals.total) == (0, 0, 0, 300)


def test_a_free_order_costs_nothing() -> None:
    """100 % off leaves no tax either."""
    totals = calculate(
        WALK_THROUGH, discounts=[DiscountTerms(percent_micros=parse_percent("100"))], taxes=EIGHT_PERCENT
    )
    assert (totals.total, totals.tax) == (0, 0)


@pytest.mark.parametrize(("quantity", "unit_amount"), [(0, 100), (-1, 100), (1, -1)])
def test_a_line_has_units_at_a_price(quantity: int, unit_amount: int) -> None:
    """No units and negative prices are refused where the line is made."""
    with pytest.raises(ValueError, match="1 or more units at 0 or more each"):
        LineTerms(quantity, unit_amount)
