"""Invoices as PDF files: whose they are, what they say, and that nothing in a name is more than a name."""

from __future__ import annotations

from base64 import b64decode
from io import BytesIO

import pytest
from pypdf import PdfReader

from commerce.pages.responses import Response
from commerce.pages.routing import answered
from hosted.show_invoice_pdf import handler as show_invoice_pdf
from tests.shop import Json, Shop

BERLIN = {"line1": "Hauptstraße 1", "postalCode": "10115", "city": "Berlin", "country": "DE"}


def issued(shop: Shop, **fields: object) -> Json:
    """An invoice with a number, of lines or of an order that the fields name."""
    return dict(shop.call("invoices.issue", invoice_id=shop.invoice(**fields)["id"]).data)


def opened(shop: Shop, token: str) -> Response:
    """What a browser gets at the address of this token."""
    return answered(show_invoice_pdf, {"pathParameters": {"token": token}}, shop.world.runtime)


def file_of(shop: Shop, invoice: Json) -> bytes:
    """The invoice's file, by the address that the API answers."""
    url = shop.call("invoices.getPdf", invoice_id=invoice["id"]).data["url"]
    answer = opened(shop, url.split("/")[-2])
    assert (answer["statusCode"], answer["headers"]["content-type"]) == (200, "application/pdf")
    return b64decode(answer["body"])


def text_of(file: bytes) -> str:
    """What can be read, with one space between words."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(file)).pages).split())


def test_what_a_bookkeeper_looks_for_is_there(shop: Shop) -> None:
    """Both parties with addresses and tax ids, number and dates, line, discount, tax by rate, totals.

    3 times 33.00 are 99.00, less 9.00 = 90.00; 8 % tax on it = 7.20; total 97.20.
    """
    shop.call(
        "settings.update", {"business_name": "Müller & Söhne", "business_address": BERLIN, "businessTaxId": "DE1"}
    )
    ada = shop.customer(name="Ada Lovelace", billing_address={**BERLIN, "line1": "Ring 2"}, tax_id="ATU12345678")
    order = shop.call(
        "orders.create",
        {
            "customerId": ada["id"],
            "lineItems": [{"name": "Console", "quantity": 3, "unitPriceMoney": {"amount": 3300}}],
            "discounts": [{"name": "Loyal", "amountMoney": {"amount": 900}}],
        },
    ).data
    text = text_of(file_of(shop, issued(shop, orderId=order["id"], memo="Thank you")))
    for part in (
        "Invoice",
        "INV-000001",
        "Müller & Söhne Hauptstraße 1 10115 Berlin DE Tax ID DE1",
        "Ada Lovelace Ring 2 10115 Berlin DE Tax ID ATU12345678",
        "Console 3 33.00 USD -9.00 USD 90.00 USD",
        "Subtotal 99.00 USD Discounts -9.00 USD",
        "8 % 7.20 USD Total 97.20 USD Balance due 97.20 USD",
        "90.00 USD 8 % 7.20 USD",
        "Thank you",
        "Page 1 of 1",
    ):
        assert part in text, (part, text)


def test_payment_shows(shop: Shop) -> None:
    """1000 + 80 tax, of which 400 were paid: 6.80 are due."""
    invoice = issued(shop, lineItems=[{"name": "Lamp", "unitPriceMoney": {"amount": 1000}}])
    shop.call("invoices.recordManualPayment", {"amountMoney": {"amount": 400}}, invoice_id=invoice["id"])
    assert "Total 10.80 USD Paid -4.00 USD Balance due 6.80 USD" in text_of(file_of(shop, invoice))


def test_the_same_version_gives_the_same_bytes(shop: Shop) -> None:
    """Hours later, and from a process that has drawn others since."""
    invoice = issued(shop)
    first = file_of(shop, invoice)
    file_of(shop, issued(shop))
    shop.world.clock.advance(hours=5)
    assert file_of(shop, invoice) == first


def test_later_settings_change_no_issued_invoice(shop: Shop) -> None:
    """It says who sold and who bought when it was issued."""
    ada = shop.customer(name="Ada Lovelace")
    order = shop.order(1000, customerId=ada["id"])
    invoice = issued(shop, orderId=order["id"])
    first = file_of(shop, invoice)
    shop.call("settings.update", {"businessName": "Other", "businessAddress": BERLIN, "timeZone": "Asia/Tokyo"})
    shop.call("customers.update", {"name": "Somebody else"}, customer_id=ada["id"])
    assert file_of(shop, invoice) == first


def test_two_hundred_lines_stand_on_several_pages(shop: Shop) -> None:
    """Every line is there, the head on each page, and each page says which one it is."""
    lines = [{"name": f"Part {number}", "unitPriceMoney": {"amount": 100 + number}} for number in range(200)]
    reader = PdfReader(BytesIO(file_of(shop, issued(shop, lineItems=lines))))
    texts = [page.extract_text() for page in reader.pages]
    whole = " ".join(" ".join(texts).split())
    assert all(f"Part {number} 1 {(100 + number) / 100:.2f} USD" in whole for number in range(200))
    assert len(texts) > 4
    assert all(f"Page {number} of {len(texts)}" in text for number, text in enumerate(texts, 1))
    assert sum("Description" in text for text in texts) >= len(texts) - 1


@pytest.mark.parametrize(("currency", "shown"), [("JPY", "1234 JPY"), ("KWD", "1.234 KWD")])
def test_amounts_have_their_currencys_decimals(shop: Shop, currency: str, shown: str) -> None:
    """None in yen, three in dinar."""
    lines = [{"name": "Lamp", "unitPriceMoney": {"amount": 1234, "currency": currency}}]
    assert f"Lamp 1 {shown} {shown}" in text_of(
        file_of(shop, issued(shop, lineItems=lines, currency=currency, taxes=[]))
    )


@pytest.mark.parametrize(
    "name",
    [
        "<b>bold</b> & <para>",
        '<a href="javascript:alert(1)">x</a>',
        "%s {0} \\ (paren) <<>>",
        "Zażółć gęślą jaźń",
        "Кириллица",
        "Ελληνικά",
    ],
)
def test_a_name_is_text_whatever_it_holds(shop: Shop, name: str) -> None:
    """Markup stays what was typed, and no letter is lost."""
    lines = [{"name": name, "unitPriceMoney": {"amount": 1000}}]
    file = file_of(shop, issued(shop, lineItems=lines))
    assert name in text_of(file)
    assert all("/Annots" not in page for page in PdfReader(BytesIO(file)).pages)


@pytest.mark.parametrize("name", ["日本語の商品", "한국어", "中文商品", "😀 ไทย", "W" * 200, "a\u202eb\u200bc", "٠١٢"])
def test_any_name_can_be_drawn(shop: Shop, name: str) -> None:
    """Letters of any script, and words of any length."""
    assert file_of(shop, issued(shop, lineItems=[{"name": name, "unitPriceMoney": {"amount": 1000}}]))[:5] == b"%PDF-"


def test_a_draft_has_no_file(shop: Shop) -> None:
    """It has no number yet."""
    assert shop.call("invoices.getPdf", invoice_id=shop.invoice()["id"]).refusal == (409, "INVOICE_STATUS_CONFLICT")


def test_who_guesses_an_address_gets_nothing(shop: Shop) -> None:
    """All ids right and one letter of the secret part wrong: 404, as for no token at all; a draft has no address."""
    invoice = issued(shop)
    token = shop.call("invoices.getPdf", invoice_id=invoice["id"]).data["url"].split("/")[-2]
    other = "B" if token[-1] == "A" else "A"
    assert [opened(shop, each)["statusCode"] for each in (token[:-1] + other, "", "x" * 68, token)] == [
        404,
        404,
        404,
        200,
    ]


def test_file_of_a_subscriptions_invoice_names_its_period(shop: Shop) -> None:
    """A month from the day it began; the last day is the one before the next period."""
    subscription = shop.subscription()
    order_id = shop.call("subscriptions.listOrders", subscription_id=subscription["id"]).data[0]["id"]
    invoice = shop.call("invoices.get", invoice_id=shop.read(order_id)["invoiceId"]).data
    assert invoice["serviceStartAt"] == subscription["currentPeriodStartAt"]
    assert invoice["serviceEndAt"] == subscription["currentPeriodEndAt"]
    assert "Service" in text_of(file_of(shop, invoice))
