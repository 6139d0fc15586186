"""Sequences of refunds that other commerce systems publish, by our rules."""

from collections import Counter

import pytest

from commerce.domain.reversal import Collected, Reversal, reverse_amount, reverse_lines, reverse_quantity
from tests.vectors.cases import Case, every, totals_of


class Books:
    """An order's money and its lines', while one refund follows the other."""

    def __init__(self, given: Case) -> None:
        """Open the books: of a priced order that is paid in full, or of what was collected."""
        self.lines: list[Collected] = []
        self.ordered: list[int] = []
        self.refunded_units: Counter[int] = Counter()
        if "order" in given:
            totals = totals_of(given["order"])
            self.order = Collected.in_full(totals.total, tuple(tax.amount for tax in totals.taxes))
            self.lines = [Collected.in_full(line.total, totals.line_taxes(n)) for n, line in enumerate(totals.lines)]
            self.ordered = [line["quantity"] for line in given["order"]["lines"]]
        else:
            self.order = Collected.in_full(given["collected"]["amount"], tuple(given["collected"]["taxes"]))

    def refund(self, asked: Case) -> Reversal:
        """Refund an amount, or units of a line, and enter it."""
        if "amount" in asked:
            reversal = reverse_amount(self.order, asked["amount"])
        else:
            reversal = reverse_lines(self.order, [self._refund_units(asked["line"], asked["quantity"])])
        self.order = self.order.after(reversal)
        return reversal

    def _refund_units(self, line: int, quantity: int) -> Reversal:
        part = reverse_quantity(
            self.lines[line],
            ordered_quantity=self.ordered[line],
            refunded_quantity=self.refunded_units[line],
            quantity=quantity,
        )
        self.lines[line] = self.lines[line].after(part)
        self.refunded_units[line] += quantity
        return part


@every("refunds")
def test_refunds_match_the_vector(case: Case) -> None:
    """Every refund and its tax part come out to the unit, and what is too much is refused."""
    books, asked, expected = Books(case["input"]), case["input"]["refunds"], case["expected"]
    accepted = asked[: expected.get("refused", len(asked))]
    reversals = [books.refund(refund) for refund in accepted]
    assert [reversal.amount for reversal in reversals] == expected["amounts"]
    assert [reversal.tax for reversal in reversals] == expected["taxes"]
    if "refused" in expected:
        with pytest.raises(ValueError, match=r"^What is left "):
            books.refund(asked[expected["refused"]])
