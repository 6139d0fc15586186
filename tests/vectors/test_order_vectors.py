"""Orders that other commerce systems publish, priced by our rules."""

from collections.abc import Callable

from commerce.domain.totals import Totals
from tests.vectors.cases import Case, every, totals_of

OBSERVABLES: dict[str, Callable[[Totals], object]] = {
    "subtotal": lambda totals: totals.subtotal,
    "discount": lambda totals: totals.discount,
    "charge": lambda totals: totals.charge,
    "tax": lambda totals: totals.tax,
    "additiveTax": lambda totals: totals.additive_tax,
    "inclusiveTax": lambda totals: totals.inclusive_tax,
    "total": lambda totals: totals.total,
    "lineDiscounts": lambda totals: [line.discount for line in totals.lines],
    "lineTaxes": lambda totals: [line.tax for line in totals.lines],
    "lineNets": lambda totals: [line.net for line in totals.lines],
    "lineTotals": lambda totals: [line.total for line in totals.lines],
    "taxAmounts": lambda totals: [tax.amount for tax in totals.taxes],
}


@every("discounts", "stacking", "tax_exclusive", "tax_inclusive", "currencies")
def test_totals_match_the_vector(case: Case) -> None:
    """Every amount that the case states comes out to the unit."""
    totals = totals_of(case["input"])
    assert {name: OBSERVABLES[name](totals) for name in case["expected"]} == case["expected"]
