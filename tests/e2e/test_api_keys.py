"""API keys on the whole stack: the authorizer, its roles and the stack's pepper."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from local.runtime import Runtime


@pytest.fixture
def till(api: httpx.Client) -> dict[str, str]:
    """A key that reads orders."""
    made = api.post("/v1/api-keys", json={"name": "Till 3", "scopes": ["orders.read"]})
    return dict(made.raise_for_status().json()["data"])


def status(runtime: Runtime, key: str) -> int:
    """What a list of orders is answered with."""
    headers = {"X-API-Key": key}
    return httpx.get(f"{runtime.sandbox.base_url}/v1/orders", headers=headers, timeout=30).status_code


def test_revoked_key_stops_at_once(runtime: Runtime, api: httpx.Client, till: dict[str, str]) -> None:
    """The very next request with it is refused, however many processes have seen it before."""
    before = [status(runtime, till["key"]) for _ in range(5)]
    api.post(f"/v1/api-keys/{till['id']}/revoke").raise_for_status()
    after = [status(runtime, till["key"]) for _ in range(5)]
    assert (before, after) == ([200] * 5, [401] * 5)


def test_answers_say_what_is_left_of_the_rate_limit(api: httpx.Client) -> None:
    """Each request takes one from what remains."""
    time.sleep(10 - time.time() % 10)  # a window begins: neither request falls into the next one
    first, second = (int(api.get("/v1/orders").headers["ratelimit-remaining"]) for _ in range(2))
    assert second == first - 1


def test_requests_are_counted_under_the_authorizers_role(runtime: Runtime, api: httpx.Client) -> None:
    """After a hundredth of the limit the count is written, to a row that the role may write."""
    for _ in range(101):
        api.get("/v1/orders").raise_for_status()
    rows = runtime.aws.client("dynamodb").scan(TableName=runtime.stack.table_name)["Items"]
    assert [row for row in rows if row["kind"]["S"] == "request_count"]


def test_one_approval_is_one_charge_however_often_it_is_repeated_at_once(runtime: Runtime, api: httpx.Client) -> None:
    """Limits come through the authorizer; of four repetitions one uses the approval up, and one card is charged."""
    terms = {"name": "Agent", "scopes": ["*"], "agentLimits": {"confirmationThresholdMoney": {"amount": 0}}}
    key = api.post("/v1/api-keys", json=terms).raise_for_status().json()["data"]["key"]
    body = {"amountMoney": {"amount": 4711}, "paymentSourceToken": "tok_visa", "autoConfirm": True}

    def ask(_: int = 0) -> httpx.Response:
        url = f"{runtime.sandbox.base_url}/v1/payment-intents"
        return httpx.post(url, json=body, headers={"X-API-Key": key}, timeout=30)

    refused = ask().json()["error"]
    assert refused["code"] == "HUMAN_CONFIRMATION_REQUIRED"
    api.post(f"/v1/confirmations/{refused['confirmationId']}/approve").raise_for_status()
    with ThreadPoolExecutor(4) as racers:
        answers = list(racers.map(ask, range(4)))
    assert sorted(answer.status_code for answer in answers) == [201, 403, 403, 403]
    paid = api.get("/v1/payment-intents", params={"status": "succeeded", "pageSize": 100}).json()["data"]
    assert [each["amountMoney"]["amount"] for each in paid].count(4711) == 1
