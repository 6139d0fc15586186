"""An invoice's page in a real browser, on the running stack."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.e2e.browser.conftest import LOOKS, keep, pay

if TYPE_CHECKING:
    from tests.e2e.browser.conftest import Open

MakeInvoice = Callable[[], dict[str, Any]]


@pytest.fixture(autouse=True)
def _nothing_to_complain_of(complaints: list[str]) -> object:
    """No error and no warning in the browser's console, whatever a test does."""
    yield
    assert complaints == []


@pytest.fixture
def invoice(shop: httpx.Client) -> MakeInvoice:
    """Issues an invoice of 99.00 and two times 14.50, 138.24 with tax, to a customer with an address."""

    def make() -> dict[str, Any]:
        address = {"line1": "12 Analytical Row", "city": "London", "postalCode": "SW1A 1AA", "country": "GB"}
        buyer = shop.post("/v1/customers", json={"name": "Ada Lovelace", "billingAddress": address}).json()["data"]
        lines = [
            {"name": "Walnut desk lamp", "unitPriceMoney": {"amount": 9900}},
            {"name": "Bulb, E27", "quantity": 2, "unitPriceMoney": {"amount": 1450}},
        ]
        body = {"lineItems": lines, "customerId": buyer["id"], "recipientEmail": "ada@example.com", "memo": "Net 30."}
        made = shop.post("/v1/invoices", json=body).json()["data"]
        shop.post(f"/v1/invoices/{made['id']}/issue").raise_for_status()
        return dict(shop.get(f"/v1/invoices/{made['id']}").json()["data"])

    return make


def test_an_invoice_is_read_and_paid(shop: httpx.Client, invoice: MakeInvoice, open_page: Open) -> None:
    """138.24 by card on its checkout page, back on the invoice, which is paid; its PDF can be had."""
    made = invoice()
    page = open_page(made["hostedInvoiceUrl"])
    expect(page.get_by_role("heading", level=1)).to_contain_text(made["invoiceNumber"])
    page.get_by_role("button", name="Pay $138.24").click()
    pay(page)
    expect(page).to_have_url(made["hostedInvoiceUrl"])
    expect(page.get_by_role("heading", name="Paid on")).to_be_visible()
    keep(page, "invoice-paid")
    assert shop.get(f"/v1/invoices/{made['id']}").json()["data"]["status"] == "paid"
    file = httpx.get(page.get_by_role("link", name="Download as PDF").evaluate("link => link.href"))
    assert file.content.startswith(b"%PDF-")


@LOOKS
def test_the_page_looks_and_reads_well(
    look: dict[str, Any], invoice: MakeInvoice, open_page: Open, request: pytest.FixtureRequest
) -> None:
    """No violation that axe knows of, on phone and desktop, light and dark; nothing wider than the screen."""
    page = open_page(invoice()["hostedInvoiceUrl"], **look)
    keep(page, f"invoice-{request.node.callspec.id}")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
