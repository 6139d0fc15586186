"""Exact integer arithmetic: rounding a quotient, and percentages written as decimal strings."""

import re
from dataclasses import dataclass
from enum import StrEnum

MICROS_PER_PERCENT = 1_000_000
MICROS_PER_WHOLE = 100 * MICROS_PER_PERCENT
"""A percentage is an int of millionths of a percent ("percent_micros"): 8.25 % is 8_250_000, the whole is 100 %."""

PERCENT_PATTERN = re.compile(r"([0-9]{1,4})(?:\.([0-9]{1,6}))?")


class Rounding(StrEnum):
    """What happens at exactly half; anything else goes to the nearest integer."""

    HALF_UP = "half_up"
    HALF_EVEN = "half_even"


def divide_rounded(numerator: int, denominator: int, rounding: Rounding = Rounding.HALF_UP) -> int:
    """Divide integers exactly and round the quotient once.

    numerator: any sign; a negative one gives the mirror image of its positive (half-up: -2.5 → -3).
    denominator: > 0.
    Raises ValueError if the denominator is not positive. Source: IEEE 754 ties-away and ties-to-even.
    """
    if denominator <= 0:
        raise ValueError(f"The denominator must be positive, not {denominator}.")
    if numerator < 0:
        return -divide_rounded(-numerator, denominator, rounding)
    quotient, remainder = divmod(numerator, denominator)
    twice = 2 * remainder
    if twice > denominator or (twice == denominator and (rounding is not Rounding.HALF_EVEN or quotient % 2 == 1)):
        return quotient + 1
    return quotient


def parse_percent(text: str) -> int:
    """Read "8.25" as 8_250_000 millionths of a percent.

    text: digits with an optional point: at most four before it, at most six after it; no sign, space or exponent.
    Raises ValueError, saying what to send, for anything else.
    """
    match = PERCENT_PATTERN.fullmatch(text)
    if match is None:
        raise ValueError(
            f"{text[:20]!r} is not a percentage: send a plain decimal string from 0 to 9999.999999, "
            'such as "8.25", with at most six decimals and no sign, exponent or % sign.'
        )
    whole, decimals = match.groups(default="")
    return int(whole) * MICROS_PER_PERCENT + int(decimals.ljust(6, "0"))


def format_percent(percent_micros: int) -> str:
    """Write a percentage in its shortest form: 8_250_000 → "8.25", 18_000_000 → "18".

    percent_micros: millionths of a percent, >= 0.
    Raises ValueError if it is negative.
    """
    if percent_micros < 0:
        raise ValueError(f"A percentage is never negative, but this one is {percent_micros} millionths of a percent.")
    whole, decimals = divmod(percent_micros, MICROS_PER_PERCENT)
    return f"{whole}.{decimals:06d}".rstrip("0").rstrip(".")


def percent_of(amount: int, percent_micros: int, rounding: Rounding = Rounding.HALF_UP) -> int:
    """Take a percentage of an amount, rounded once to minor units.

    amount: minor units. percent_micros: millionths of a percent.
    """
    return divide_rounded(amount * percent_micros, MICROS_PER_WHOLE, rounding)


@dataclass(frozen=True, slots=True, kw_only=True)
class AmountOrPercent:
    """Either a fixed amount or a percentage of something: what discounts, charges and tips have in common.

    amount: minor units, >= 0, or None. percent_micros: millionths of a percent, >= 0, or None. Exactly one is given.
    Raises ValueError if both or neither are given, or if the one given is negative.
    """

    amount: int | None = None
    percent_micros: int | None = None

    def __post_init__(self) -> None:
        """Refuse what has no meaning, where it is made."""
        given = [value for value in (self.amount, self.percent_micros) if value is not None]
        if len(given) != 1:
            raise ValueError("Give either an amount or a percentage, not both and not neither.")
        if given[0] < 0:
            raise ValueError(f"An amount or a percentage is never negative, but this one is {given[0]}.")

    def exact_of(self, base: int) -> tuple[int, int]:
        """Give the fixed amount, or the percentage of the base, as numerator and denominator. base: minor units."""
        if self.percent_micros is not None:
            return base * self.percent_micros, MICROS_PER_WHOLE
        assert self.amount is not None
        return self.amount, 1

    def of(self, base: int, rounding: Rounding) -> int:
        """Give the fixed amount as it is, or the percentage of the base, rounded once. base: minor units."""
        return divide_rounded(*self.exact_of(base), rounding)
