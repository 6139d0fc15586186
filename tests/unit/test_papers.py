"""Papers: what stands on an invoice before anything is known of pages."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from commerce.domain.invoice_parts import InvoiceTax
from commerce.domain.invoices import Invoice
from commerce.domain.lifecycle import InvoiceStatus
from commerce.domain.money import Money
from commerce.domain.papers import Paper, day, invoice_paper

NOW = datetime(2026, 11, 25, 23, 30, tzinfo=UTC)


def usd(amount: int) -> Money:
    """An amount in cents."""
    return Money(amount=amount, currency="USD")


def tax(name: str, percentage: str, taxable: int, amount: int, *, inclusive: bool) -> InvoiceTax:
    """What a rate comes to."""
    return InvoiceTax(
        name=name,
        percentage=percentage,
        inclusive=inclusive,
        taxable_money=usd(taxable),
        tax_money=usd(amount),
    )


def paper(*taxes: InvoiceTax, status: InvoiceStatus = InvoiceStatus.OPEN, paid: int = 0) -> Paper:
    """An issued invoice over 119.00 with these taxes, on paper."""
    invoice = Invoice(
        id="inv_1",
        invoice_number="INV-000001",
        order_id="ord_1",
        status=status,
        subtotal_money=usd(11900),
        discount_money=usd(0),
        tax_money=usd(0),
        total_money=usd(11900),
        paid_money=usd(paid),
        taxes=taxes,
        issued_at=NOW,
        created_at=NOW,
        updated_at=NOW,
    )
    return invoice_paper(invoice)


def test_net_of_a_rate_on_top_is_what_it_is_levied_on() -> None:
    """8 % on 100.00."""
    assert paper(tax("Sales tax", "8", 10000, 800, inclusive=False)).taxes.rows == (
        ("Sales tax", "100.00 USD", "8 %", "8.00 USD"),
    )


def test_net_of_a_rate_inside_prices_is_without_it() -> None:
    """119.00 with 19 % inside: 19.00 of tax on 100.00."""
    assert paper(tax("MwSt", "19", 11900, 1900, inclusive=True)).taxes.rows == (
        ("MwSt (in the prices)", "100.00 USD", "19 %", "19.00 USD"),
    )


def test_rates_inside_the_same_prices_have_the_same_net() -> None:
    """119.00 with 10 % and 9 % inside: 10.00 and 9.00 on 100.00 each."""
    rows = paper(
        tax("State", "10", 11900, 1000, inclusive=True), tax("City", "9", 11900, 900, inclusive=True)
    ).taxes.rows
    assert [row[1] for row in rows] == ["100.00 USD", "100.00 USD"]


def test_taxes_inside_prices_are_told_apart_in_the_totals() -> None:
    """Who adds the lines up has to know which are in them already."""
    labels = [each.label for each in paper(tax("MwSt", "19", 11900, 1900, inclusive=True), paid=4000).sums]
    assert labels == ["Subtotal", "MwSt 19 %, included", "Total", "Paid", "Balance due"]


@pytest.mark.parametrize(
    ("status", "stamp", "owed"),
    [
        (InvoiceStatus.OPEN, "", "119.00 USD"),
        (InvoiceStatus.PAID, "PAID", "0.00 USD"),
        (InvoiceStatus.VOID, "VOID", "0.00 USD"),
    ],
)
def test_stamp_says_what_became_of_it(status: InvoiceStatus, stamp: str, owed: str) -> None:
    """Nothing is owed of one that is paid or void."""
    drawn = paper(status=status, paid=11900 if status is InvoiceStatus.PAID else 0)
    assert (drawn.stamp, drawn.sums[-1].amount) == (stamp, owed)


@pytest.mark.parametrize(("time_zone", "shown"), [("UTC", "25 November 2026"), ("Asia/Tokyo", "26 November 2026")])
def test_days_are_those_of_the_merchants_calendar(time_zone: str, shown: str) -> None:
    """Half past eleven at night in London is the next morning in Tokyo."""
    assert day(NOW, time_zone) == shown
