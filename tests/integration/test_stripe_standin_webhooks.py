"""The Stripe stand-in's webhooks: signed, in the background, and as unruly as wanted."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
import stripe

from local.stripe_standin import StripeStandIn

SECRET = "whsec_of_this_test"


class Receiver(ThreadingHTTPServer):
    """Keeps what it is sent; answers 500 to as many as it is told to."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), ReceiverHandler)
        self.received: list[tuple[bytes, str]] = []
        self.failures_left = 0
        self.arrived = threading.Condition()

    @property
    def url(self) -> str:
        """Where to send webhooks."""
        return f"http://127.0.0.1:{self.server_address[1]}/v1/stripe/webhooks"

    def wait_for(self, count: int) -> list[str]:
        """The types of the first `count` events, once they are there."""
        with self.arrived:
            assert self.arrived.wait_for(lambda: len(self.received) >= count, timeout=5)
            return [json.loads(body)["type"] for body, _ in self.received]


class ReceiverHandler(BaseHTTPRequestHandler):
    """One delivery."""

    server: Receiver

    def do_POST(self) -> None:
        """Take it, or fail."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        with self.server.arrived:
            failing = self.server.failures_left > 0
            if failing:
                self.server.failures_left -= 1
            else:
                self.server.received.append((body, self.headers["Stripe-Signature"]))
            self.server.arrived.notify_all()
        self.send_response(500 if failing else 200)
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  # The base class names it so.
        """Say nothing."""


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """A server for webhooks on this machine."""
    server = Receiver()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def standin(receiver: Receiver) -> Iterator[StripeStandIn]:
    """A stand-in that sends every event to the receiver."""
    with StripeStandIn.start() as running:
        running.tell("POST", "webhooks", {"url": receiver.url, "secret": SECRET})
        yield running


def pay(standin: StripeStandIn, **changes: Any) -> stripe.PaymentIntent:
    """Take 20.00."""
    client = stripe.StripeClient("sk_test_hooks", base_addresses={"api": standin.base_url})
    whole: Any = {
        "amount": 2000,
        "currency": "usd",
        "confirm": True,
        "payment_method": "pm_card_visa",
        "automatic_payment_methods": {"enabled": True, "allow_redirects": "never"},
    }
    whole.update(changes)
    return client.v1.payment_intents.create(params=whole)


def test_webhook_passes_the_sdks_own_check(standin: StripeStandIn, receiver: Receiver) -> None:
    """Right with the secret, wrong with another or with a changed body."""
    intent = pay(standin)
    assert set(receiver.wait_for(3)) == {"payment_intent.created", "charge.succeeded", "payment_intent.succeeded"}
    for body, signature in receiver.received:
        event = stripe.Webhook.construct_event(body, signature, SECRET)
        assert event.api_version == stripe.api_version
        with pytest.raises(stripe.SignatureVerificationError):
            stripe.Webhook.construct_event(body, signature, "whsec_other")
        with pytest.raises(stripe.SignatureVerificationError):
            stripe.Webhook.construct_event(body + b" ", signature, SECRET)
    assert intent.id in {json.loads(body)["data"]["object"]["id"] for body, _ in receiver.received}


def test_event_types_follow_what_happened(standin: StripeStandIn, receiver: Receiver) -> None:
    """A hold, a capture, a refund that fails and a dispute that is lost, in the order they came."""
    standin.tell("POST", "webhooks", {"paused": True})
    client = stripe.StripeClient("sk_test_hooks", base_addresses={"api": standin.base_url})
    held = pay(standin, capture_method="manual")
    client.v1.payment_intents.capture(held.id)
    refund = client.v1.refunds.create(params={"payment_intent": held.id, "amount": 100})
    standin.tell("POST", f"refunds/{refund.id}/fail")
    dispute = standin.tell("POST", "disputes", {"paymentIntent": held.id})
    standin.tell("POST", f"disputes/{dispute['id']}/close", {"outcome": "lost"})
    assert receiver.received == []
    flushed = standin.tell("POST", "webhooks/flush")
    assert receiver.wait_for(flushed["delivered"]) == [
        "payment_intent.created",
        "charge.succeeded",
        "payment_intent.amount_capturable_updated",
        "charge.captured",
        "payment_intent.succeeded",
        "refund.created",
        "charge.refunded",
        "refund.updated",
        "charge.refund.updated",
        "refund.failed",
        "charge.dispute.created",
        "charge.dispute.funds_withdrawn",
        "charge.dispute.closed",
    ]


def test_duplicates_have_the_same_event_id(standin: StripeStandIn, receiver: Receiver) -> None:
    """Two copies more of each of three events: nine deliveries of three ids."""
    standin.tell("POST", "webhooks", {"duplicate": 2})
    pay(standin)
    receiver.wait_for(9)
    assert len({json.loads(body)["id"] for body, _ in receiver.received}) == 3


def test_reordered_events_arrive_last_first(standin: StripeStandIn, receiver: Receiver) -> None:
    """payment_intent.succeeded comes before its payment_intent.created."""
    standin.tell("POST", "webhooks", {"reorder": True, "paused": True})
    pay(standin)
    standin.tell("POST", "webhooks/flush")
    assert receiver.wait_for(3) == ["payment_intent.succeeded", "charge.succeeded", "payment_intent.created"]


def test_delayed_event_does_not_delay_the_call(standin: StripeStandIn, receiver: Receiver) -> None:
    """The call answers at once; the event comes 0.8 s later at the earliest."""
    standin.tell("POST", "webhooks", {"delaySeconds": 0.8})
    began = time.monotonic()
    pay(standin)
    answered = time.monotonic()
    receiver.wait_for(1)
    assert answered - began < 0.8 <= time.monotonic() - began


def test_failed_delivery_is_tried_again(standin: StripeStandIn, receiver: Receiver) -> None:
    """A receiver that fails once gets the event half a second later."""
    receiver.failures_left = 1
    standin.tell("POST", "webhooks", {"url": receiver.url, "events": ["payment_intent.succeeded"]})
    pay(standin)
    assert receiver.wait_for(1) == ["payment_intent.succeeded"]


@pytest.mark.parametrize("url", ["http://example.com/", "https://127.0.0.1/", "http://10.0.0.1/", "file:///etc/passwd"])
def test_webhooks_go_to_this_machine_only(standin: StripeStandIn, url: str) -> None:
    """A stand-in never sends anything out."""
    with pytest.raises(RuntimeError, match="on this machine"):
        standin.tell("POST", "webhooks", {"url": url, "secret": SECRET})


def test_events_can_be_listed_by_type(standin: StripeStandIn) -> None:
    """What a lost webhook said can still be read."""
    intent = pay(standin)
    client = stripe.StripeClient("sk_test_hooks", base_addresses={"api": standin.base_url})
    (event,) = client.v1.events.list(params={"type": "payment_intent.succeeded"}).data
    assert event.data.object["id"] == intent.id
    assert client.v1.events.retrieve(event.id).type == "payment_intent.succeeded"
    both = client.v1.events.list(params={"types": ["charge.succeeded", "payment_intent.created"]}).data
    assert [found.type for found in both] == ["charge.succeeded", "payment_intent.created"]
