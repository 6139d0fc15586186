"""Payment links in a real browser, on the running stack."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.e2e.browser.conftest import LOOKS, SHOP, keep, pay

if TYPE_CHECKING:
    from tests.e2e.browser.conftest import Open

MakeLink = Callable[..., dict[str, Any]]

PAID = "Thank you, this is paid"
BUYERS, PLACES = 8, 3


@pytest.fixture(autouse=True)
def _nothing_to_complain_of(complaints: list[str]) -> object:
    """No error and no warning in the browser's console, whatever a test does."""
    yield
    assert complaints == []


@pytest.fixture
def link(shop: httpx.Client) -> MakeLink:
    """Makes a link to a seat of 99.00, 106.92 with tax."""

    def make(**fields: Any) -> dict[str, Any]:
        seat = {"name": "Seat", "description": "12 March, 18:00", "unitPriceMoney": {"amount": 9900}}
        body = {"name": "Workshop in spring", **({} if "mode" in fields else {"lineItems": [seat]}), **fields}
        answer = shop.post("/v1/payment-links", json=body)
        assert answer.status_code == 201, answer.text
        return dict(answer.json()["data"])

    return make


def orders_of(shop: httpx.Client, link: dict[str, Any]) -> list[dict[str, Any]]:
    """The orders that a link made."""
    orders = shop.get("/v1/orders", params={"pageSize": 100}).json()["data"]
    return [order for order in orders if order["paymentLinkId"] == link["id"]]


def test_a_buyer_chooses_how_many_and_pays(shop: httpx.Client, link: MakeLink, open_page: Open) -> None:
    """Three seats: 297.00 and 8 % tax are 320.76, shown before and charged after."""
    made = link(allowQuantityAdjustment=True, successRedirectUrl=f"{SHOP}/thanks")
    page = open_page(made["url"])
    expect(page.get_by_role("heading", level=1)).to_contain_text("$106.92")
    page.get_by_label("Quantity").fill("3")
    page.get_by_role("button", name="Update").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("$320.76")
    keep(page, "link-quantity")
    page.get_by_role("button", name="Continue to payment").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("$320.76")
    pay(page)
    expect(page).to_have_url(f"{SHOP}/thanks")
    assert [order["netAmounts"]["paidMoney"]["amount"] for order in orders_of(shop, made)] == [32076]


def test_a_donor_gives_an_offered_amount(shop: httpx.Client, link: MakeLink, open_page: Open) -> None:
    """25.00 of three offers; an amount of one's own that is none comes back with the reason."""
    made = link(mode="donation", donationAmounts=[{"amount": 1000}, {"amount": 2500}, {"amount": 5000}])
    page = open_page(made["url"])
    page.get_by_label("Another amount").fill("a lot")
    page.get_by_role("button", name="Continue to payment").click()
    expect(page.get_by_role("alert")).to_contain_text("enter an amount")
    page.get_by_label("$25.00").check()
    keep(page, "link-donation")
    page.get_by_role("button", name="Continue to payment").click()
    pay(page)
    expect(page.get_by_role("heading", name=PAID)).to_be_visible()
    assert [order["netAmounts"]["paidMoney"]["amount"] for order in orders_of(shop, made)] == [2500]


def test_the_last_places_go_to_who_pays_first(shop: httpx.Client, link: MakeLink, open_page: Open) -> None:
    """Eight buyers have begun, three places are left: all of them pay at the same moment, exactly three are charged."""
    made = link(maxCompletions=PLACES)
    pages = [_begun(made["url"]) for _ in range(BUYERS)]
    with ThreadPoolExecutor(BUYERS) as pool:
        told = list(pool.map(_pay, pages))
    assert sum("this is paid" in text for text in told) == PLACES
    assert sum("sold out" in text for text in told) == BUYERS - PLACES
    paid = [order for order in orders_of(shop, made) if order["status"] == "PAID"]
    assert len(paid) == PLACES
    assert shop.get(f"/v1/payment-links/{made['id']}").json()["data"]["completionCount"] == PLACES
    page = open_page(made["url"])
    expect(page.get_by_role("heading", name="This is sold out")).to_be_visible()
    keep(page, "link-sold-out")


def _begun(url: str) -> tuple[httpx.Client, str, dict[str, str]]:
    """Somebody who has gone on to the checkout page: their browser, the form's address, what it holds."""
    client = httpx.Client(follow_redirects=True, timeout=60)
    shown = client.get(url)
    client_form = _fields(shown.text)
    checkout = client.post(url, data=client_form)
    assert checkout.status_code == 200, checkout.text
    said = {**_fields(checkout.text, "/pay"), "email": "ada@example.com", "token": "tok_visa"}
    return client, f"{checkout.url}/pay", said


def _fields(html: str, action: str = "") -> dict[str, str]:
    from tests.buyer import Reader  # noqa: PLC0415 (it loads the functions, which no other test here needs)

    forms = Reader(html).forms
    return forms[action.lstrip("/")] if action else next(iter(forms.values()))


def _pay(begun: tuple[httpx.Client, str, dict[str, str]]) -> str:
    client, url, said = begun
    with closing(client):
        return client.post(url, data=said).text


@LOOKS
@pytest.mark.parametrize("kind", ["seats", "donation"])
def test_the_page_looks_and_reads_well(
    look: dict[str, Any], kind: str, link: MakeLink, open_page: Open, request: pytest.FixtureRequest
) -> None:
    """No violation that axe knows of, on phone and desktop, light and dark; nothing wider than the screen."""
    offers = [{"amount": 1000}, {"amount": 2500}]
    made = link(mode="donation", donationAmounts=offers) if kind == "donation" else link(allowQuantityAdjustment=True)
    page = open_page(made["url"], **look)
    keep(page, f"link-{kind}-{request.node.callspec.id.removeprefix(kind).strip('-')}")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_the_qr_code_is_a_picture(link: MakeLink, open_page: Open) -> None:
    """A browser shows it, as SVG and as PNG."""
    made = link()
    for url in made["qrCode"].values():
        answer = httpx.get(url)
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("image/")
        assert len(answer.content) > 300
    page = open_page(made["qrCode"]["pngUrl"])
    keep(page, "link-qr")
