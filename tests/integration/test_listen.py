"""`make listen`: what a sandbox tells reaches a program on this machine, signed, once and in order."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any, ClassVar

import httpx
import pytest
from standardwebhooks.webhooks import Webhook

from local.listen import Listener, secret_of
from tests.shop import Shop


class Receiver(BaseHTTPRequestHandler):
    """A program that takes webhooks, and notes their headers and bodies."""

    taken: ClassVar[list[tuple[dict[str, str], bytes]]] = []

    def do_POST(self) -> None:
        """Take one."""
        self.taken.append((dict(self.headers), self.rfile.read(int(self.headers["content-length"]))))
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture
def receiver() -> Iterator[str]:
    """Where it listens."""
    Receiver.taken = []
    with HTTPServer(("127.0.0.1", 0), Receiver) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/hook"
        server.shutdown()


def listener(shop: Shop, target: str) -> Listener:
    """One that asks the shop's own API."""

    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, text=shop.call("events.list", query=dict(request.url.params)).text)

    api = httpx.Client(base_url="http://flint", transport=httpx.MockTransport(answer))
    return Listener(api, target, secret_of("flint_test_1"))


def test_events_are_sent_on_as_signed_webhooks(shop: Shop, receiver: str) -> None:
    """An order made before is left alone; of the paid one each event comes once, the oldest first, and verifies."""
    shop.order()
    shop.world.publish()
    listening = listener(shop, receiver)
    listening.begin()
    shop.world.clock.advance(seconds=1)
    order_id = shop.order()["id"]
    shop.world.publish()
    shop.world.clock.advance(seconds=1)
    came_back = [listening.forward(event) for event in listening.new_events()]
    shop.pay(order_id)
    shop.world.publish()
    came_back += [listening.forward(event) for event in listening.new_events()]
    assert listening.new_events() == []
    assert came_back == ["204", "204", "204"]
    told = []
    for headers, body in Receiver.taken:
        lower = {name.lower(): value for name, value in headers.items()}
        Webhook(secret_of("flint_test_1")).verify(body, lower)
        told.append((lower["x-flint-event-type"], json.loads(body)["data"].get("status")))
    assert told[0] == ("order.created", "OPEN")
    assert set(told[1:]) == {("order.paid", "PAID"), ("payment_intent.succeeded", "succeeded")}
    fields = {"eventId", "eventType", "payloadVersion", "mode", "merchantId", "createdAt", "data"}
    assert all(json.loads(body).keys() == fields for _, body in Receiver.taken)


def test_more_events_than_a_page_holds_are_all_found(shop: Shop, receiver: str) -> None:
    """101 since the last look: two pages."""
    listening = listener(shop, receiver)
    listening.begin()
    for _ in range(101):
        shop.order()
        shop.world.clock.advance(milliseconds=1)
    shop.world.publish()
    assert len(listening.new_events()) == 101
    assert listening.new_events() == []


def test_program_that_is_away_is_told_so(shop: Shop) -> None:
    """What came back is said, and nothing stops."""
    shop.order()
    shop.world.publish()
    listening = listener(shop, "http://127.0.0.1:9/hook")
    (event,) = listening.new_events()
    assert listening.forward(event) == "no answer (ConnectError)"
