"""Reading the cases in this folder, and turning their orders into terms."""

import json
from pathlib import Path
from typing import Any

import pytest

from commerce.domain.arithmetic import Rounding, parse_percent
from commerce.domain.charges import ChargeTerms, TipTerms
from commerce.domain.discounts import DiscountTerms
from commerce.domain.tax import TaxTerms
from commerce.domain.totals import LineTerms, Totals, calculate

HERE = Path(__file__).parent

Case = dict[str, Any]


def load(theme: str) -> list[Case]:
    """Read the cases of one file."""
    cases: list[Case] = json.loads((HERE / f"{theme}.json").read_text(encoding="utf-8"))["cases"]
    return cases


def every(*themes: str) -> pytest.MarkDecorator:
    """Run a test once per case of these files, under the case's id."""
    cases = [case for theme in themes for case in load(theme)]
    return pytest.mark.parametrize("case", [pytest.param(case, id=case["id"]) for case in cases])


def totals_of(order: Case) -> Totals:
    """Price an order that is written as a case's input."""
    return calculate(
        [LineTerms(line["quantity"], line["unitAmount"], tuple(line["taxes"])) for line in order["lines"]],
        discounts=[
            DiscountTerms(**_measure(discount), line_indexes=tuple(discount["lines"]) if "lines" in discount else None)
            for discount in order.get("discounts", [])
        ],
        charges=[
            ChargeTerms(**_measure(charge), tax_indexes=tuple(charge.get("taxes", ())))
            for charge in order.get("charges", [])
        ],
        tips=[TipTerms(**_measure(tip)) for tip in order.get("tips", [])],
        taxes=[TaxTerms(parse_percent(tax["percent"]), tax["inclusive"]) for tax in order.get("taxes", [])],
        rounding=Rounding(order.get("rounding", "half_up")),
    )


def _measure(terms: Case) -> Case:
    """Read the amount or the percentage of a discount, charge or tip."""
    return {"amount": terms["amount"]} if "amount" in terms else {"percent_micros": parse_percent(terms["percent"])}
