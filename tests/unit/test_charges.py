"""Charges and tips worked by hand."""

from commerce.domain.arithmetic import Rounding, parse_percent
from commerce.domain.charges import ChargeTerms, ChargeTotals, TipTerms, charge_amounts, tip_amounts

TEN_PERCENT = parse_percent("10")


def test_a_charge_is_fixed_or_a_percentage_before_or_after_discounts() -> None:
    """10 % of 1000 is 100; after a discount of 205 it is 79.5."""
    charges = [
        ChargeTerms(amount=599),
        ChargeTerms(percent_micros=TEN_PERCENT),
        ChargeTerms(percent_micros=TEN_PERCENT, after_discounts=True),
    ]
    assert charge_amounts(charges, subtotal=1000, discount=205, rounding=Rounding.HALF_UP) == [599, 100, 80]


def test_a_tip_is_fixed_or_a_percentage_of_the_discounted_subtotal() -> None:
    """10 % of 795 is 79.5."""
    tips = [TipTerms(amount=50), TipTerms(percent_micros=TEN_PERCENT)]
    assert tip_amounts(tips, discounted_subtotal=795, rounding=Rounding.HALF_UP) == [50, 80]


def test_a_charge_costs_its_amount_and_the_tax_on_top() -> None:
    """Tax inside the amount is not paid twice."""
    charge = ChargeTotals(amount=1000, additive_tax=80, inclusive_tax=91)
    assert (charge.tax, charge.total) == (171, 1080)
