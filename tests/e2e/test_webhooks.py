"""From an order to a receiver on this machine: stream, bus, queues, functions and the schedule of retries."""

from __future__ import annotations

import time
from collections import deque
from typing import TYPE_CHECKING, Any

import pytest

from tests.e2e.receiver import ARRIVAL_SECONDS, Receiver, receiving

if TYPE_CHECKING:
    from collections.abc import Iterator

    import httpx

ORDER = {"lineItems": [{"name": "Console", "quantity": 1, "unitPriceMoney": {"amount": 9900}}]}


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """A receiver of its own."""
    with receiving() as one:
        yield one


@pytest.fixture
def register(api: httpx.Client, receiver: Receiver) -> Iterator[Any]:
    """Register endpoints of the receiver; they are deleted afterwards, so that no later test's events go there."""
    made: list[str] = []

    def one(path: str, *event_types: str) -> dict[str, Any]:
        body = {"url": receiver.url(path), "subscribedEvents": list(event_types)}
        endpoint: dict[str, Any] = api.post("/v1/webhooks", json=body).raise_for_status().json()["data"]
        made.append(endpoint["id"])
        return endpoint

    yield one
    for endpoint_id in made:
        api.delete(f"/v1/webhooks/{endpoint_id}")


def order(api: httpx.Client) -> str:
    """Make an order; its id."""
    return str(api.post("/v1/orders", json=ORDER).raise_for_status().json()["data"]["id"])


def test_order_reaches_a_receiver_signed(api: httpx.Client, receiver: Receiver, register: Any) -> None:
    """With the resource as the API answered it; both secrets verify during a rotation."""
    endpoint = register("/paid", "order.paid")
    rotated = api.post(f"/v1/webhooks/{endpoint['id']}/rotate-secret", json={}).raise_for_status().json()["data"]
    order_id = order(api)
    api.post(f"/v1/orders/{order_id}/pay", json={"paymentSourceTokens": ["tok_visa"]}).raise_for_status()
    (got,) = receiver.wait_for("/paid", 1)
    for secret in (endpoint["secret"], rotated["secret"]):
        event = got.verified(secret)
        assert (event["eventType"], event["data"]["id"], event["data"]["status"]) == ("order.paid", order_id, "PAID")
    assert got.headers["x-flint-event-type"] == "order.paid"


def test_receiver_that_fails_three_times_gets_four_tries(api: httpx.Client, receiver: Receiver, register: Any) -> None:
    """Under one id, each with a signature that verifies; then no more."""
    endpoint = register("/shaky", "order.created")
    receiver.scripted["/shaky"] = deque([500, 503, 302])
    order(api)
    got = receiver.wait_for("/shaky", 4)
    time.sleep(2)
    assert len(receiver.at("/shaky")) == 4
    assert len({each.headers["webhook-id"] for each in got}) == 1
    assert len({each.verified(endpoint["secret"])["eventId"] for each in got}) == 1


def test_receiver_that_always_fails_sees_the_whole_schedule(
    api: httpx.Client, receiver: Receiver, register: Any
) -> None:
    """Ten tries, and none of another endpoint's is late for it."""
    endpoint = register("/broken", "order.created")
    register("/well", "order.created")
    receiver.always["/broken"] = 500
    order(api)
    got = receiver.wait_for("/broken", 10)
    time.sleep(2)
    assert len(receiver.at("/broken")) == 10
    assert len({each.verified(endpoint["secret"])["eventId"] for each in got}) == 1
    assert len(receiver.at("/well")) == 1


def test_gone_disables_the_endpoint(api: httpx.Client, receiver: Receiver, register: Any) -> None:
    """410 on the first try: no second, and whoever wants to know is told."""
    endpoint = register("/gone", "order.created")
    register("/told", "webhook_endpoint.disabled")
    receiver.always["/gone"] = 410
    order(api)
    (told,) = receiver.wait_for("/told", 1)
    assert b"It answered 410 Gone" in told.body
    deadline = time.monotonic() + ARRIVAL_SECONDS
    while api.get(f"/v1/webhooks/{endpoint['id']}").json()["data"]["enabled"]:
        assert time.monotonic() < deadline
        time.sleep(0.2)
    order(api)
    time.sleep(2)
    assert len(receiver.at("/gone")) == 1


def test_test_event_and_resend_reach_the_receiver(api: httpx.Client, receiver: Receiver, register: Any) -> None:
    """The delivery tells what was answered; sent again, it comes under the same id; a replay brings past events."""
    order_id = order(api)
    endpoint = register("/again", "refund.failed")
    answer = api.post(f"/v1/webhooks/{endpoint['id']}/send-test").raise_for_status().json()["data"]
    (got,) = receiver.wait_for("/again", 1)
    assert got.verified(endpoint["secret"])["eventType"] == "webhook_endpoint.test"
    deadline = time.monotonic() + ARRIVAL_SECONDS
    while (told := api.get(f"/v1/webhook-events/{answer['id']}").json()["data"])["status"] != "succeeded":
        assert time.monotonic() < deadline, told
        time.sleep(0.2)
    assert (told["tryCount"], told["responseStatus"]) == (1, 204)
    api.post(f"/v1/webhook-events/{answer['id']}/resend").raise_for_status()
    _, again = receiver.wait_for("/again", 2)
    assert again.headers["webhook-id"] == got.headers["webhook-id"]
    body = {"createdAfter": "2026-01-01T00:00:00Z", "eventTypes": ["order.created"]}
    while order_id not in str([each.body for each in receiver.at("/again")]):
        assert time.monotonic() < deadline
        api.post(f"/v1/webhooks/{endpoint['id']}/replay", json=body).raise_for_status()
        time.sleep(1)
