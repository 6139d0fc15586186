"""Laws of proration."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from commerce.domain.arithmetic import Rounding
from commerce.domain.proration import price_change, prorated, prorated_parts
from tests.properties.orders import amounts, roundings

parts = st.fractions(0, 1)


@given(amounts, amounts, parts, roundings)
def test_a_change_and_its_change_back_come_to_nothing(old: int, new: int, left: Fraction, rounding: Rounding) -> None:
    """Made at the same moment."""
    there = price_change(old=old, new=new, remaining=left, rounding=rounding)
    back = price_change(old=new, new=old, remaining=left, rounding=rounding)
    assert there.net + back.net == 0


@given(amounts, parts, roundings)
def test_a_part_is_off_by_at_most_half_a_unit(amount: int, part: Fraction, rounding: Rounding) -> None:
    """And never more than the whole."""
    came_to = prorated(amount, part, rounding)
    assert abs(came_to - amount * part) <= Fraction(1, 2)
    assert 0 <= came_to <= amount


@given(amounts, amounts, parts, roundings)
def test_moving_to_a_dearer_plan_never_pays_out(old: int, more: int, left: Fraction, rounding: Rounding) -> None:
    """What is asked for is at least what goes back."""
    assert price_change(old=old, new=old + more, remaining=left, rounding=rounding).net >= 0


@given(st.lists(amounts, min_size=1, max_size=8), parts, roundings)
def test_parts_of_lines_add_up_to_the_part_of_their_sum(lines: list[int], part: Fraction, rounding: Rounding) -> None:
    """Rounded once, and no line gives more than it has."""
    came_to = prorated_parts(lines, part, rounding)
    assert sum(came_to) == prorated(sum(lines), part, rounding)
    assert all(0 <= got <= had for got, had in zip(came_to, lines, strict=True))


@given(amounts, st.fractions(0, 1), roundings)
def test_nothing_is_left_of_a_whole_period(amount: int, part: Fraction, rounding: Rounding) -> None:
    """A change at its end costs nothing; one at its beginning costs the whole difference."""
    assert price_change(old=amount, new=amount, remaining=part, rounding=rounding).net == 0
    assert prorated(amount, Fraction(0), rounding) == 0
    assert prorated(amount, Fraction(1), rounding) == amount
