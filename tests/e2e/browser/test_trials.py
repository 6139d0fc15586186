"""A trial that begins on the checkout page, in a real browser, on the running stack."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.e2e.browser.conftest import DESKTOP, PHONE, VISA, keep

if TYPE_CHECKING:
    from tests.e2e.browser.conftest import Open


@pytest.fixture(autouse=True)
def _nothing_to_complain_of(complaints: list[str]) -> object:
    """No error and no warning in the browser's console, whatever a test does."""
    yield
    assert complaints == []


@pytest.fixture
def trial(shop: httpx.Client) -> dict[str, Any]:
    """A session of a plan of 29.00 a month that is free for 14 days, with a fee of 10.00."""
    line = {"name": "Pro", "unitPriceMoney": {"amount": 2900}}
    terms = {"name": "Pro", "billingInterval": "monthly", "lineItems": [line], "trialPeriodDays": 14}
    plan = shop.post("/v1/plans", json={**terms, "setupFeeMoney": {"amount": 1000}}).json()["data"]
    customer = shop.post("/v1/customers", json={"name": "Ada"}).json()["data"]
    answer = shop.post("/v1/checkout-sessions", json={"planId": plan["id"], "customerId": customer["id"]})
    return dict(answer.json()["data"])


def give(page: Page, card: str = VISA) -> None:
    """Fill in the form as a buyer does once it is there, and send it."""
    expect(page.get_by_label(card)).to_be_visible()
    if page.get_by_label("E-mail address").count():
        page.get_by_label("E-mail address").fill("ada@example.com")
    page.get_by_label(card).check()
    page.get_by_role("button", name="Start free trial").click()


def _look_at(page: Page, name: str) -> None:
    keep(page, name)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    width = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert width == 0, f"{name} is wider than the screen"


@pytest.mark.parametrize(
    "look",
    [
        pytest.param({"viewport": DESKTOP, "color_scheme": "light"}, id="desktop-light"),
        pytest.param({"viewport": PHONE, "color_scheme": "dark"}, id="phone-dark"),
    ],
)
def test_trial_begins_after_a_declined_card_and_the_bank_s_question(
    shop: httpx.Client,
    trial: dict[str, Any],
    open_page: Open,
    look: dict[str, Any],
    request: pytest.FixtureRequest,
) -> None:
    """Once, with nothing charged, whatever is loaded again; axe finds nothing, and no page is wider than the screen."""
    name = request.node.callspec.id
    page = open_page(trial["url"], **look)
    _look_at(page, f"trial-{name}")
    give(page, "Visa •••• 0069")
    expect(page.get_by_role("alert")).to_contain_text("has expired")
    _look_at(page, f"trial-declined-{name}")
    give(page, "Visa •••• 3220")
    expect(page.get_by_role("heading", name="Confirm your card")).to_be_visible()
    _look_at(page, f"trial-confirm-{name}")
    page.get_by_role("link", name="Go to the test bank").click()
    page.get_by_role("button", name="Complete").click()
    begun = page.get_by_role("heading", name="Thank you, your free trial has begun")
    expect(begun).to_be_visible()
    _look_at(page, f"trial-begun-{name}")
    page.goto(trial["url"])
    expect(begun).to_be_visible()
    subscription = shop.get(f"/v1/subscriptions/{trial['subscriptionId']}").json()["data"]
    session = shop.get(f"/v1/checkout-sessions/{trial['id']}").json()["data"]
    assert (subscription["status"], session["paymentStatus"]) == ("trialing", "no_payment_required")
    cards = shop.get("/v1/payment-methods", params={"customerId": trial["customerId"]}).json()["data"]
    assert [each["id"] for each in cards if each["status"] == "active"] == [subscription["paymentMethodId"]]
