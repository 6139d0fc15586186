"""The checkout page in a real browser, on the running stack."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.e2e.browser.conftest import LOOKS, PHONE, SHOP, VISA, keep, pay

if TYPE_CHECKING:
    from tests.e2e.browser.conftest import Open

Checkout = Callable[..., dict[str, Any]]

THANKS = f"{SHOP}/thanks"
PAID = "Thank you, this is paid"
DECLINED, CHALLENGED = "Visa •••• 0002", "Visa •••• 3220"


@pytest.fixture(autouse=True)
def _nothing_to_complain_of(complaints: list[str]) -> object:
    """No error and no warning in the browser's console, whatever a test does."""
    yield
    assert complaints == []


def order_of(shop: httpx.Client, session: dict[str, Any]) -> dict[str, Any]:
    """The session's order."""
    return dict(shop.get(f"/v1/orders/{session['orderId']}").json()["data"])


def charges(shop: httpx.Client, session: dict[str, Any]) -> list[int]:
    """What cards were charged for the order."""
    payments = order_of(shop, session)["payments"]
    return [each["amountMoney"]["amount"] for each in payments if each["status"] == "succeeded"]


def test_buyer_pays_and_is_sent_to_the_shop(shop: httpx.Client, checkout: Checkout, open_page: Open) -> None:
    """138.24, once; the session is paid, and its page says so from then on."""
    session = checkout()
    page = open_page(session["url"])
    expect(page.get_by_role("heading", level=1)).to_contain_text("$138.24")
    pay(page)
    expect(page).to_have_url(THANKS)
    assert charges(shop, session) == [13824]
    page.goto(session["url"])
    expect(page.get_by_role("heading", name=PAID)).to_be_visible()


def test_declined_card_says_why_and_another_one_pays(shop: httpx.Client, checkout: Checkout, open_page: Open) -> None:
    """The alert is read out; the address that was typed is kept."""
    session = checkout(successRedirectUrl=None)
    page = open_page(session["url"])
    pay(page, "Visa •••• 9995")
    expect(page.get_by_role("alert")).to_contain_text("does not have enough money")
    expect(page.get_by_text("ada@example.com")).to_be_visible()
    keep(page, "declined")
    pay(page)
    expect(page.get_by_role("heading", name=PAID)).to_be_visible()
    assert charges(shop, session) == [13824]


def test_coupon_and_tip_change_what_is_paid(shop: httpx.Client, checkout: Checkout, open_page: Open) -> None:
    """128.00 - 25.60 + 8.19 tax + 15 % of 102.40 = 125.95."""
    session = checkout()
    page = open_page(session["url"])
    page.get_by_text("Add a promotion code").click()
    page.get_by_label("Promotion code").fill("launch20")
    page.get_by_role("button", name="Apply").click()
    expect(page.get_by_role("button", name="Remove LAUNCH20")).to_be_visible()
    page.get_by_role("button", name="15%").click()
    expect(page.get_by_role("button", name="15%")).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_role("button", name="Pay $125.95")).to_be_visible()
    keep(page, "coupon-and-tip")
    pay(page)
    expect(page).to_have_url(THANKS)
    assert charges(shop, session) == [12595]


def test_typed_address_outlives_a_tip(checkout: Checkout, open_page: Open) -> None:
    """Also one that is not whole yet; another session's page knows nothing of it."""
    page = open_page(checkout()["url"])
    email = page.get_by_label("E-mail address")
    email.fill("ada@exam")
    page.get_by_role("button", name="10%").click()
    expect(page.get_by_role("button", name="Pay $151.04")).to_be_visible()
    expect(email).to_have_value("ada@exam")
    page.goto(checkout()["url"])
    expect(email).to_have_value("")


def test_bank_s_question_is_answered(shop: httpx.Client, checkout: Checkout, open_page: Open) -> None:
    """3-D Secure at the test bank, and back."""
    session = checkout()
    page = open_page(session["url"])
    pay(page, CHALLENGED)
    expect(page.get_by_role("heading", name="Confirm your payment")).to_be_visible()
    keep(page, "confirm")
    page.get_by_role("link", name="Go to the test bank").click()
    expect(page.get_by_role("button", name="Complete")).to_be_visible()
    keep(page, "test-bank")
    page.get_by_role("button", name="Complete").click()
    expect(page).to_have_url(THANKS)
    assert charges(shop, session) == [13824]


def test_bank_s_question_that_fails_leaves_another_try(shop: httpx.Client, checkout: Checkout, open_page: Open) -> None:
    """The buyer says no at the bank, then pays with another card."""
    session = checkout()
    page = open_page(session["url"])
    pay(page, CHALLENGED)
    page.get_by_role("link", name="Go to the test bank").click()
    page.get_by_role("button", name="Fail").click()
    expect(page.get_by_role("alert")).to_be_visible()
    pay(page)
    expect(page).to_have_url(THANKS)
    assert charges(shop, session) == [13824]


def test_buyer_changes_their_mind_at_the_bank(shop: httpx.Client, checkout: Checkout, open_page: Open) -> None:
    """The payment is given up, and another card pays."""
    session = checkout()
    page = open_page(session["url"])
    pay(page, CHALLENGED)
    page.get_by_role("button", name="Pay in another way").click()
    pay(page)
    expect(page).to_have_url(THANKS)
    assert charges(shop, session) == [13824]


@pytest.mark.parametrize("other_card", [VISA, "Mastercard •••• 4444"])
def test_two_tabs_pay_at_once(shop: httpx.Client, checkout: Checkout, open_page: Open, other_card: str) -> None:
    """With the same card or with two: one is charged, and both tabs end at the same."""
    session = checkout(successRedirectUrl=None, buyerEmail="ada@example.com")
    tabs = [open_page(session["url"]), open_page(session["url"])]
    tabs[1].get_by_label(other_card).check()
    for tab in tabs:
        tab.evaluate("document.getElementById('pay').requestSubmit()")
    for tab in tabs:
        expect(tab.get_by_role("heading", name=PAID)).to_be_visible(timeout=30_000)
    assert charges(shop, session) == [13824]


def test_going_back_and_reloading_charge_nothing_again(shop: httpx.Client, checkout: Checkout, open_page: Open) -> None:
    """Neither the browser's back button, nor a reload, nor a double click."""
    session = checkout(successRedirectUrl=None, buyerEmail="ada@example.com")
    page = open_page(session["url"])
    page.get_by_role("button", name="Pay $").dblclick()
    expect(page.get_by_role("heading", name=PAID)).to_be_visible()
    page.reload()
    page.go_back()
    page.goto(session["url"])
    expect(page.get_by_role("heading", name=PAID)).to_be_visible()
    assert charges(shop, session) == [13824]


def test_page_works_without_javascript(shop: httpx.Client, checkout: Checkout, open_page: Open) -> None:
    """All of it, but for real cards."""
    session = checkout()
    page = open_page(session["url"], java_script_enabled=False)
    page.get_by_role("button", name="10%").click()
    expect(page.get_by_role("button", name="Pay $151.04")).to_be_visible()
    pay(page)
    expect(page).to_have_url(THANKS)
    assert charges(shop, session) == [15104]


def test_page_is_used_by_keyboard_alone(shop: httpx.Client, checkout: Checkout, open_page: Open) -> None:
    """Typed, chosen with an arrow key and sent with Enter; where the keyboard is can be seen."""
    session = checkout(allowTip=False, allowCoupon=False)
    page = open_page(session["url"])
    for _ in range(2):
        page.keyboard.press("Tab")
    page.keyboard.type("ada@example.com")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label("Mastercard •••• 4444")).to_be_checked()
    page.keyboard.press("Tab")
    outlined = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    page.keyboard.press("Enter")
    expect(page).to_have_url(THANKS)
    card = order_of(shop, session)["payments"][0]["card"]
    assert (outlined, card["brand"]) == ("solid", "mastercard")


@pytest.mark.parametrize(("language", "total"), [("de-DE", "149,30\u00a0€"), ("fr-FR", "149,30\u00a0€")])
def test_amounts_are_written_as_the_reader_does(checkout: Checkout, open_page: Open, language: str, total: str) -> None:
    """138.24 euros and 8 % tax."""
    line = {"name": "Lampe", "unitPriceMoney": {"amount": 13824, "currency": "EUR"}}
    page = open_page(checkout(lineItems=[line], currency="EUR")["url"], locale=language)
    expect(page.locator("h1")).to_contain_text(total)
    spoken = language.partition("-")[0]
    expect(page.locator("html")).to_have_attribute("lang", spoken)
    _look_at(page, f"checkout-{spoken}")


@LOOKS
def test_page_has_nothing_that_keeps_people_out(
    checkout: Checkout, open_page: Open, look: dict[str, Any], request: pytest.FixtureRequest
) -> None:
    """Axe finds no violation on the page, nor on those that follow it; nothing is wider than the screen."""
    session = checkout(successRedirectUrl=None)
    page = open_page(session["url"], **look)
    name = request.node.callspec.id
    _look_at(page, f"checkout-{name}")
    pay(page, DECLINED)
    expect(page.get_by_role("alert")).to_be_visible()
    _look_at(page, f"declined-{name}")
    pay(page, CHALLENGED)
    expect(page.get_by_role("heading", name="Confirm your payment")).to_be_visible()
    _look_at(page, f"confirm-{name}")
    page.get_by_role("link", name="Go to the test bank").click()
    expect(page.get_by_role("button", name="Complete")).to_be_visible()
    _look_at(page, f"test-bank-{name}")
    page.get_by_role("button", name="Complete").click()
    expect(page.get_by_role("heading", name=PAID)).to_be_visible()
    _look_at(page, f"paid-{name}")


def _look_at(page: Page, name: str) -> None:
    keep(page, name)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    width = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert width == 0, f"{name} is wider than the screen"


@LOOKS
def test_ends_of_a_session_are_pages_of_their_own(
    shop: httpx.Client, checkout: Checkout, open_page: Open, look: dict[str, Any], complaints: list[str]
) -> None:
    """Closed, and an address of nothing."""
    session = checkout()
    shop.post(f"/v1/checkout-sessions/{session['id']}/close").raise_for_status()
    page = open_page(session["url"], **look)
    expect(page.get_by_role("heading", name="This page was closed")).to_be_visible()
    assert Axe().run(page).violations_count == 0
    page.get_by_role("link", name="Back to Lamps & Co.").click()
    expect(page).to_have_url(f"{SHOP}/cart")
    page.goto(f"{shop.base_url}/checkout/nothing")
    expect(page.get_by_role("heading", name="This link leads nowhere")).to_be_visible()
    assert Axe().run(page).violations_count == 0
    # The browser notes every answer of 404.
    complaints[:] = [each for each in complaints if "404" not in each]


def test_long_and_hostile_words_do_not_break_the_page(checkout: Checkout, open_page: Open) -> None:
    """On a phone, nothing is wider than the screen, and nothing runs."""
    word = "<script>document.title='gone'</script>" + "W" * 150
    lines = [{"name": word, "description": word * 5, "quantity": 999, "unitPriceMoney": {"amount": 99_999}}]
    page = open_page(checkout(lineItems=lines)["url"], viewport=PHONE)
    _look_at(page, "long-words")
    expect(page).to_have_title("Pay Lamps & Co.")


def test_first_page_is_light(checkout: Checkout, open_page: Open) -> None:
    """Everything that is loaded to see it: one answer of less than 50 KB."""
    sizes: list[int] = []
    page = open_page("about:blank")
    page.on("response", lambda answer: sizes.append(len(answer.body())))
    page.goto(checkout()["url"])
    page.wait_for_load_state("networkidle")
    assert len(sizes) == 1
    assert sum(sizes) < 50_000


def test_expired_session_says_so(shop: httpx.Client, checkout: Checkout, open_page: Open) -> None:
    """Its form, that stood open all the while, charges nothing. The merchant's clock is moved, so this comes last."""
    session = checkout(buyerEmail="ada@example.com")
    page = open_page(session["url"])
    shop.post("/v1/sandbox/clock/advance", json={"seconds": 90_000}).raise_for_status()
    page.get_by_role("button", name="Pay $").click()
    expect(page.get_by_role("heading", name="This page has expired")).to_be_visible()
    keep(page, "expired")
    assert charges(shop, session) == []
