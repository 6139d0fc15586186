"""What charges (service, delivery) and tips come to."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from commerce.domain.arithmetic import AmountOrPercent, Rounding


@dataclass(frozen=True, slots=True, kw_only=True)
class ChargeTerms(AmountOrPercent):
    """A charge beside the lines; discounts never touch it.

    after_discounts: a percentage is taken of the subtotal after discounts (True) or before them (False).
    tax_indexes: the order's rates that tax this charge; empty: not taxable.
    """

    after_discounts: bool = False
    tax_indexes: tuple[int, ...] = ()

    def base_of(self, *, subtotal: int, discount: int) -> int:
        """What a percentage is taken of. subtotal, discount: minor units."""
        return subtotal - discount if self.after_discounts else subtotal


@dataclass(frozen=True, slots=True, kw_only=True)
class TipTerms(AmountOrPercent):
    """A tip: an amount, or a percentage of the discounted subtotal; never taxed."""


class ChargeTotals(NamedTuple):
    """What a charge came to: its amount, the tax on top of it and the tax already inside it."""

    amount: int
    additive_tax: int
    inclusive_tax: int

    @property
    def tax(self) -> int:
        """All tax of this charge."""
        return self.additive_tax + self.inclusive_tax

    @property
    def total(self) -> int:
        """What the buyer pays for it."""
        return self.amount + self.additive_tax


def charge_amounts(charges: Sequence[ChargeTerms], *, subtotal: int, discount: int, rounding: Rounding) -> list[int]:
    """Work out every charge before tax, each percentage rounded once. subtotal, discount: minor units."""
    return [charge.of(charge.base_of(subtotal=subtotal, discount=discount), rounding) for charge in charges]


def tip_amounts(tips: Sequence[TipTerms], *, discounted_subtotal: int, rounding: Rounding) -> list[int]:
    """Work out every tip, each percentage rounded once. discounted_subtotal: minor units."""
    return [tip.of(discounted_subtotal, rounding) for tip in tips]
