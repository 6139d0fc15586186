"""The Stripe stand-in, through Stripe's own SDK: tax calculations."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import stripe

from local.stripe_standin import StripeStandIn

NEW_YORK = {"country": "US", "state": "NY", "postal_code": "10001"}
BOOKS = "txcd_35010000"


@pytest.fixture(scope="module")
def client() -> Iterator[stripe.StripeClient]:
    """Stripe's SDK, pointed at a stand-in of this module."""
    with StripeStandIn.start() as running:
        yield stripe.StripeClient("rk_test_tax", base_addresses={"api": running.base_url})


def calculate(client: stripe.StripeClient, *lines: dict[str, Any], **more: Any) -> stripe.tax.Calculation:
    """Ask for the tax of these lines in New York, unless told otherwise."""
    params: Any = {
        "currency": "usd",
        "line_items": list(lines),
        "customer_details": {"address": NEW_YORK, "address_source": "shipping"},
        "expand": ["line_items.data.tax_breakdown"],
        **more,
    }
    return client.v1.tax.calculations.create(params)


def at(**address: str) -> dict[str, Any]:
    """The details of a customer at another address."""
    return {"customer_details": {"address": address, "address_source": "shipping"}}


def test_each_jurisdiction_taxes_each_line(client: stripe.StripeClient) -> None:
    """4 % and 4.5 % of 10.00 and 0.99: 40 + 45, and 3.96 and 4.455 rounded to 4 + 4."""
    calculation = calculate(client, {"amount": 1000, "reference": "a"}, {"amount": 99, "reference": "b"})
    assert calculation.line_items is not None
    assert [(line.reference, line.amount_tax) for line in calculation.line_items.data] == [("a", 85), ("b", 8)]
    assert (calculation.tax_amount_exclusive, calculation.amount_total) == (93, 1192)
    assert [(tax.amount, tax.taxable_amount) for tax in calculation.tax_breakdown] == [(44, 1099), (49, 1099)]


def test_tax_inside_the_price_is_taken_out(client: stripe.StripeClient) -> None:
    """19 % inside 119.00 is 19.00, and nothing comes on top."""
    line = {"amount": 11900, "tax_behavior": "inclusive"}
    calculation = calculate(client, line, currency="eur", **at(country="DE"))
    assert (calculation.tax_amount_inclusive, calculation.tax_amount_exclusive, calculation.amount_total) == (
        1900,
        0,
        11900,
    )


@pytest.mark.parametrize(
    ("code", "tax", "reason"), [(BOOKS, 70, "reduced_rated"), ("txcd_00000000", 0, "product_exempt")]
)
def test_tax_code_chooses_the_rate(client: stripe.StripeClient, code: str, tax: int, reason: str) -> None:
    """7 % on books in Germany, and nothing on what is not taxable."""
    calculation = calculate(client, {"amount": 1000, "tax_code": code}, currency="eur", **at(country="DE"))
    assert calculation.line_items is not None
    (line,) = calculation.line_items.data
    assert line.tax_breakdown is not None
    assert (line.amount_tax, line.tax_breakdown[0].taxability_reason) == (tax, reason)


@pytest.mark.parametrize(
    ("details", "reason"),
    [
        (at(country="FR"), "not_collecting"),
        ({"customer_details": {"address": NEW_YORK, "taxability_override": "customer_exempt"}}, "customer_exempt"),
    ],
    ids=str,
)
def test_untaxed_line_says_why(client: stripe.StripeClient, details: Any, reason: str) -> None:
    """No rate is shown where none was levied."""
    calculation = calculate(client, {"amount": 1000}, **details)
    assert calculation.line_items is not None
    (tax,) = calculation.line_items.data[0].tax_breakdown or []
    assert (tax.amount, tax.tax_rate_details, tax.taxability_reason) == (0, None, reason)


def test_lines_beyond_the_first_ten_are_listed(client: stripe.StripeClient) -> None:
    """25 lines: 10 come with the calculation, all of them in pages."""
    lines = [{"amount": 100 + n, "reference": f"li_{n}"} for n in range(25)]
    calculation = calculate(client, *lines)
    assert calculation.line_items is not None
    assert (len(calculation.line_items.data), calculation.line_items.has_more) == (10, True)
    listed = client.v1.tax.calculations.line_items.list(str(calculation.id), {"limit": 7}).auto_paging_iter()
    assert [line.reference for line in listed] == [line["reference"] for line in lines]


@pytest.mark.parametrize(
    ("more", "code"),
    [
        (at(country="US", state="NY"), "customer_tax_location_invalid"),
        (at(country="US", postal_code="00000"), "customer_tax_location_invalid"),
        (at(country="CA"), "customer_tax_location_invalid"),
        ({"customer_details": {}}, "parameter_missing"),
        ({"line_items": [{"amount": -1}]}, "parameter_invalid_integer"),
        ({"line_items": [{"amount": 1, "tax_code": "books"}]}, "resource_missing"),
        ({"line_items": [{"amount": 1, "colour": "red"}]}, "parameter_unknown"),
    ],
    ids=str,
)
def test_what_can_not_be_calculated_is_refused(client: stripe.StripeClient, more: Any, code: str) -> None:
    """In Stripe's words."""
    with pytest.raises(stripe.InvalidRequestError) as refused:
        calculate(client, {"amount": 1000}, **more)
    assert refused.value.code == code


def test_two_lines_of_one_reference_are_refused(client: stripe.StripeClient) -> None:
    """Nobody could tell whose tax is whose."""
    with pytest.raises(stripe.InvalidRequestError, match="unique"):
        calculate(client, {"amount": 1, "reference": "a"}, {"amount": 2, "reference": "a"})


def test_calculation_is_read_again(client: stripe.StripeClient) -> None:
    """As it was."""
    made = calculate(client, {"amount": 1000})
    assert client.v1.tax.calculations.retrieve(str(made.id)).amount_total == made.amount_total == 1085
