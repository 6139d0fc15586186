"""Discounts worked by hand."""

import pytest

from commerce.domain.arithmetic import Rounding, parse_percent
from commerce.domain.discounts import DiscountTerms, apply_discounts

HALF_UP = Rounding.HALF_UP
TEN_PERCENT = parse_percent("10")


def test_line_scope_comes_before_order_scope_whatever_the_order_given() -> None:
    """40 % of 10000 leaves 6000; the order's 1000 comes after it and is answered first, as it was given."""
    order_scope, line_scope = apply_discounts(
        [10000, 0],
        [
            DiscountTerms(percent_micros=TEN_PERCENT),
            DiscountTerms(percent_micros=parse_percent("40"), line_indexes=(0,)),
        ],
        HALF_UP,
    )
    assert (line_scope.base, line_scope.amount, line_scope.line_parts) == (10000, 4000, (4000, 0))
    assert (order_scope.base, order_scope.amount, order_scope.line_parts) == (6000, 600, (600, 0))


def test_within_a_scope_each_discount_takes_from_what_remains() -> None:
    """10 % of 1000 is 100, then 10 % of 900 is 90."""
    terms = DiscountTerms(percent_micros=TEN_PERCENT)
    assert [applied.amount for applied in apply_discounts([1000], [terms, terms], HALF_UP)] == [100, 90]


def test_a_fixed_amount_takes_at_most_what_remains() -> None:
    """700 off 500 is 500, and the next one finds nothing."""
    terms = DiscountTerms(amount=700)
    assert [applied.amount for applied in apply_discounts([200, 300], [terms, terms], HALF_UP)] == [500, 0]


def test_more_than_100_percent_takes_all_and_no_more() -> None:
    """A price is never below 0."""
    (applied,) = apply_discounts([999], [DiscountTerms(percent_micros=parse_percent("250"))], HALF_UP)
    assert applied.amount == 999


def test_a_discount_on_lines_that_are_gone_comes_to_nothing() -> None:
    """No eligible line, no discount."""
    (applied,) = apply_discounts([999], [DiscountTerms(amount=100, line_indexes=())], HALF_UP)
    assert (applied.amount, applied.line_parts) == (0, (0,))


@pytest.mark.parametrize("line_indexes", [(0, 0), (2,), (-1,)])
def test_a_discount_names_lines_of_the_order_once_each(line_indexes: tuple[int, ...]) -> None:
    """A wrong index would move money to another line."""
    with pytest.raises(ValueError, match="names its lines once each, from 0 to 1"):
        apply_discounts([100, 100], [DiscountTerms(amount=1, line_indexes=line_indexes)], HALF_UP)
