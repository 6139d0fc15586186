"""An order's totals, computed from plain terms: the one place where prices become what the buyer pays."""

from collections.abc import Sequence
from dataclasses import dataclass
from operator import sub
from typing import NamedTuple

from commerce.domain.arithmetic import Rounding
from commerce.domain.charges import ChargeTerms, ChargeTotals, TipTerms, charge_amounts, tip_amounts
from commerce.domain.discounts import DiscountTerms, DiscountTotals, apply_discounts
from commerce.domain.tax import TaxTerms, TaxTotals, assess_taxes


@dataclass(frozen=True, slots=True)
class LineTerms:
    """A line as it was ordered.

    quantity: whole, >= 1. unit_amount: minor units, >= 0. tax_indexes: the order's rates that tax it; empty: exempt.
    Raises ValueError if the quantity is below 1 or the unit amount negative.
    """

    quantity: int
    unit_amount: int
    tax_indexes: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what has no meaning, where it is made."""
        if self.quantity < 1 or self.unit_amount < 0:
            raise ValueError(
                f"A line has 1 or more units at 0 or more each, not {self.quantity} at {self.unit_amount}."
            )


class LineTotals(NamedTuple):
    """What a line came to, in minor units: total = gross - discount + additive tax = net + tax."""

    gross: int
    discount: int
    additive_tax: int
    inclusive_tax: int

    @property
    def tax(self) -> int:
        """All tax of this line, on top of the price and inside it."""
        return self.additive_tax + self.inclusive_tax

    @property
    def net(self) -> int:
        """The discounted price without any tax."""
        return self.gross - self.discount - self.inclusive_tax

    @property
    def total(self) -> int:
        """What the buyer pays for this line."""
        return self.gross - self.discount + self.additive_tax


class Totals(NamedTuple):
    """What an order came to, in minor units; lists are in the order of the terms they answer."""

    subtotal: int
    discount: int
    charge: int
    additive_tax: int
    inclusive_tax: int
    tip: int
    lines: tuple[LineTotals, ...]
    discounts: tuple[DiscountTotals, ...]
    charges: tuple[ChargeTotals, ...]
    taxes: tuple[TaxTotals, ...]
    tips: tuple[int, ...]

    @property
    def tax(self) -> int:
        """All tax, on top of the prices and inside them."""
        return self.additive_tax + self.inclusive_tax

    @property
    def total(self) -> int:
        """What the buyer pays."""
        return self.subtotal - self.discount + self.additive_tax + self.charge + self.tip

    def line_taxes(self, line: int) -> tuple[int, ...]:
        """Read a line's tax per rate: what a refund of that line gives back."""
        return tuple(tax.line_parts[line] for tax in self.taxes)


def calculate(
    lines: Sequence[LineTerms],
    *,
    discounts: Sequence[DiscountTerms] = (),
    charges: Sequence[ChargeTerms] = (),
    tips: Sequence[TipTerms] = (),
    taxes: Sequence[TaxTerms] = (),
    provided: Sequence[TaxTotals] = (),
    rounding: Rounding = Rounding.HALF_UP,
) -> Totals:
    """Compute an order's totals: discounts, then charges, then tax on both, then tips.

    All amounts are minor units of one currency. Indexes in the terms point into `lines` and `taxes`.
    provided: taxes that somebody else worked out for these lines and charges; they stand after the others.
    Raises ValueError if an index is repeated or points nowhere.
    """
    gross = [line.quantity * line.unit_amount for line in lines]
    subtotal = sum(gross)
    taken_off = apply_discounts(gross, discounts, rounding)
    discount = sum(applied.amount for applied in taken_off)
    line_discounts = _add_up([applied.line_parts for applied in taken_off], len(lines))
    charged = charge_amounts(charges, subtotal=subtotal, discount=discount, rounding=rounding)
    levied = assess_taxes(
        [*map(sub, gross, line_discounts), *charged],
        [line.tax_indexes for line in lines] + [charge.tax_indexes for charge in charges],
        taxes,
        rounding,
        line_count=len(lines),
    )
    levied += provided
    tipped = tip_amounts(tips, discounted_subtotal=subtotal - discount, rounding=rounding)
    line_totals = _line_totals(gross, line_discounts, levied)
    return _totals(line_totals, taken_off, _charge_totals(charged, levied), levied, tipped)


def _totals(
    lines: Sequence[LineTotals],
    discounts: Sequence[DiscountTotals],
    charges: Sequence[ChargeTotals],
    taxes: Sequence[TaxTotals],
    tips: Sequence[int],
) -> Totals:
    """Add the parts up."""
    totals = Totals(
        subtotal=sum(line.gross for line in lines),
        discount=sum(applied.amount for applied in discounts),
        charge=sum(charge.amount for charge in charges),
        additive_tax=sum(tax.amount for tax in taxes if not tax.inclusive),
        inclusive_tax=sum(tax.amount for tax in taxes if tax.inclusive),
        tip=sum(tips),
        lines=tuple(lines),
        discounts=tuple(discounts),
        charges=tuple(charges),
        taxes=tuple(taxes),
        tips=tuple(tips),
    )
    _assert_adds_up(totals)
    return totals


def _line_totals(
    gross: Sequence[int], line_discounts: Sequence[int], taxes: Sequence[TaxTotals]
) -> tuple[LineTotals, ...]:
    """Put every line's amounts together."""
    additive = _add_up([tax.line_parts for tax in taxes if not tax.inclusive], len(gross))
    inclusive = _add_up([tax.line_parts for tax in taxes if tax.inclusive], len(gross))
    return tuple(map(LineTotals, gross, line_discounts, additive, inclusive))


def _charge_totals(amounts: Sequence[int], taxes: Sequence[TaxTotals]) -> tuple[ChargeTotals, ...]:
    """Put every charge's amounts together."""
    additive = _add_up([tax.charge_parts for tax in taxes if not tax.inclusive], len(amounts))
    inclusive = _add_up([tax.charge_parts for tax in taxes if tax.inclusive], len(amounts))
    return tuple(map(ChargeTotals, amounts, additive, inclusive))


def _add_up(rows: Sequence[Sequence[int]], count: int) -> list[int]:
    """Add rows of `count` amounts place by place; zeros if there is no row."""
    return list(map(sum, zip(*rows, strict=True))) if rows else [0] * count


def _assert_adds_up(totals: Totals) -> None:
    """Nothing is negative, and every total is the sum of its parts."""
    lines, charges = totals.lines, totals.charges
    assert min((line.net for line in lines), default=0) >= 0
    assert sum(line.discount for line in lines) == totals.discount <= totals.subtotal
    assert sum(line.tax for line in lines) + sum(charge.tax for charge in charges) == totals.tax
    assert sum(line.total for line in lines) + sum(charge.total for charge in charges) + totals.tip == totals.total
    assert totals.total >= 0
