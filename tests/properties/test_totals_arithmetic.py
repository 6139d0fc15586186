"""Laws of an order's totals."""

from dataclasses import replace
from fractions import Fraction
from random import Random
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from commerce.domain.arithmetic import MICROS_PER_WHOLE, Rounding, divide_rounded, percent_of
from commerce.domain.discounts import DiscountTerms
from commerce.domain.tax import TaxTerms
from commerce.domain.totals import LineTerms, calculate
from tests.properties.orders import Order, amounts, measures, orders, percents, roundings

WALK_THROUGH = Order(
    lines=[LineTerms(1, 9900, (0,)), LineTerms(1, 2900, (0,))],
    discounts=[DiscountTerms(percent_micros=20_000_000)],
    taxes=[TaxTerms(8_000_000)],
)


def rounded(value: Fraction, rounding: Rounding) -> int:
    """Round an exact fraction to whole units."""
    return divide_rounded(value.numerator, value.denominator, rounding)


@given(orders())
@example(WALK_THROUGH)
def test_the_total_is_the_sum_of_its_parts_both_ways(order: Order) -> None:
    """By the order's formula, and by what each line, charge and tip costs."""
    totals = order.totals()
    expected = totals.subtotal - totals.discount + totals.additive_tax + totals.charge + totals.tip
    assert totals.total == expected
    lines_and_charges = sum(line.total for line in totals.lines) + sum(charge.total for charge in totals.charges)
    assert totals.total == lines_and_charges + sum(totals.tips)
    assert all(line.total == line.net + line.tax for line in totals.lines)


@given(orders())
def test_nothing_is_negative(order: Order) -> None:
    """No coupon, rate or tip makes anything less than nothing."""
    totals = order.totals()
    for line in totals.lines:
        assert min(line.gross, line.discount, line.additive_tax, line.inclusive_tax, line.net, line.total) >= 0
    for charge in totals.charges:
        assert charge.amount >= charge.inclusive_tax >= 0 <= charge.additive_tax
    assert min(totals.total, totals.discount, totals.tax, totals.charge, totals.tip) >= 0


@given(orders())
def test_every_discount_and_rate_adds_up_over_its_lines(order: Order) -> None:
    """Each one's parts make its amount, and each line's parts make the line's."""
    totals = order.totals()
    for applied in totals.discounts:
        assert sum(applied.line_parts) == applied.amount <= applied.base
    for tax in totals.taxes:
        assert sum(tax.line_parts) + sum(tax.charge_parts) == tax.amount
    for n, line in enumerate(totals.lines):
        assert sum(applied.line_parts[n] for applied in totals.discounts) == line.discount
        assert sum(totals.line_taxes(n)) == line.tax


@given(orders())
def test_lines_that_are_not_named_bear_nothing(order: Order) -> None:
    """A discount stays on its lines, a rate on what it taxes."""
    totals = order.totals()
    for terms, applied in zip(order.discounts, totals.discounts, strict=True):
        if terms.line_indexes is not None:
            assert all(part == 0 or n in terms.line_indexes for n, part in enumerate(applied.line_parts))
    for index, tax in enumerate(totals.taxes):
        for line, part in zip(order.lines, tax.line_parts, strict=True):
            assert part == 0 or index in line.tax_indexes
        for charge, part in zip(order.charges, tax.charge_parts, strict=True):
            assert part == 0 or index in charge.tax_indexes


@given(orders())
def test_discounts_are_rounded_once_on_what_remains(order: Order) -> None:
    """Each one anew from fractions: lines' discounts first, then the order's, each after those before it."""
    totals = order.totals()
    remaining = [line.quantity * line.unit_amount for line in order.lines]
    given_order = list(zip(order.discounts, totals.discounts, strict=True))
    for terms, applied in sorted(given_order, key=lambda pair: pair[0].line_indexes is None):
        chosen = range(len(remaining)) if terms.line_indexes is None else terms.line_indexes
        base = sum(remaining[n] for n in chosen)
        wanted = terms.amount
        if wanted is None:
            wanted = rounded(Fraction(base * (terms.percent_micros or 0), MICROS_PER_WHOLE), order.rounding)
        assert (applied.base, applied.amount) == (base, min(wanted, base))
        remaining = [left - part for left, part in zip(remaining, applied.line_parts, strict=True)]


@given(orders())
def test_taxes_are_rounded_once_per_order(order: Order) -> None:
    """Each rate anew from fractions; only cents that several inclusive rates claim together may be fewer."""
    totals = order.totals()
    taxed = [
        (terms.tax_indexes, line.gross - line.discount, line.inclusive_tax)
        for terms, line in zip(order.lines, totals.lines, strict=True)
    ]
    taxed += [
        (terms.tax_indexes, charge.amount, charge.inclusive_tax)
        for terms, charge in zip(order.charges, totals.charges, strict=True)
    ]
    for index, (rate, tax) in enumerate(zip(order.taxes, totals.taxes, strict=True)):
        exact = Fraction(0)
        for indexes, amount, inclusive_tax in taxed:
            if index in indexes:
                inside = sum(order.taxes[other].percent_micros for other in indexes if order.taxes[other].inclusive)
                exact += (
                    Fraction(amount * rate.percent_micros, MICROS_PER_WHOLE + inside)
                    if rate.inclusive
                    else Fraction((amount - inclusive_tax) * rate.percent_micros, MICROS_PER_WHOLE)
                )
        assert Fraction(*tax.exact) == exact
        if rate.inclusive:
            assert tax.amount <= rounded(exact, order.rounding)
        else:
            assert tax.amount == rounded(exact, order.rounding)


@st.composite
def _orders_of_one_inclusive_rate(draw: st.DrawFn) -> Order:
    order = draw(orders())
    rate = draw(percents)
    lines = [replace(line, tax_indexes=(0,)) for line in order.lines]
    return replace(order, lines=lines, charges=[], taxes=[TaxTerms(rate, inclusive=True)])


@given(_orders_of_one_inclusive_rate())
def test_an_inclusive_tax_and_the_net_make_the_price(order: Order) -> None:
    """round(base * r / (1 + r)) is inside the total, to the unit."""
    totals = order.totals()
    base, rate = totals.subtotal - totals.discount, order.taxes[0].percent_micros
    assert totals.tax == divide_rounded(base * rate, MICROS_PER_WHOLE + rate, order.rounding)
    assert sum(line.net for line in totals.lines) + totals.tax == base
    assert totals.total == base + totals.tip


@given(orders(), st.randoms(use_true_random=False))
def test_lines_in_another_order_cost_the_same_when_all_are_treated_alike(order: Order, random: Random) -> None:
    """With the order's own discounts and one set of rates for all lines, only spare units may change places."""
    everything = tuple(range(len(order.taxes)))
    additive = [replace(tax, inclusive=False) for tax in order.taxes]
    alike = replace(
        order,
        lines=[replace(line, tax_indexes=everything) for line in order.lines],
        discounts=[replace(discount, line_indexes=None) for discount in order.discounts],
        taxes=additive,
    )
    lines = list(alike.lines)
    random.shuffle(lines)
    one, other = alike.totals(), replace(alike, lines=lines).totals()
    assert (one.subtotal, one.discount, one.tax, one.total) == (other.subtotal, other.discount, other.tax, other.total)


@given(orders())
def test_line_discounts_come_first_wherever_they_stand(order: Order) -> None:
    """Sorting the discounts by scope beforehand changes no amount."""
    by_scope = sorted(order.discounts, key=lambda terms: terms.line_indexes is None)
    one, other = order.totals(), replace(order, discounts=by_scope).totals()
    assert one.lines == other.lines
    assert one.total == other.total


@given(st.lists(amounts, min_size=1, max_size=5), percents, percents, roundings)
def test_two_percentages_swap_within_one_unit(prices: list[int], one: int, other: int, rounding: Rounding) -> None:
    """Each on what the other leaves: the product is the same, and only the roundings differ."""
    lines = [LineTerms(1, price) for price in prices]
    terms = [DiscountTerms(percent_micros=one), DiscountTerms(percent_micros=other)]
    first = calculate(lines, discounts=terms, rounding=rounding)
    second = calculate(lines, discounts=terms[::-1], rounding=rounding)
    assert abs(first.discount - second.discount) <= 1


@given(orders(), measures())
def test_one_more_discount_never_costs_the_buyer(order: Order, measure: dict[str, Any]) -> None:
    """With rates on top of the price: less price, no more tax."""
    additive = replace(order, taxes=[replace(tax, inclusive=False) for tax in order.taxes])
    more = replace(additive, discounts=[*additive.discounts, DiscountTerms(**measure)])
    assert more.totals().total <= additive.totals().total


@given(orders())
def test_tips_and_charges_do_not_touch_discounts(order: Order) -> None:
    """And a tip is never taxed."""
    totals = order.totals()
    without_tips = replace(order, tips=[]).totals()
    assert without_tips.tax == totals.tax
    assert without_tips.total + totals.tip == totals.total
    assert replace(order, charges=[]).totals().discounts == totals.discounts


@given(orders())
def test_tips_and_charges_are_taken_of_the_subtotal(order: Order) -> None:
    """A percentage of the subtotal before or after discounts; a tip always after."""
    totals = order.totals()
    after = totals.subtotal - totals.discount
    for terms, charge in zip(order.charges, totals.charges, strict=True):
        base = after if terms.after_discounts else totals.subtotal
        percent = terms.percent_micros
        assert charge.amount == (terms.amount if percent is None else percent_of(base, percent, order.rounding))
    for tip_terms, tip in zip(order.tips, totals.tips, strict=True):
        percent = tip_terms.percent_micros
        assert tip == (tip_terms.amount if percent is None else percent_of(after, percent, order.rounding))


@given(orders())
def test_half_even_and_half_up_part_by_one_unit_per_rounding(order: Order) -> None:
    """With one percentage and nothing else, by one unit at most."""
    lone = replace(order, discounts=order.discounts[:1], charges=[], tips=[], taxes=[])
    lone = replace(lone, lines=[replace(line, tax_indexes=()) for line in order.lines])
    up, even = replace(lone, rounding=Rounding.HALF_UP).totals(), replace(lone, rounding=Rounding.HALF_EVEN).totals()
    assert 0 <= up.discount - even.discount <= 1
