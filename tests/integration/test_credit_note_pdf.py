"""Credit notes as files and on the invoice that they belong to."""

from __future__ import annotations

from base64 import b64decode

import pytest

from commerce.domain.lifecycle import RefundStatus
from commerce.pages.responses import Response
from commerce.pages.routing import answered
from hosted.show_credit_note_pdf import handler as show_credit_note_pdf
from hosted.show_invoice import handler as show_invoice
from tests.integration.test_invoice_pdf import BERLIN, file_of, text_of
from tests.shop import Json, Shop


@pytest.fixture
def invoice(shop: Shop) -> Json:
    """3 lamps at 33.00 = 99.00, 8 % = 7.92: 106.92, issued to Ada and paid."""
    shop.call("settings.update", {"businessName": "Müller & Söhne", "businessAddress": BERLIN, "businessTaxId": "DE1"})
    ada = shop.customer(name="Ada Lovelace", billingAddress={**BERLIN, "line1": "Ring 2"}, taxId="ATU12345678")
    line = {"name": "Lamp <b>", "quantity": 3, "unitPriceMoney": {"amount": 3300}}
    draft = shop.invoice(customerId=ada["id"], lineItems=[line])
    issued = shop.call("invoices.issue", invoice_id=draft["id"]).data
    assert shop.pay(issued["orderId"]).status == 200
    return dict(issued)


def opened(shop: Shop, token: str) -> Response:
    """What a browser gets at the address of this token."""
    return answered(show_credit_note_pdf, {"pathParameters": {"token": token}}, shop.world.runtime)


def refunded(shop: Shop, invoice: Json, **wanted: object) -> Json:
    """A refund of the invoice's order."""
    return dict(shop.call("refunds.create", {"orderId": invoice["orderId"], **wanted}).data)


def text_of_note(shop: Shop, note_id: str) -> str:
    """What the file says, by the address that the API answers."""
    told = shop.call("creditNotes.getPdf", credit_note_id=note_id).data
    assert told["fileName"] == f"{told['creditNoteNumber']}.pdf"
    answer = opened(shop, told["url"].split("/")[-2])
    assert (answer["statusCode"], answer["headers"]["content-type"]) == (200, "application/pdf")
    return text_of(b64decode(answer["body"]))


def test_what_a_bookkeeper_looks_for_is_there(shop: Shop, invoice: Json) -> None:
    """Both parties, number and date, the invoice's, the reason, the line, tax by rate, totals: 33.00 + 2.64 = 35.64."""
    line_id = shop.read(invoice["orderId"])["lineItems"][0]["id"]
    lines = [{"orderLineItemId": line_id, "quantity": 1}]
    back = refunded(shop, invoice, lineItems=lines, reason="other", reasonMessage="Broken on arrival")
    text = text_of_note(shop, back["creditNoteId"])
    for part in (
        "Credit note Number CN-000001 Issued 2 March 2026 Invoice INV-000001 Invoice date 2 March 2026 Reason Other",
        "Müller & Söhne Hauptstraße 1 10115 Berlin DE Tax ID DE1",
        "Ada Lovelace Ring 2 10115 Berlin DE Tax ID ATU12345678",
        "Lamp <b> 1 35.64 USD",
        "Net amount 33.00 USD Sales tax 8 % 2.64 USD Total credited 35.64 USD",
        "Sales tax 33.00 USD 8 % 2.64 USD",
        "Broken on arrival",
        "Page 1 of 1",
    ):
        assert part in text, (part, text)


def test_amount_is_one_line(shop: Shop, invoice: Json) -> None:
    """No line is named by who refunds an amount."""
    back = refunded(shop, invoice, amountMoney={"amount": 5000})
    assert "Refund of an amount of invoice INV-000001 50.00 USD" in text_of_note(shop, back["creditNoteId"])


def test_void_one_says_so(shop: Shop, invoice: Json) -> None:
    """Across the top, with the day; and the invoice names it no more."""
    back = refunded(shop, invoice)
    shop.world.gateway.settle_refund(RefundStatus.FAILED, "lost_or_stolen_card")
    shop.world.clock.advance(hours=24)
    shop.world.sweep()
    text = text_of_note(shop, back["creditNoteId"])
    assert text.startswith("VOID")
    assert "Void since 3 March 2026" in text
    assert "Credit note" not in text_of(file_of(shop, invoice))


def test_invoice_names_its_credit_notes(shop: Shop, invoice: Json) -> None:
    """In its file, and on its page with the way to theirs; what is owed stays nothing."""
    back = refunded(shop, invoice, amountMoney={"amount": 5000})
    text = text_of(file_of(shop, invoice))
    assert "Credit note CN-000001 of 2 March 2026: 50.00 USD." in text
    assert "Balance due 0.00 USD" in text
    token = invoice["hostedInvoiceUrl"].rpartition("/")[2]
    page = answered(show_invoice, {"pathParameters": {"token": token}}, shop.world.runtime)["body"]
    url = shop.call("creditNotes.getPdf", credit_note_id=back["creditNoteId"]).data["url"]
    assert f'href="/n/{url.split("/")[-2]}/pdf"' in page
    assert ("CN-000001" in page, "$50.00" in page) == (True, True)


@pytest.mark.parametrize("wrong", ["", "A" * 68, "another"])
def test_wrong_address_leads_nowhere(shop: Shop, invoice: Json, wrong: str) -> None:
    """404: neither a guess, nor the invoice's own token."""
    refunded(shop, invoice)
    token = invoice["hostedInvoiceUrl"].rpartition("/")[2] if wrong == "another" else wrong
    assert opened(shop, token)["statusCode"] == 404
