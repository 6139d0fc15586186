"""What discounts take off an order's lines: line-scoped first, then order-scoped, each on what remains."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from commerce.domain.allocation import allocate
from commerce.domain.arithmetic import AmountOrPercent, Rounding, divide_rounded


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscountTerms(AmountOrPercent):
    """A discount as it was granted: an amount or a percentage, on some lines or on the whole order.

    line_indexes: the eligible lines (line scope), or None for all of them (order scope).
    """

    line_indexes: tuple[int, ...] | None = None


class DiscountTotals(NamedTuple):
    """What a discount came to.

    base: what remained on the eligible lines before it. exact: numerator and denominator before rounding, and before
    the base limits it. amount: taken off, at most the base.
    weights: what remained of every line of the order, 0 where the line is not eligible: the amount is spread by them.
    line_parts: the amount's part of every line.
    """

    base: int
    exact: tuple[int, int]
    amount: int
    weights: Sequence[int]
    line_parts: tuple[int, ...]


def apply_discounts(
    gross_amounts: Sequence[int], discounts: Sequence[DiscountTerms], rounding: Rounding
) -> list[DiscountTotals]:
    """Apply discounts to lines, and answer in the order in which they were given.

    gross_amounts: minor units per line. discounts: in the order of application within their scope.
    A percentage is rounded once per discount; a fixed amount is min(amount, what remains); either is spread over
    the eligible lines by `allocate`, weighted by what remains of each.
    Raises ValueError if a discount names a line twice or one that does not exist.
    """
    remaining = list(gross_amounts)
    totals: dict[int, DiscountTotals] = {}
    for position in application_order(discounts):
        totals[position] = applied = _apply(remaining, discounts[position], rounding)
        remaining = [left - part for left, part in zip(remaining, applied.line_parts, strict=True)]
    assert not remaining or min(remaining) >= 0
    return [totals[position] for position in range(len(discounts))]


def application_order(discounts: Sequence[DiscountTerms]) -> list[int]:
    """The indexes of discounts in the order in which they are applied: line-scoped first, else as they were given."""
    return sorted(range(len(discounts)), key=lambda index: discounts[index].line_indexes is None)


def _apply(remaining: Sequence[int], discount: DiscountTerms, rounding: Rounding) -> DiscountTotals:
    """Take one discount off what remains of the lines."""
    if discount.line_indexes is None:
        eligible = remaining
    else:
        chosen = set(discount.line_indexes)
        if len(chosen) != len(discount.line_indexes) or not chosen <= set(range(len(remaining))):
            raise ValueError(f"A discount names its lines once each, from 0 to {len(remaining) - 1}.")
        eligible = [left if line in chosen else 0 for line, left in enumerate(remaining)]
    base = sum(eligible)
    exact = discount.exact_of(base)
    amount = min(divide_rounded(*exact, rounding), base)
    return DiscountTotals(base, exact, amount, eligible, tuple(allocate(amount, eligible)))
