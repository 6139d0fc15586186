"""What a part of a period costs."""

from fractions import Fraction

import pytest

from commerce.domain.arithmetic import Rounding
from commerce.domain.proration import price_change, prorated, prorated_parts


@pytest.mark.parametrize(("rounding", "came_to"), [(Rounding.HALF_UP, 3), (Rounding.HALF_EVEN, 2)])
def test_a_half_is_rounded_as_the_merchant_says(rounding: Rounding, came_to: int) -> None:
    """Half of 5 is 2.5."""
    assert prorated(5, Fraction(1, 2), rounding) == came_to


def test_lines_are_rounded_together() -> None:
    """Three lines of 1.00 for a third of the period: 1.00, not 0.99; the odd cent goes to the first."""
    assert prorated_parts([100, 100, 100], Fraction(1, 3)) == (34, 33, 33)
    assert prorated_parts([100, 0], Fraction(1, 2)) == (50, 0)
    assert prorated_parts([0, 0], Fraction(1, 2)) == (0, 0)


def test_a_cheaper_plan_leaves_something_over() -> None:
    """20.00 to 10.00 with a quarter left: 5.00 back, 2.50 asked for."""
    change = price_change(old=2000, new=1000, remaining=Fraction(1, 4))
    assert (change.credit, change.debit, change.net) == (500, 250, -250)
    even = price_change(old=2, new=2, remaining=Fraction(1, 4), rounding=Rounding.HALF_EVEN)
    assert (even.credit, even.debit) == (0, 0)


def test_more_than_a_whole_period_is_no_part() -> None:
    """Nor is less than nothing."""
    for fraction in (Fraction(3, 2), Fraction(-1, 2)):
        with pytest.raises(AssertionError):
            prorated(100, fraction)
