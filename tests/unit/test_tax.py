"""Taxes worked by hand."""

import pytest

from commerce.domain.arithmetic import MICROS_PER_WHOLE, Rounding, parse_percent
from commerce.domain.tax import TaxTerms, TaxTotals, assess_taxes, provided_tax


def assess(amounts: list[int], tax_indexes: list[tuple[int, ...]], *rates: TaxTerms) -> list[TaxTotals]:
    """Tax amounts that are all lines."""
    return assess_taxes(amounts, tax_indexes, rates, Rounding.HALF_UP, line_count=len(amounts))


def additive(percent: str) -> TaxTerms:
    """Make a rate on top of the price."""
    return TaxTerms(parse_percent(percent))


def inclusive(percent: str) -> TaxTerms:
    """Make a rate inside the price."""
    return TaxTerms(parse_percent(percent), inclusive=True)


def test_a_rate_is_rounded_once_per_order() -> None:
    """8 % of 7920 + 2320 is 819.2; per line it would be 634 + 186 = 820."""
    (tax,) = assess([7920, 2320], [(0,), (0,)], additive("8"))
    assert (tax.base, tax.amount, tax.line_parts) == (10240, 819, (633, 186))
    assert tax.exact == (10240 * 8_000_000, MICROS_PER_WHOLE)


def test_an_exempt_line_bears_no_part() -> None:
    """10 % of 100 + 300, and nothing of the 200 between them."""
    (tax,) = assess([100, 200, 300], [(0,), (), (0,)], additive("10"))
    assert (tax.base, tax.amount, tax.line_parts) == (400, 40, (10, 0, 30))


def test_inclusive_rates_of_one_line_share_its_price() -> None:
    """5 % and 10 % inside 1150: the price without tax is 1000, so 50 and 100."""
    five, ten = assess([1150], [(0, 1)], inclusive("5"), inclusive("10"))
    assert (five.amount, ten.amount) == (50, 100)


def test_an_inclusive_rate_beside_different_others_is_still_rounded_once() -> None:
    """10 % inside 1100 alone is 100; beside 15 % inside 1250 it is 100 too: 200 for the rate."""
    ten, fifteen = assess([1100, 1250], [(0,), (0, 1)], inclusive("10"), inclusive("15"))
    assert (ten.amount, ten.line_parts) == (200, (100, 100))
    assert (fifteen.amount, fifteen.line_parts) == (150, (0, 150))


def test_an_additive_rate_taxes_what_the_inclusive_ones_leave() -> None:
    """25 % inside 1250 leaves 1000; 10 % on top is 100, not 125, in whichever order the rates stand."""
    ten, twenty_five = assess([1250], [(0, 1)], additive("10"), inclusive("25"))
    assert (twenty_five.base, twenty_five.amount) == (1250, 250)
    assert (ten.base, ten.amount) == (1000, 100)


def test_inclusive_rates_never_take_more_than_a_price_holds() -> None:
    """Five rates of 20 % over ten prices of 1: each comes to 1 and would land on the first price."""
    taxes = assess([1] * 10, [(0, 1, 2, 3, 4)] * 10, *[inclusive("20")] * 5)
    assert [tax.amount for tax in taxes] == [1, 1, 1, 1, 1]
    assert [sum(tax.line_parts[n] for tax in taxes) for n in range(10)] == [1, 1, 1, 1, 1, 0, 0, 0, 0, 0]


def test_charges_are_taxed_with_the_lines() -> None:
    """10 % of 95 + 10 is 10.5, rounded once: 11; the charge bears its share of it."""
    (tax,) = assess_taxes([95, 10], [(0,), (0,)], [additive("10")], Rounding.HALF_UP, line_count=1)
    assert (tax.amount, tax.line_parts, tax.charge_parts) == (11, (10,), (1,))


@pytest.mark.parametrize("indexes", [(0, 0), (1,), (-1,)])
def test_an_amount_names_rates_of_the_order_once_each(indexes: tuple[int, ...]) -> None:
    """A wrong index would tax twice, or with another rate."""
    with pytest.raises(ValueError, match="must name each rate once, from 0 to 0"):
        assess([100], [indexes], additive("10"))


def test_a_rate_is_not_negative() -> None:
    """A negative tax is a discount, and those are granted elsewhere."""
    with pytest.raises(ValueError, match="never negative"):
        TaxTerms(-1)


def test_a_tax_that_somebody_else_worked_out_is_taken_as_it_is() -> None:
    """Nothing is rounded or spread: what each amount bears is the weight by which it is shown."""
    tax = provided_tax([100, 0, 250, 40], [8, 0, 21, 0], inclusive=True, line_count=3)
    assert (tax.inclusive, tax.base, tax.exact, tax.amount) == (True, 390, (29, 1), 29)
    assert (tax.taxed, tax.weights, tax.line_parts, tax.charge_parts) == ([0, 2, 3], [8, 21, 0], (8, 0, 21), (0,))


def test_a_tax_without_an_amount_to_bear_it_is_a_mistake() -> None:
    """Two bases and one tax."""
    with pytest.raises(ValueError, match="shorter"):
        provided_tax([100, 200], [8], inclusive=False, line_count=2)
