"""Our script around the card processor's own fields, with a script of ours in that one's place.

The pages come from this process; what the real script does, only the processor's own test mode could tell.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

import pytest
from moto import mock_aws
from playwright.sync_api import expect

from tests.buyer import Buyer
from tests.card_tokens import succeeded
from tests.shop import Shop, World

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

    from tests.e2e.browser.conftest import Open

SCRIPT = """
window.Stripe = (key) => {
  window.asked = { key };
  return {
    elements: (options) => {
      window.asked.options = options;
      return {
        create: () => ({ mount: (place) => { place.textContent = "Card fields"; } }),
        submit: async () => (window.refusal ? { error: { message: window.refusal } } : {}),
      };
    },
    createPaymentMethod: async () => ({ paymentMethod: { id: "pm_1FromTheBrowser" } }),
    handleNextAction: async ({ clientSecret }) => { await confirmed(clientSecret); },
  };
};
"""
CHALLENGED = "pm_1FromTheBrowser"


@pytest.fixture
def shop(monkeypatch: pytest.MonkeyPatch) -> Iterator[Shop]:
    """A shop in this process, whose pages have the processor's card fields."""
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    monkeypatch.setenv("STRIPE_TEST_PUBLISHABLE_KEY", "pk_test_1")
    monkeypatch.delenv("STRIPE_API_BASE", raising=False)
    with mock_aws():
        yield World().shop()


def serve(page: Page, buyer: Buyer) -> None:
    """Let the browser get the page's answers from this process, and our script for the processor's."""

    def answer(route: Route) -> None:
        request = route.request
        step = urlsplit(request.url).path.removeprefix(urlsplit(buyer.url).path).lstrip("/")
        query = urlsplit(request.url).query
        form = dict(parse_qsl(request.post_data or "")) if request.method == "POST" else None
        told = buyer.ask(request.method, step, form=form, query=query)
        route.fulfill(status=told["statusCode"], headers=told["headers"], body=told["body"])

    page.route(f"{buyer.url}**", answer)
    page.route("https://js.stripe.com/**", lambda route: route.fulfill(content_type="text/javascript", body=SCRIPT))


def opened(shop: Shop, open_page: Open) -> Page:
    """A browser on a session's page."""
    session = shop.checkout(9900, buyerEmail="ada@example.com")
    page: Page = open_page("about:blank")
    page.expose_function("confirmed", lambda _: shop.world.gateway.settle_payment(succeeded))
    serve(page, Buyer(shop.world, session["url"]))
    page.goto(session["url"])
    expect(page.get_by_text("Card fields")).to_be_visible()
    return page


def test_browser_makes_the_token_that_is_charged(shop: Shop, open_page: Open, complaints: list[str]) -> None:
    """The fields know amount and currency; the form sends what they made, and nothing else of a card."""
    page = opened(shop, open_page)
    options = page.evaluate("[asked.key, asked.options.mode, asked.options.amount, asked.options.currency]")
    page.get_by_role("button", name="Pay $").click()
    expect(page.get_by_role("heading", name="Thank you, this is paid")).to_be_visible()
    assert options == ["pk_test_1", "payment", 10692, "usd"]
    assert [source for source, _, _ in shop.world.gateway.charged_sources] == ["pm_1FromTheBrowser"]
    assert complaints == []


def test_what_the_fields_refuse_is_told_and_can_be_tried_again(shop: Shop, open_page: Open) -> None:
    """Nothing is sent; the button is free again, with its words."""
    page = opened(shop, open_page)
    page.evaluate("window.refusal = 'Your card number is incomplete.'")
    page.get_by_role("button", name="Pay $").click()
    expect(page.get_by_role("alert")).to_have_text("Your card number is incomplete.")
    assert shop.world.gateway.payments == {}
    page.evaluate("window.refusal = null")
    page.get_by_role("button", name="Pay $106.92").click()
    expect(page.get_by_role("heading", name="Thank you, this is paid")).to_be_visible()


def test_bank_is_asked_in_the_processor_s_own_frame(shop: Shop, open_page: Open, complaints: list[str]) -> None:
    """Its script gets the payment's secret, and the page looks for itself at what came of it."""
    shop.world.gateway.cards[CHALLENGED] = "tok_3ds"
    page = opened(shop, open_page)
    page.get_by_role("button", name="Pay $").click()
    expect(page.get_by_role("heading", name="Thank you, this is paid")).to_be_visible()
    assert (shop.world.gateway.taken, complaints) == (10692, [])
