"""From an order's document to the terms that are counted."""

from typing import Any

import pytest

from commerce.domain.order_parts import DiscountScope, OrderCharge, OrderDiscount, OrderLine, OrderTip
from commerce.domain.order_pricing import price
from commerce.domain.provided_taxes import ProvidedTax, ProvidedTaxes
from commerce.domain.tax_rates import OrderTax, TaxProviderName
from tests.unit.orders import EIGHT_PERCENT, an_order

FIVE_PERCENT = OrderTax(name="City tax", percentage="5")
FOOD = OrderTax(name="Food tax", percentage="2", tax_categories=("food",))
INSIDE = OrderTax(name="VAT", percentage="25", inclusive=True)


def a_line(amount: int, identity: str = "li_1", **fields: Any) -> OrderLine:
    """A line of one unit."""
    return OrderLine(**({"id": identity, "name": "Thing", "quantity": 1, "unit_amount": amount} | fields))


def test_line_is_its_units_at_their_price() -> None:
    """3 at 250."""
    totals, rates = price(an_order(lines=(a_line(250, quantity=3),)))
    assert (totals.subtotal, totals.total, rates) == (750, 750, [])


def test_rates_are_counted_in_the_order_in_which_they_are_met() -> None:
    """A line's own, its category's, then the general one: 5 % of 100, 2 % of 200 and 8 % of 400."""
    lines = (
        a_line(100, taxes=(FIVE_PERCENT,)),
        a_line(200, "li_2", tax_category="food"),
        a_line(400, "li_3"),
    )
    totals, rates = price(an_order(lines=lines, rates=(EIGHT_PERCENT, FOOD)))
    assert rates == [FIVE_PERCENT, FOOD, EIGHT_PERCENT]
    assert [tax.amount for tax in totals.taxes] == [5, 4, 32]


def test_lines_of_one_category_share_its_rate() -> None:
    """Rounded once: 2 % of 25 + 25 is 1, of 25 alone 0.5."""
    lines = (a_line(25, tax_category="food"), a_line(25, "li_2", tax_category="food"))
    totals, rates = price(an_order(lines=lines, rates=(EIGHT_PERCENT, FOOD)))
    assert (rates, totals.tax) == ([FOOD], 1)


def test_line_that_is_not_taxable_bears_no_rate() -> None:
    """Neither the order's nor its own; an empty list of its own exempts it too."""
    lines = (a_line(1000, taxable=False, taxes=(FIVE_PERCENT,)), a_line(1000, "li_2", taxes=()))
    totals, rates = price(an_order(lines=lines, rates=(EIGHT_PERCENT,)))
    assert (totals.tax, rates) == (0, [])


def test_rate_that_is_named_twice_taxes_once() -> None:
    """5 % of 1000, not 10 %."""
    totals, rates = price(an_order(lines=(a_line(1000, taxes=(FIVE_PERCENT, FIVE_PERCENT)),)))
    assert (totals.tax, rates) == (50, [FIVE_PERCENT])


def test_inclusive_rate_is_inside_the_price() -> None:
    """25 % inside 1000 is 200."""
    totals, _ = price(an_order(1000, rates=(INSIDE,)))
    assert (totals.inclusive_tax, totals.total) == (200, 1000)


@pytest.mark.parametrize(
    ("terms", "charge"),
    [
        ({"amount": 700}, 700),
        ({"percent": "10"}, 100),
        ({"percent": "10", "calculation_basis": "subtotal_pre_discount"}, 100),
        ({"percent": "10", "calculation_basis": "subtotal_post_discount"}, 75),
    ],
)
def test_charge_is_fixed_or_of_the_subtotal(terms: dict[str, Any], charge: int) -> None:
    """Of 1000 before the discount, or of 750 after it."""
    order = an_order(
        1000,
        applied_discounts=(OrderDiscount(id="disc_1", name="A quarter", percent_off="25"),),
        added_charges=(OrderCharge(id="chg_1", name="Service", **terms),),
    )
    assert price(order)[0].charge == charge


@pytest.mark.parametrize(("taxable", "tax"), [(False, 0), (True, 8)])
def test_charge_bears_the_general_rates_if_it_is_taxable(taxable: bool, tax: int) -> None:  # noqa: FBT001 - a column
    """8 % of 100, beside a line that bears none."""
    order = an_order(
        lines=(a_line(1000, taxable=False),),
        rates=(FOOD, EIGHT_PERCENT),
        added_charges=(OrderCharge(id="chg_1", name="Service", amount=100, taxable=taxable),),
    )
    assert price(order)[0].tax == tax


def test_discount_takes_an_amount_or_a_percentage() -> None:
    """300 and then 10 % of the remaining 700."""
    discounts = (
        OrderDiscount(id="disc_1", name="Fixed", amount_off=300),
        OrderDiscount(id="disc_2", name="Tenth", percent_off="10"),
    )
    totals, _ = price(an_order(1000, applied_discounts=discounts))
    assert [applied.amount for applied in totals.discounts] == [300, 70]


def test_discount_on_lines_stays_on_them_and_passes_over_those_that_are_gone() -> None:
    """Half of the second line's 400; an order's discount would have taken 500 of both."""
    half = OrderDiscount(id="disc_1", name="Half", percent_off="50", scope="line_item", line_ids=("li_gone", "li_2"))
    totals, _ = price(an_order(600, 400, applied_discounts=(half,)))
    assert [line.discount for line in totals.lines] == [0, 200]
    everywhere = half.evolve(scope=DiscountScope.ORDER)
    assert price(an_order(600, 400, applied_discounts=(everywhere,)))[0].discount == 500


def test_tip_is_fixed_or_of_what_the_discounts_leave() -> None:
    """150, and 20 % of 750."""
    order = an_order(
        1000,
        applied_discounts=(OrderDiscount(id="disc_1", name="A quarter", percent_off="25"),),
        added_tips=(OrderTip(id="tip_1", amount=150), OrderTip(id="tip_2", percent="20")),
    )
    assert price(order)[0].tips == (150, 150)


@pytest.mark.parametrize(("rounding", "tax"), [("half_up", 1), ("half_even", 0)])
def test_rounding_is_the_orders_own(rounding: str, tax: int) -> None:
    """5 % of 10 is exactly 0.5."""
    assert price(an_order(10, rates=(FIVE_PERCENT,), rounding=rounding))[0].tax == tax


def test_taxes_of_a_provider_are_beside_those_of_a_lines_own() -> None:
    """8 % named on the first line, 38 and 12 inside the second line and the charge: each keeps its place."""
    own, asked = an_order(1000, 1000).lines
    answer = ProvidedTaxes(
        provider=TaxProviderName.STRIPE_TAX,
        fingerprint="f",
        inclusive=True,
        taxes=(ProvidedTax(name="State", percentage="4", base_amounts=(0, 1000, 300), tax_amounts=(0, 38, 12)),),
    )
    totals, rates = price(
        an_order(
            lines=(own.evolve(taxes=(EIGHT_PERCENT,)), asked),
            added_charges=(OrderCharge(id="chg_1", name="Delivery", amount=300, taxable=True),),
            provided_taxes=answer,
        )
    )
    assert [rate.name for rate in rates] == ["Sales tax", "State"]
    assert [(line.additive_tax, line.inclusive_tax) for line in totals.lines] == [(80, 0), (0, 38)]
    assert [(charge.additive_tax, charge.inclusive_tax) for charge in totals.charges] == [(0, 12)]
    assert (totals.inclusive_tax, totals.additive_tax, totals.total) == (50, 80, 2380)
