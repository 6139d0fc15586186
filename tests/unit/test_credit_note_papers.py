"""Credit notes on paper: what is printed of them, and what is left out."""

from datetime import UTC, datetime
from typing import Any

import pytest

from commerce.domain.credit_note_papers import credit_note_paper
from commerce.domain.credit_notes import CreditedLineItem, CreditedTax, CreditNote
from commerce.domain.jurisdictions import Address
from commerce.domain.lifecycle import CreditNoteStatus
from commerce.domain.papers import Paper
from commerce.domain.refund_reasons import RefundReason
from tests.unit.orders import usd

ISSUED, VOIDED = datetime(2026, 11, 25, 23, 30, tzinfo=UTC), datetime(2026, 11, 27, 23, 30, tzinfo=UTC)


def paper(*taxes: CreditedTax, **fields: Any) -> Paper:
    """A credit note over 54.00 on paper."""
    known: dict[str, Any] = {
        "id": "cn_1",
        "credit_note_number": "CN-000007",
        "invoice_id": "inv_1",
        "invoice_number": "INV-000003",
        "order_id": "ord_1",
        "refund_id": "ref_1",
        "seller_name": "Lamps",
        "buyer_name": "Ada",
        "net_money": usd(5000),
        "tax_money": usd(400),
        "total_money": usd(5400),
        "issued_at": ISSUED,
        "created_at": ISSUED,
        "updated_at": ISSUED,
    }
    return credit_note_paper(CreditNote(**(known | {"taxes": taxes} | fields)))


def tax(name: str, net: int, amount: int, *, inclusive: bool = False) -> CreditedTax:
    """What is taken back of a rate of 8 %."""
    return CreditedTax(name=name, percentage="8", inclusive=inclusive, net_money=usd(net), tax_money=usd(amount))


def test_credit_note_names_both_sides() -> None:
    """With address and tax id, and the buyer's address for mails."""
    drawn = paper(
        seller_address=Address(city="Berlin"),
        seller_tax_id="DE1",
        buyer_address=Address(city="Vienna"),
        buyer_tax_id="ATU1",
        recipient_email="ada@example.com",
    )
    assert (drawn.title, drawn.number, drawn.stamp) == ("Credit note", "CN-000007", "")
    assert drawn.seller == ("Lamps", "Berlin", "Tax ID DE1")
    assert drawn.buyer == ("Ada", "Vienna", "Tax ID ATU1", "ada@example.com")


def test_facts_are_of_the_invoices_calendar() -> None:
    """Half past eleven at night in London is the next morning in Tokyo."""
    drawn = paper(invoice_issued_at=ISSUED, time_zone="Asia/Tokyo", status=CreditNoteStatus.VOID, voided_at=VOIDED)
    assert drawn.facts == (
        ("Number", "CN-000007"),
        ("Issued", "26 November 2026"),
        ("Invoice", "INV-000003"),
        ("Invoice date", "26 November 2026"),
        ("Reason", "Requested by the customer"),
        ("Void since", "28 November 2026"),
    )
    assert drawn.stamp == "VOID"


def test_what_is_not_known_is_left_out() -> None:
    """The invoice's date, and that it is void."""
    assert [name for name, _ in paper().facts] == ["Number", "Issued", "Invoice", "Reason"]


@pytest.mark.parametrize(
    ("reason", "told"),
    [
        (RefundReason.REQUESTED_BY_CUSTOMER, "Requested by the customer"),
        (RefundReason.DUPLICATE, "Paid twice"),
        (RefundReason.FRAUDULENT, "Fraudulent payment"),
        (RefundReason.OTHER, "Other"),
    ],
)
def test_every_reason_has_words(reason: RefundReason, told: str) -> None:
    """Also those that nobody named yet."""
    assert dict(paper(reason=reason).facts)["Reason"] == told


def test_lines_say_units_or_an_amount() -> None:
    """Two lamps, and an amount of a table."""
    lines = (
        CreditedLineItem(name="Lamp", quantity=2, amount_money=usd(4400)),
        CreditedLineItem(name="Table", quantity=0, amount_money=usd(1000)),
    )
    drawn = paper(line_items=lines).lines
    assert drawn.head == ("Description", "Quantity", "Amount, tax included")
    assert drawn.rows == (("Lamp", "2", "44.00 USD"), ("Table", "", "10.00 USD"))


def test_amount_of_the_whole_invoice_is_one_line() -> None:
    """That names the invoice."""
    assert paper().lines.rows == (("Refund of an amount of invoice INV-000003", "", "54.00 USD"),)


def test_rates_of_which_nothing_is_taken_back_are_left_out() -> None:
    """A net amount without tax stands in the table of taxes, not in the totals; so does a tax without net amount."""
    drawn = paper(tax("VAT", 5000, 400, inclusive=True), tax("Free", 100, 0), tax("Late", 0, 3), tax("None", 0, 0))
    assert drawn.taxes.head == ("Tax", "Net", "Rate", "Tax amount")
    assert drawn.taxes.rows == (
        ("VAT (in the prices)", "50.00 USD", "8 %", "4.00 USD"),
        ("Free", "1.00 USD", "8 %", "0.00 USD"),
        ("Late", "0.00 USD", "8 %", "0.03 USD"),
    )
    assert [tuple(each) for each in drawn.sums] == [
        ("Net amount", "50.00 USD", False),
        ("VAT 8 %", "4.00 USD", False),
        ("Late 8 %", "0.03 USD", False),
        ("Total credited", "54.00 USD", True),
    ]


@pytest.mark.parametrize(("message", "notes"), [(None, ()), ("", ()), ("Ordered twice", ("Ordered twice",))])
def test_merchants_own_words_come_last(message: str | None, notes: tuple[str, ...]) -> None:
    """If there are any."""
    assert paper(reason_message=message).notes == notes
