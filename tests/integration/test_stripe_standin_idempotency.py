"""The Stripe stand-in's idempotency keys: one key, one effect, one answer."""

from __future__ import annotations

import http.client
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import urlencode

import pytest
import stripe

from local.stripe_standin import StripeStandIn

PAYMENT = {
    "amount": "11059",
    "currency": "usd",
    "confirm": "true",
    "payment_method": "pm_card_visa",
    "automatic_payment_methods[enabled]": "true",
    "automatic_payment_methods[allow_redirects]": "never",
}
DECLINED = {**PAYMENT, "payment_method": "pm_card_chargeDeclined"}


@pytest.fixture
def standin() -> Iterator[StripeStandIn]:
    """A fresh stand-in per test: they count what there is."""
    with StripeStandIn.start() as running:
        yield running


def post(standin: StripeStandIn, fields: dict[str, str], key: str, path: str = "/v1/payment_intents") -> Any:
    """Send one call; its status, headers and bytes, which the SDK would hide."""
    connection = http.client.HTTPConnection("127.0.0.1", standin.port, timeout=20)
    headers = {"Authorization": "Bearer sk_test_keys", "Idempotency-Key": key}
    connection.request("POST", path, urlencode(fields), headers)
    reply = connection.getresponse()
    answer = (reply.status, reply.headers, reply.read())
    connection.close()
    return answer


def intents(standin: StripeStandIn) -> int:
    """How many payment intents there are."""
    client = stripe.StripeClient("sk_test_keys", base_addresses={"api": standin.base_url})
    return len(client.v1.payment_intents.list(params={"limit": 100}).data)


@pytest.mark.parametrize(("fields", "status"), [(PAYMENT, 200), (DECLINED, 402)])
def test_replay_is_the_first_answer_byte_for_byte(standin: StripeStandIn, fields: dict[str, str], status: int) -> None:
    """A decline is an answer like any other."""
    first_status, first_headers, first = post(standin, fields, "k")
    again_status, again_headers, again = post(standin, dict(reversed(fields.items())), "k")
    assert (first_status, again_status) == (status, status)
    assert first == again
    assert first_headers["Idempotent-Replayed"] is None
    assert again_headers["Idempotent-Replayed"] == "true"
    assert again_headers["Original-Request"] == first_headers["Request-Id"]
    assert intents(standin) == 1


def test_key_with_other_input_is_refused(standin: StripeStandIn) -> None:
    """Other parameters, or another path, are another request."""
    post(standin, PAYMENT, "k")
    status, _, body = post(standin, {**PAYMENT, "amount": "11060"}, "k")
    assert (status, b"idempotency_error" in body) == (400, True)
    status, _, body = post(standin, PAYMENT, "k", "/v1/customers")
    assert (status, b"idempotency_error" in body) == (400, True)
    assert intents(standin) == 1


def test_refusal_before_any_work_is_not_remembered(standin: StripeStandIn) -> None:
    """A request whose parameters were wrong may be put right under the same key."""
    assert post(standin, {**PAYMENT, "colour": "red"}, "k")[0] == 400
    assert post(standin, PAYMENT, "k")[0] == 200


def test_refusal_by_the_endpoint_is_remembered(standin: StripeStandIn) -> None:
    """What the endpoint found wrong stays the answer, as with Stripe."""
    wrong = {**PAYMENT, "customer": "cus_missing"}
    assert post(standin, wrong, "k")[0] == 404
    status, headers, _ = post(standin, wrong, "k")
    assert (status, headers["Idempotent-Replayed"]) == (404, "true")


def test_key_is_forgotten_after_a_day_of_the_standins_clock(standin: StripeStandIn) -> None:
    """At 23 h 59 min it still replays; at 24 h 1 min the same call charges again."""
    first = post(standin, PAYMENT, "k")[2]
    standin.tell("POST", "clock/advance", {"seconds": 24 * 3600 - 60})
    assert post(standin, PAYMENT, "k")[2] == first
    standin.tell("POST", "clock/advance", {"seconds": 120})
    assert post(standin, PAYMENT, "k")[2] != first
    assert intents(standin) == 2


def test_key_in_flight_is_409(standin: StripeStandIn) -> None:
    """While the first call is still working, a second with its key is sent away."""
    standin.tell("POST", "faults", {"match": {"method": "POST"}, "effect": "delay", "delaySeconds": 0.5})
    answers: list[Any] = []
    slow = threading.Thread(target=lambda: answers.append(post(standin, PAYMENT, "k")))
    slow.start()
    while not standin.tell("GET", "calls")["calls"]:
        pass
    status, _, body = post(standin, PAYMENT, "k")
    slow.join()
    assert (status, b"idempotency_key_in_use" in body) == (409, True)
    assert answers[0][0] == 200
    assert post(standin, PAYMENT, "k")[2] == answers[0][2]
    assert intents(standin) == 1


def test_fifty_clients_with_one_key_make_one_intent(standin: StripeStandIn) -> None:
    """Each gets the one answer, or 409 while it was being made."""
    with ThreadPoolExecutor(50) as pool:
        answers = list(pool.map(lambda _: post(standin, PAYMENT, "k"), range(50)))
    assert {answer[0] for answer in answers} <= {200, 409}
    assert len({answer[2] for answer in answers if answer[0] == 200}) == 1
    assert intents(standin) == 1


def test_fifty_clients_with_fifty_keys_make_fifty_intents(standin: StripeStandIn) -> None:
    """No key's answer leaks to another."""
    with ThreadPoolExecutor(50) as pool:
        answers = list(pool.map(lambda number: post(standin, PAYMENT, f"k{number}"), range(50)))
    assert {answer[0] for answer in answers} == {200}
    assert len({answer[2] for answer in answers}) == 50
    assert intents(standin) == 50
