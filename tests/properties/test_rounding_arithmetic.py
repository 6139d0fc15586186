"""Laws of rounding and of percentages."""

from fractions import Fraction
from math import floor

from hypothesis import given
from hypothesis import strategies as st

from commerce.domain.arithmetic import Rounding, divide_rounded, format_percent, parse_percent, percent_of
from tests.properties.orders import amounts, percents, roundings

numerators = st.integers(-(10**20), 10**20) | st.integers(-30, 30)
denominators = st.integers(1, 10**12) | st.integers(1, 12)


@given(numerators, denominators)
def test_half_even_is_what_python_rounds_fractions_to(numerator: int, denominator: int) -> None:
    """`round` of a Fraction is exact and goes to even at exactly half."""
    assert divide_rounded(numerator, denominator, Rounding.HALF_EVEN) == round(Fraction(numerator, denominator))


@given(numerators, denominators)
def test_half_up_goes_away_from_zero_at_half(numerator: int, denominator: int) -> None:
    """The size of the result is the floor of the size plus one half."""
    expected = floor(Fraction(abs(numerator), denominator) + Fraction(1, 2))
    assert divide_rounded(numerator, denominator, Rounding.HALF_UP) == (expected if numerator >= 0 else -expected)


@given(numerators, denominators)
def test_the_two_roundings_differ_at_exactly_half_only(numerator: int, denominator: int) -> None:
    """And then by one unit, half-even being the even one."""
    up = divide_rounded(numerator, denominator, Rounding.HALF_UP)
    even = divide_rounded(numerator, denominator, Rounding.HALF_EVEN)
    if up != even:
        assert 2 * numerator % denominator == 0
        assert abs(up) - abs(even) == 1
        assert even % 2 == 0


@given(numerators, denominators, roundings, st.integers(1, 1000))
def test_a_quotient_is_rounded_for_its_value(numerator: int, denominator: int, rounding: Rounding, by: int) -> None:
    """Expanding the fraction changes nothing."""
    assert divide_rounded(numerator, denominator, rounding) == divide_rounded(
        numerator * by, denominator * by, rounding
    )


@given(st.integers(0, 9_999_999_999))
def test_percentages_survive_being_written_and_read(percent_micros: int) -> None:
    """Writing and reading is exact, and what was written is its own shortest form."""
    text = format_percent(percent_micros)
    assert parse_percent(text) == percent_micros
    assert "." not in text or not text.endswith(("0", "."))


@given(amounts, amounts, percents, roundings)
def test_a_larger_amount_never_has_a_smaller_percentage(
    one: int, other: int, percent_micros: int, rounding: Rounding
) -> None:
    """Rounding keeps the order of what it rounds."""
    less, more = sorted((one, other))
    assert percent_of(less, percent_micros, rounding) <= percent_of(more, percent_micros, rounding)
