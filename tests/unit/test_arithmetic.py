"""Rounding and percentages, worked by hand."""

import pytest

from commerce.domain.arithmetic import (
    AmountOrPercent,
    Rounding,
    divide_rounded,
    format_percent,
    parse_percent,
    percent_of,
)


@pytest.mark.parametrize(
    ("numerator", "denominator", "half_up", "half_even"),
    [
        (5, 2, 3, 2),  # 2.5
        (7, 2, 4, 4),  # 3.5
        (-5, 2, -3, -2),
        (-7, 2, -4, -4),
        (4, 3, 1, 1),  # 1.33
        (5, 3, 2, 2),  # 1.67
        (-4, 3, -1, -1),
        (1, 2, 1, 0),
        (-1, 2, -1, 0),
        (6, 3, 2, 2),
        (0, 7, 0, 0),
    ],
)
def test_divide_rounded_at_and_beside_the_half(numerator: int, denominator: int, half_up: int, half_even: int) -> None:
    """Only exactly half depends on the rounding, and a negative mirrors its positive."""
    assert divide_rounded(numerator, denominator, Rounding.HALF_UP) == half_up
    assert divide_rounded(numerator, denominator, Rounding.HALF_EVEN) == half_even


@pytest.mark.parametrize("denominator", [0, -1])
def test_divide_rounded_refuses_a_denominator_that_is_not_positive(denominator: int) -> None:
    """A sign belongs to the numerator."""
    with pytest.raises(ValueError, match="must be positive"):
        divide_rounded(1, denominator)


def test_divide_rounded_is_exact_where_floats_are_not() -> None:
    """0.5 below 10^17 + 0.5 is nothing to a float; an integer keeps it."""
    assert divide_rounded(2 * 10**17 + 1, 2, Rounding.HALF_UP) == 10**17 + 1
    assert divide_rounded(2 * 10**17 + 1, 2, Rounding.HALF_EVEN) == 10**17


@pytest.mark.parametrize(
    ("text", "percent_micros", "canonical"),
    [
        ("8.25", 8_250_000, "8.25"),
        ("12.5", 12_500_000, "12.5"),
        ("18", 18_000_000, "18"),
        ("0", 0, "0"),
        ("100", 100_000_000, "100"),
        ("0.000001", 1, "0.000001"),
        ("08.250", 8_250_000, "8.25"),
        ("20.0", 20_000_000, "20"),
        ("9999.999999", 9_999_999_999, "9999.999999"),
    ],
)
def test_percent_is_read_exactly_and_written_in_its_shortest_form(
    text: str, percent_micros: int, canonical: str
) -> None:
    """A percentage is an int of millionths of a percent."""
    assert parse_percent(text) == percent_micros
    assert format_percent(percent_micros) == canonical


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "-1",
        "+1",
        "1e2",
        "NaN",
        "Infinity",
        "8,25",
        "8.25%",
        "8.",
        ".5",
        "1.1234567",
        "10000",
        " 8",
        "8\n",
        "٨",
        "1_0",
    ],
)
def test_percent_says_what_to_send_when_it_cannot_be_read(text: str) -> None:
    """Signs, exponents, spaces, seven decimals and other scripts' digits are refused."""
    with pytest.raises(ValueError, match=r'send a plain decimal string .* such as "8\.25"'):
        parse_percent(text)


def test_format_percent_refuses_a_negative() -> None:
    """No percentage of Flint is negative."""
    with pytest.raises(ValueError, match="never negative"):
        format_percent(-1)


def test_percent_of_rounds_once() -> None:
    """9.75 % of 600 is 58.5."""
    assert percent_of(600, parse_percent("9.75"), Rounding.HALF_UP) == 59
    assert percent_of(600, parse_percent("9.75"), Rounding.HALF_EVEN) == 58


def test_amount_or_percent_takes_exactly_one() -> None:
    """Both, neither and a negative have no meaning."""
    with pytest.raises(ValueError, match="either an amount or a percentage"):
        AmountOrPercent()
    with pytest.raises(ValueError, match="either an amount or a percentage"):
        AmountOrPercent(amount=1, percent_micros=1)
    with pytest.raises(ValueError, match="never negative"):
        AmountOrPercent(amount=-1)


def test_nothing_is_an_amount_and_a_percentage() -> None:
    """A tip of 0 is one; a percentage below 0 is not."""
    assert AmountOrPercent(amount=0).of(996, Rounding.HALF_UP) == 0
    assert AmountOrPercent(percent_micros=0).of(996, Rounding.HALF_UP) == 0
    with pytest.raises(ValueError, match="never negative"):
        AmountOrPercent(percent_micros=-1)


def test_roundings_have_their_published_names() -> None:
    """Orders and settings keep them."""
    assert list(Rounding) == ["half_up", "half_even"]


def test_amount_or_percent_of_a_base() -> None:
    """An amount is itself, whatever the base; 12.5 % of 996 is 124.5."""
    assert AmountOrPercent(amount=700).of(5, Rounding.HALF_UP) == 700
    assert AmountOrPercent(percent_micros=12_500_000).of(996, Rounding.HALF_UP) == 125
    assert AmountOrPercent(percent_micros=12_500_000).of(996, Rounding.HALF_EVEN) == 124
