"""Proration: what a part of a billing period costs. Fractions are exact, and each amount is rounded once."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from commerce.domain.allocation import allocate
from commerce.domain.arithmetic import Rounding, divide_rounded


@dataclass(frozen=True, slots=True)
class PriceChange:
    """What a change in the middle of a period gives back and asks for, minor units, both >= 0."""

    credit: int
    debit: int

    @property
    def net(self) -> int:
        """What is to be paid for the change, minor units; negative: what is left over."""
        return self.debit - self.credit


def prorated(amount: int, fraction: Fraction, rounding: Rounding = Rounding.HALF_UP) -> int:
    """A part of an amount, rounded once. amount: minor units, >= 0. fraction: 0 to 1."""
    assert 0 <= fraction <= 1, "no part is larger than the whole"
    return divide_rounded(amount * fraction.numerator, fraction.denominator, rounding)


def prorated_parts(
    amounts: Sequence[int], fraction: Fraction, rounding: Rounding = Rounding.HALF_UP
) -> tuple[int, ...]:
    """A part of several amounts: of their sum, rounded once, and spread over them so that they add up to it.

    amounts: minor units, >= 0.
    """
    whole = prorated(sum(amounts), fraction, rounding)
    return tuple(allocate(whole, list(amounts))) if whole else (0,) * len(amounts)


def price_change(*, old: int, new: int, remaining: Fraction, rounding: Rounding = Rounding.HALF_UP) -> PriceChange:
    """What moving from one price to another comes to, with a part of the period left.

    old, new: what a whole period costs, minor units, discounts taken off. remaining: 0 to 1.
    Source: Stripe's prorations: unused time at the old price goes back, the rest at the new one is asked for.
    """
    return PriceChange(credit=prorated(old, remaining, rounding), debit=prorated(new, remaining, rounding))
