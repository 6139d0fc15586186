"""The pages under `/docs` in a browser: readable for everybody, and searched where scripts run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.e2e.browser.conftest import DESKTOP, PHONE, keep

if TYPE_CHECKING:
    from local.runtime import Runtime
    from tests.e2e.browser.conftest import Open

PAGES = ("", "/quickstart", "/lifecycle", "/api-refunds", "/errors")
TWO_LOOKS = pytest.mark.parametrize(
    "look",
    [
        pytest.param({"viewport": DESKTOP, "color_scheme": "light"}, id="desktop-light"),
        pytest.param({"viewport": PHONE, "color_scheme": "dark"}, id="phone-dark"),
    ],
)


@TWO_LOOKS
def test_pages_are_for_everybody(
    runtime: Runtime, open_page: Open, look: dict[str, Any], complaints: list[str], request: pytest.FixtureRequest
) -> None:
    """Axe finds no violation, nothing is wider than the screen, and the browser has nothing to complain of."""
    page = open_page(f"{runtime.sandbox.base_url}/docs", **look)
    for path in PAGES:
        page.goto(f"{runtime.sandbox.base_url}/docs{path}")
        keep(page, f"docs{path.replace('/', '-')}-{request.node.callspec.id}")
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        width = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert width == 0, f"{path} is wider than the screen"
    assert complaints == []


def test_operations_are_found_by_words(runtime: Runtime, open_page: Open) -> None:
    """Words leave what has all of them; the link leads to the operation."""
    page = open_page(f"{runtime.sandbox.base_url}/docs")
    page.get_by_label("Search operations").fill("POST apply-coupon")
    expect(page.get_by_role("status")).to_have_text("1 found")
    page.get_by_role("link", name="orders.applyCoupon").click()
    expect(page).to_have_url(f"{runtime.sandbox.base_url}/docs/api-orders#orders.applyCoupon")


def test_without_scripts_every_operation_is_listed(runtime: Runtime, open_page: Open) -> None:
    """And nothing that does not work is shown."""
    page = open_page(f"{runtime.sandbox.base_url}/docs", java_script_enabled=False)
    expect(page.get_by_label("Search operations")).to_be_hidden()
    expect(page.get_by_role("link", name="orders.applyCoupon")).to_be_visible()
