"""The Stripe stand-in's fault dial: what is lost, and what took effect all the same."""

from __future__ import annotations

import http.client
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
import stripe

from local.stripe_standin import StripeStandIn

PAYMENT = {
    "amount": "2000",
    "currency": "usd",
    "confirm": "true",
    "payment_method": "pm_card_visa",
    "automatic_payment_methods[enabled]": "true",
    "automatic_payment_methods[allow_redirects]": "never",
}


@pytest.fixture
def standin() -> Iterator[StripeStandIn]:
    """A fresh stand-in per test: they count what there is."""
    with StripeStandIn.start() as running:
        yield running


def pay(standin: StripeStandIn, key: str = "k", timeout: float = 5) -> Any:
    """One call without the SDK's retries: its status, or the name of what broke."""
    connection = http.client.HTTPConnection("127.0.0.1", standin.port, timeout=timeout)
    headers = {"Authorization": "Bearer sk_test_faults", "Idempotency-Key": key}
    try:
        connection.request("POST", "/v1/payment_intents", urlencode(PAYMENT), headers)
        reply = connection.getresponse()
        reply.read()
        return reply.status, reply.headers["Idempotent-Replayed"]
    except OSError as broken:
        return type(broken).__name__, None
    finally:
        connection.close()


def intents(standin: StripeStandIn) -> int:
    """How many payment intents there are."""
    client = stripe.StripeClient("sk_test_faults", base_addresses={"api": standin.base_url})
    return len(client.v1.payment_intents.list(params={"limit": 100}).data)


@pytest.mark.parametrize(
    ("effect", "seen", "made", "retried"),
    [
        ("timeout_before", "TimeoutError", 0, (200, None)),
        ("timeout_after", "TimeoutError", 1, (200, "true")),
        ("reset_before", "ConnectionResetError", 0, (200, None)),
        ("reset_after", "ConnectionResetError", 1, (200, "true")),
        ("error_500_before", 500, 0, (200, None)),
        ("error_500_after", 500, 1, (500, "true")),
        ("rate_limit_429", 429, 0, (200, None)),
    ],
)
def test_fault_hits_one_call_and_its_retry_never_pays_twice(
    standin: StripeStandIn, effect: str, seen: str | int, made: int, retried: tuple[int, str | None]
) -> None:
    """`…_before` did nothing; `…_after` did everything and lost the answer, or remembered the 500."""
    standin.tell("POST", "faults", {"match": {"method": "POST", "path": "/v1/payment_intents*"}, "effect": effect})
    assert pay(standin, timeout=0.3)[0] == seen
    assert intents(standin) == made
    (call,) = [entry for entry in standin.tell("GET", "calls")["calls"] if entry["method"] == "POST"]
    assert (call["fault"], call["idempotencyKey"], call["tookEffect"]) == (effect, "k", made == 1)
    assert pay(standin) == retried
    assert intents(standin) == 1
    assert standin.tell("GET", "faults")["faults"] == []


def test_fault_matches_by_method_and_path(standin: StripeStandIn) -> None:
    """Other calls go well; the fault waits for its own, as often as it was told."""
    fault = {"match": {"method": "POST", "path": "/v1/refunds*"}, "effect": "error_500_before", "times": 2}
    standin.tell("POST", "faults", fault)
    assert pay(standin) == (200, None)
    client = stripe.StripeClient("sk_test_faults", base_addresses={"api": standin.base_url}, max_network_retries=0)
    intent = client.v1.payment_intents.list().data[0].id
    for _ in range(2):
        with pytest.raises(stripe.APIError):
            client.v1.refunds.create(params={"payment_intent": intent})
    assert client.v1.refunds.create(params={"payment_intent": intent}).status == "succeeded"


def test_sdk_retries_a_lost_answer_by_itself(standin: StripeStandIn) -> None:
    """The SDK repeats the call with its key and gets the payment that was made."""
    standin.tell("POST", "faults", {"match": {"method": "POST"}, "effect": "reset_after"})
    client = stripe.StripeClient("sk_test_faults", base_addresses={"api": standin.base_url}, max_network_retries=1)
    params: Any = {
        "amount": 2000,
        "currency": "usd",
        "confirm": True,
        "payment_method": "pm_card_visa",
        "automatic_payment_methods": {"enabled": True, "allow_redirects": "never"},
    }
    assert client.v1.payment_intents.create(params=params).status == "succeeded"
    assert intents(standin) == 1


def test_delay_holds_the_answer_back(standin: StripeStandIn) -> None:
    """A slow call answers after its time, not before."""
    standin.tell("POST", "faults", {"effect": "delay", "delaySeconds": 0.2})
    began = time.monotonic()
    assert pay(standin) == (200, None)
    assert time.monotonic() - began >= 0.2


def test_held_connection_does_not_hold_up_the_stop(standin: StripeStandIn) -> None:
    """Stopping takes less than a second although a call is held for half a minute."""
    standin.tell("POST", "faults", {"effect": "timeout_before", "delaySeconds": 30})
    assert pay(standin, timeout=0.1)[0] == "TimeoutError"
    began = time.monotonic()
    standin.stop()
    assert time.monotonic() - began < 1


@pytest.mark.parametrize(
    "fault", [{"effect": "nonsense"}, {"effect": "delay", "delaySeconds": -1}, {"effect": "delay", "times": 0}]
)
def test_wrong_fault_is_refused(standin: StripeStandIn, fault: dict[str, Any]) -> None:
    """A fault that could never happen would make a test pass that shows nothing."""
    with pytest.raises(RuntimeError):
        standin.tell("POST", "faults", fault)


def test_reset_forgets_everything(standin: StripeStandIn) -> None:
    """Payments, keys, faults and the moved clock."""
    standin.tell("POST", "faults", {"match": {"path": "/v1/refunds"}, "effect": "delay"})
    standin.tell("POST", "clock/advance", {"seconds": 86400})
    pay(standin)
    standin.tell("POST", "reset")
    assert intents(standin) == 0
    assert standin.tell("GET", "faults")["faults"] == []
    assert abs(standin.tell("GET", "health")["now"] - time.time()) < 60
    assert pay(standin) == (200, None)
