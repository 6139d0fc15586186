"""Many send a checkout page's form at one moment: the order is charged once, and everybody is told the same."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from tests.buyer import Reader

if TYPE_CHECKING:
    from local.runtime import Runtime

CLIENTS, ROUNDS = 6, 3
CARDS = ("tok_visa", "tok_mastercard")


def opened(api: httpx.Client) -> tuple[dict[str, Any], dict[str, str]]:
    """A session, and its form as its page has it."""
    line = {"name": "Lamp", "unitPriceMoney": {"amount": 9900}}
    answer = api.post("/v1/checkout-sessions", json={"lineItems": [line], "buyerEmail": "ada@example.com"})
    session = dict(answer.json()["data"])
    return session, Reader(httpx.get(session["url"], timeout=30).text).forms["pay"]


def at_once(*calls: Callable[[], int]) -> list[int]:
    """Make all calls at one moment; the statuses of their answers."""
    barrier = Barrier(len(calls))

    def call(each: Callable[[], int]) -> int:
        barrier.wait()
        return each()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(call, calls))


def by_page(session: dict[str, Any], form: dict[str, str], card: str) -> int:
    """Send the page's form."""
    return httpx.post(f"{session['url']}/pay", data={**form, "token": card}, timeout=60).status_code


def by_api(runtime: Runtime, session: dict[str, Any]) -> int:
    """Pay the order without the page."""
    headers = {"Authorization": f"Bearer {runtime.sandbox.api_key}"}
    url = f"{runtime.sandbox.base_url}/v1/orders/{session['orderId']}/pay"
    return httpx.post(url, headers=headers, json={"paymentSourceToken": "tok_visa"}, timeout=60).status_code


def outcome(api: httpx.Client, session: dict[str, Any]) -> tuple[str, list[int]]:
    """The order's status, and what cards were charged for it."""
    order = api.get(f"/v1/orders/{session['orderId']}").json()["data"]
    taken = [each["amountMoney"]["amount"] for each in order["payments"] if each["status"] == "succeeded"]
    return order["status"], taken


@pytest.mark.parametrize("cards", [CARDS[:1], CARDS], ids=["same form", "two cards"])
def test_one_of_many_forms_is_charged(api: httpx.Client, cards: tuple[str, ...]) -> None:
    """Whatever each sends: 106.92 come in, once, and the session is paid."""
    for _ in range(ROUNDS):
        session, form = opened(api)
        senders = [partial(by_page, session, form, cards[number % len(cards)]) for number in range(CLIENTS)]
        assert set(at_once(*senders)) == {303}
        assert outcome(api, session) == ("PAID", [10692])
        assert api.get(f"/v1/checkout-sessions/{session['id']}").json()["data"]["status"] == "paid"


def test_page_and_api_pay_at_one_moment(runtime: Runtime, api: httpx.Client) -> None:
    """One of them is charged; the other is told that it was not needed."""
    for _ in range(ROUNDS):
        session, form = opened(api)
        page, answered = at_once(partial(by_page, session, form, "tok_visa"), partial(by_api, runtime, session))
        assert (page, answered in {200, 409}) == (303, True)
        assert outcome(api, session) == ("PAID", [10692])
