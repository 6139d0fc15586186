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
        """Take an action that the order offers, with all that the offer asks for."""
        (offer,) = [each for each in order["availableActions"] if each["action"] == action]
        assert set(offer["requiredFields"]) <= body.keys(), f"{action} asks for {offer['requiredFields']}"
        return self.send(offer["method"], offer["href"], body, **query)


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
    error = declined.body["error"]
    assert (declined.status, error["code"], "pay" in error["supportedActions"]) == (402, "CARD_DECLINED", True)
    assert error["remediation"]["nextSteps"]

    order = agent.send("GET", f"/v1/orders/{order['id']}").data
    order = agent.follow(order, "pay", {"paymentSourceToken": "tok_visa"}).data
    assert (order["status"], order["netAmounts"]["paidMoney"]["amount"]) == ("PAID", 11059)

    stale = agent.follow(order, "update", {"metadata": {"agent": "a"}, "expectedVersion": order["version"] - 1})
    assert (stale.status, stale.body["error"]["code"]) == (409, "VERSION_CONFLICT")
    order = agent.follow(order, "update", {"metadata": {"agent": "a"}, "expectedVersion": order["version"]}).data

    refund = agent.follow(order, "refund", {"orderId": order["id"], "amountMoney": {"amount": 2900}})
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
    agent.follow(order, "refund", {"orderId": order["id"]})
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
    more = agent.follow(order, "refund", {"orderId": order["id"], "amountMoney": {"amount": most + 1}})
    all_of_it = agent.follow(order, "refund", {"orderId": order["id"], "amountMoney": {"amount": most}})
    assert (more.status, more.body["error"]["code"], all_of_it.status) == (400, "AMOUNT_EXCEEDS_REFUNDABLE", 201)
