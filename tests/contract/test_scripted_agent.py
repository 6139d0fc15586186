"""An agent that read /SKILL.md and nothing else, and goes where `availableActions` lead it."""

from __future__ import annotations

import json
import re
from typing import Any

import httpx
import pytest

from tests.contract.published import check_answer
from tests.integration.test_python_client import Handlers, routed
from tests.shop import Answer, Shop

Json = dict[str, Any]
REQUEST = re.compile(
    r"\*\*\d+\. (?P<title>.+?)\*\*\n\n```http\n(?P<method>[A-Z]+) (?P<path>\S+)\n(?P<body>\{.*?\n\})?", re.DOTALL
)


class Agent:
    """It keeps what the skill shows, sends a key of its own with every change, and never goes back to a refusal.

    Every answer that it gets must be one that the operation's description has, code and fields included.
    """

    def __init__(self, shop: Shop) -> None:
        self.http = httpx.Client(transport=Handlers(shop), base_url="http://api")
        skill = self.http.get("/SKILL.md").text
        self.shown = {found["path"]: found for found in REQUEST.finditer(skill)}
        self.tried = 0

    def send(self, method: str, path: str, body: Json | None = None, **query: str) -> Answer:
        """Send a request; the answer, held against the description."""
        self.tried += 1
        headers = {} if method == "GET" else {"Idempotency-Key": f"agent-{self.tried}"}
        came = self.http.request(method, path, json=body, params=query, headers=headers)
        answer = Answer(came.status_code, dict(came.headers), came.text)
        check_answer(routed(came.request)[0], answer)
        return answer

    def example(self, path: str) -> Json:
        """The body that the skill shows for a path."""
        return dict(json.loads(self.shown[path]["body"]))

    def follow(self, order: Json, action: str, body: Json, **query: str) -> Answer:
        """Take an action that the order offers: its body, and what is chosen of what the offer asks for."""
        (offer,) = [each for each in order["availableActions"] if each["action"] == action]
        return self.take(offer, body, **query)

    def take(self, offered: Json, body: Json, **query: str) -> Answer:
        """Send a request that an answer holds, with what it leaves open."""
        whole = {**offered["body"], **body}
        assert set(offered["requiredFields"]) <= whole.keys(), f"it asks for {offered['requiredFields']}"
        return self.send(offered["method"], offered["href"], whole or None, **query)

    def lead_on(self, refused: Answer, code: str, body: Json) -> Answer:
        """Send the request that an error puts right."""
        error = refused.body["error"]
        assert error["code"] == code
        return self.take(error["remediation"]["nextActions"][0], body)


@pytest.fixture
def agent(shop: Shop) -> Agent:
    """An agent with a key of a merchant."""
    return Agent(shop)


def test_agent_sells_and_gives_a_part_back(agent: Agent) -> None:
    """Creation, coupon, decline, payment, a stale version, a refund of 29.00: each step told by the one before."""
    order = agent.send("POST", "/v1/orders", agent.example("/v1/orders")).data
    order = agent.follow(order, "applyCoupon", {"couponCode": "LAUNCH20"}).data

    would_be = agent.follow(order, "pay", {"paymentSourceToken": "tok_visa"}, dryRun="true")
    assert (would_be.data["status"], would_be.body["meta"]) == ("PAID", {"dryRun": True})

    declined = agent.follow(order, "pay", {"paymentSourceToken": "tok_card_declined"})
    assert (declined.status, declined.body["error"]["supportedActions"]) == (402, ["pay"])
    order = agent.lead_on(declined, "CARD_DECLINED", {"paymentSourceToken": "tok_visa"}).data
    assert (order["status"], order["netAmounts"]["paidMoney"]["amount"]) == ("PAID", 11059)

    stale = agent.follow(order, "update", {"metadata": {"agent": "a"}, "expectedVersion": order["version"] - 1})
    order = agent.lead_on(stale, "VERSION_CONFLICT", {}).data
    assert order["metadata"] == {"agent": "a"}

    refund = agent.follow(order, "refund", {"amountMoney": {"amount": 2900}})
    order = agent.send("GET", f"/v1/orders/{order['id']}").data
    assert (refund.status, order["status"], order["netAmounts"]["refundedMoney"]["amount"]) == (
        201,
        "PARTIALLY_REFUNDED",
        2900,
    )


def test_agent_is_told_what_is_left_to_do(agent: Agent) -> None:
    """After the whole refund nothing is offered, and what is tried anyway is refused with a documented code."""
    order = agent.send("POST", "/v1/orders", agent.example("/v1/orders")).data
    offered = {each["action"]: each for each in order["availableActions"]}
    order = agent.follow(order, "pay", {"paymentSourceToken": "tok_visa"}).data
    agent.follow(order, "refund", {})
    order = agent.send("GET", f"/v1/orders/{order['id']}").data
    assert (order["status"], order["availableActions"]) == ("REFUNDED", [])
    again = agent.send("POST", offered["pay"]["href"], {"paymentSourceToken": "tok_visa"})
    assert (again.status, again.body["error"]["supportedActions"]) == (409, [])


def test_amount_that_is_offered_is_what_is_taken(agent: Agent) -> None:
    """One unit more than `maxAmountMoney` is refused, itself is not."""
    order = agent.send("POST", "/v1/orders", agent.example("/v1/orders")).data
    order = agent.follow(order, "pay", {"paymentSourceToken": "tok_visa"}).data
    (offer,) = [each for each in order["availableActions"] if each["action"] == "refund"]
    most = offer["maxAmountMoney"]["amount"]
    more = agent.follow(order, "refund", {"amountMoney": {"amount": most + 1}})
    all_of_it = agent.lead_on(more, "AMOUNT_EXCEEDS_REFUNDABLE", {})
    assert (more.status, all_of_it.status) == (400, 201)


def test_agent_is_led_to_what_is_blocked(agent: Agent) -> None:
    """A refund of an order without lines: lines first, then the payment, each as the order says."""
    chosen = {**agent.example("/v1/orders"), "paymentSourceToken": "tok_visa"}
    order, steps = agent.send("POST", "/v1/orders", {}).data, []
    while (step := unblocked_by(order).get("refund")) is not None:
        steps.append(step["action"])
        order = agent.take(step, {name: chosen[name] for name in step["requiredFields"]}).data
    assert (steps, "refund" in unblocked_by(order)) == (["addLineItems", "pay"], False)


def unblocked_by(order: Json) -> dict[str, Json | None]:
    """What leads to each blocked action."""
    return {each["action"]: each["unblockedBy"] for each in order["blockedActions"]}
