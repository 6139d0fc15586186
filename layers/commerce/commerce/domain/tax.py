"""Tax per rate: rounded once per order, then spread over what it taxes.

Inclusive rates are taken out of a price together: each is round(price * r / (1 + all inclusive r of that price)).
An additive rate's base is what the inclusive ones leave, so that no tax is levied on a tax.
Source: Square's OrderLineItemTaxType, where taking an inclusive tax out leaves the item's "pretax cost". Neither
Square nor Stripe spells out a line with both kinds; taxing the pretax cost keeps either rate true on its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import lcm
from typing import NamedTuple

from commerce.domain.allocation import allocate, allocate_within
from commerce.domain.arithmetic import MICROS_PER_WHOLE, Rounding, divide_rounded


@dataclass(frozen=True, slots=True)
class TaxTerms:
    """A rate of an order.

    percent_micros: millionths of a percent, >= 0. inclusive: the tax is already in the price, else it comes on top.
    Raises ValueError if the percentage is negative.
    """

    percent_micros: int
    inclusive: bool = False

    def __post_init__(self) -> None:
        """Refuse what has no meaning, where it is made."""
        if self.percent_micros < 0:
            raise ValueError(f"A tax rate is never negative, but this one is {self.percent_micros}.")


class TaxTotals(NamedTuple):
    """What a rate came to over the whole order.

    base: the taxable amount (with the tax inside it for an inclusive rate). exact: the tax as numerator and
    denominator before its one rounding. amount: minor units. taxed: the positions of what it taxes, the lines' and
    then the charges'. weights: of each of these, what the amount is spread by; any one unit.
    line_parts, charge_parts: per line and per charge, 0 where the rate does not apply.
    """

    inclusive: bool
    base: int
    exact: tuple[int, int]
    amount: int
    taxed: Sequence[int]
    weights: Sequence[int]
    line_parts: tuple[int, ...]
    charge_parts: tuple[int, ...]


def assess_taxes(
    amounts: Sequence[int],
    tax_indexes: Sequence[tuple[int, ...]],
    rates: Sequence[TaxTerms],
    rounding: Rounding,
    *,
    line_count: int,
) -> list[TaxTotals]:
    """Tax the discounted lines and the charges together, each rate rounded once, and answer one result per rate.

    amounts: minor units, >= 0, the lines' and then the charges'. tax_indexes: which rates tax each; empty: exempt.
    Raises ValueError if an amount names a rate twice or one that does not exist.
    """
    members = _members(tax_indexes, len(rates))
    denominators = _denominators(tax_indexes, rates)
    untaxed = list(amounts)
    totals: dict[int, TaxTotals] = {}
    for index in sorted(range(len(rates)), key=lambda index: not rates[index].inclusive):
        rate, taxed = rates[index], members[index]
        available = [untaxed[position] for position in taxed]
        if rate.inclusive:
            bases = [amounts[position] for position in taxed]
            weights, common = _weights(bases, [denominators[position] for position in taxed])
            exact, shares = _inclusive(rate, weights, common, available, rounding)
        else:
            bases = weights = available
            exact, shares = _additive(rate, bases, rounding)
        parts = _spread(shares, taxed, len(amounts))
        if rate.inclusive:
            untaxed = [left - part for left, part in zip(untaxed, parts, strict=True)]
        totals[index] = TaxTotals(
            rate.inclusive,
            sum(bases),
            exact,
            sum(shares),
            taxed,
            weights,
            parts[:line_count],
            parts[line_count:],
        )
    assert not untaxed or min(untaxed) >= 0
    return [totals[index] for index in range(len(rates))]


def provided_tax(bases: Sequence[int], parts: Sequence[int], *, inclusive: bool, line_count: int) -> TaxTotals:
    """A tax that somebody else worked out amount by amount, taken as it is: nothing of it is rounded or spread.

    bases, parts: minor units, the lines' and then the charges'. Raises ValueError if they are not of the same amounts.
    """
    taxed = [position for position, (base, part) in enumerate(zip(bases, parts, strict=True)) if base or part]
    amount = sum(parts)
    return TaxTotals(
        inclusive,
        sum(bases),
        (amount, 1),
        amount,
        taxed,
        [parts[position] for position in taxed],
        tuple(parts[:line_count]),
        tuple(parts[line_count:]),
    )


def _members(tax_indexes: Sequence[tuple[int, ...]], rate_count: int) -> list[list[int]]:
    """Per rate, the positions of the amounts that it taxes, in order."""
    for indexes in set(tax_indexes):
        if len(set(indexes)) != len(indexes) or not set(indexes) <= set(range(rate_count)):
            raise ValueError(f"Tax indexes {indexes} must name each rate once, from 0 to {rate_count - 1}.")
    members: list[list[int]] = [[] for _ in range(rate_count)]
    for position, indexes in enumerate(tax_indexes):
        for index in indexes:
            members[index].append(position)
    return members


def _denominators(tax_indexes: Sequence[tuple[int, ...]], rates: Sequence[TaxTerms]) -> list[int]:
    """Per amount, 1 + the sum of its inclusive rates, in millionths of a percent."""
    of_set = {
        indexes: MICROS_PER_WHOLE + sum(rates[index].percent_micros for index in indexes if rates[index].inclusive)
        for indexes in set(tax_indexes)
    }
    return [of_set[indexes] for indexes in tax_indexes]


def _weights(bases: Sequence[int], denominators: Sequence[int]) -> tuple[list[int], int]:
    """Bring the prices that taxes are inside of to one denominator: the numerators, and the denominator."""
    common = lcm(*set(denominators))
    return [base * (common // denominator) for base, denominator in zip(bases, denominators, strict=True)], common


def _inclusive(
    rate: TaxTerms, weights: Sequence[int], common: int, available: Sequence[int], rounding: Rounding
) -> tuple[tuple[int, int], list[int]]:
    """Take a rate's tax out of the prices it is inside of: exactly, and as a share of each."""
    numerator = sum(weights) * rate.percent_micros
    # Several rates may round up on the same cent: none may take more than the others have left of it.
    return (numerator, common), allocate_within(divide_rounded(numerator, common, rounding), weights, available)


def _additive(rate: TaxTerms, bases: Sequence[int], rounding: Rounding) -> tuple[tuple[int, int], list[int]]:
    """Put a rate's tax on top of prices: exactly, and as a share of each."""
    numerator = sum(bases) * rate.percent_micros
    return (numerator, MICROS_PER_WHOLE), allocate(divide_rounded(numerator, MICROS_PER_WHOLE, rounding), bases)


def _spread(shares: Sequence[int], members: Sequence[int], count: int) -> tuple[int, ...]:
    """Put the members' shares back in their places among all amounts."""
    if len(members) == count:
        return tuple(shares)
    spread = [0] * count
    for position, share in zip(members, shares, strict=True):
        spread[position] = share
    return tuple(spread)
