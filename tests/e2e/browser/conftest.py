"""Chromium for the tests of hosted pages; without one they are skipped, and say so."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from playwright.sync_api import Page, expect, sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Route

    from local.runtime import Runtime

NAMES = ("chromium", "chromium-browser", "google-chrome")
OPTIONS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE_MS = 15_000
SCREENSHOTS = Path(__file__).parents[3] / ".screenshots"
SHOP = "https://shop.example.com"
DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}

Open = Callable[..., Page]

VISA = "Visa •••• 4242"
LOOKS = pytest.mark.parametrize(
    "look",
    [
        pytest.param({"viewport": DESKTOP, "color_scheme": "light"}, id="desktop-light"),
        pytest.param({"viewport": DESKTOP, "color_scheme": "dark"}, id="desktop-dark"),
        pytest.param({"viewport": PHONE, "color_scheme": "light"}, id="phone-light"),
        pytest.param({"viewport": PHONE, "color_scheme": "dark"}, id="phone-dark"),
    ],
)


def pay(page: Page, card: str = VISA) -> None:
    """Fill in the form as a buyer does once it is there, and send it."""
    expect(page.get_by_label(card)).to_be_visible()
    if page.get_by_label("E-mail address").count():
        page.get_by_label("E-mail address").fill("ada@example.com")
    page.get_by_label(card).check()
    page.get_by_role("button", name="Pay $").click()


def keep(page: Page, name: str) -> None:
    """A picture for whoever wants to see it."""
    SCREENSHOTS.mkdir(exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=True)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser that talks to this machine alone.

    It ends with its module: while Playwright runs, this thread has an event loop, and no test could start another one.
    """
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        pytest.skip("there is no Chromium on this machine: `make browsers` installs it")
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=found, args=list(OPTIONS))
        yield started
        started.close()


@pytest.fixture(scope="session")
def shop(runtime: Runtime) -> Iterator[httpx.Client]:
    """A merchant's client: others' clocks and settings stay as they are."""
    payload = json.dumps({"name": "Lamps & Co."}).encode()
    made = runtime.aws.functions.invoke(FunctionName=runtime.stack.create_merchant, Payload=payload)
    key = json.loads(made["Payload"].read())["apiKey"]
    headers = {"Authorization": f"Bearer {key}"}
    with httpx.Client(base_url=runtime.sandbox.base_url, headers=headers, timeout=60) as client:
        client.patch("/v1/settings", json={"brandColor": "#0f766e"}).raise_for_status()
        yield client


@pytest.fixture
def checkout(shop: httpx.Client) -> Callable[..., dict[str, Any]]:
    """Opens a session: two lines of 99.00 and two times 14.50, 138.24 with tax."""

    def make(**fields: Any) -> dict[str, Any]:
        body = {
            "lineItems": [
                {"name": "Walnut desk lamp", "description": "Warm white", "unitPriceMoney": {"amount": 9900}},
                {"name": "Bulb, E27", "quantity": 2, "unitPriceMoney": {"amount": 1450}},
            ],
            "successRedirectUrl": f"{SHOP}/thanks",
            "cancelRedirectUrl": f"{SHOP}/cart",
            "allowTip": True,
            "allowCoupon": True,
            **fields,
        }
        answer = shop.post("/v1/checkout-sessions", json={name: each for name, each in body.items() if each})
        assert answer.status_code == 201, answer.text
        return dict(answer.json()["data"])

    return make


@pytest.fixture
def complaints() -> list[str]:
    """What the browser complained of, such as something that the content security policy forbids."""
    return []


@pytest.fixture
def open_page(browser: Browser, complaints: list[str]) -> Iterator[Open]:
    """Opens an address in a browser of somebody's own: `viewport`, `color_scheme`, `locale`, `java_script_enabled`."""
    contexts = []

    def visit(url: str, **terms: Any) -> Page:
        context = browser.new_context(**{"viewport": DESKTOP, "locale": "en-US", **terms})
        contexts.append(context)
        page: Page = context.new_page()
        page.on("console", lambda said: complaints.append(said.text) if said.type in {"error", "warning"} else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.route(f"{SHOP}/**", _answer_for_the_shop)
        page.goto(url)
        return page

    yield visit
    for context in contexts:
        context.close()


def _answer_for_the_shop(route: Route) -> None:
    """The merchant's own pages are not on this machine."""
    route.fulfill(status=200, content_type="text/html", body="<!doctype html><title>Shop</title><h1>The shop</h1>")
