"""Stripe's replies get lost; the order comes to know all the same, and the card is charged once."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from commerce.domain.deadlines import RESUME_AFTER

if TYPE_CHECKING:
    from local.runtime import Runtime

LINE = {"name": "Console", "unitPriceMoney": {"amount": 1000}}
SETTLED_WITHIN_SECONDS = 90


def lose(runtime: Runtime, effect: str) -> None:
    """Dial in that the next two calls which create a payment break: the first try and its repetition."""
    fault = {"match": {"method": "POST", "path": "/v1/payment_intents"}, "effect": effect, "times": 2}
    httpx.post(f"{runtime.stripe_base_url}/_standin/faults", json=fault).raise_for_status()


def sweep(runtime: Runtime) -> None:
    """Run the sweeper now, as its schedule does each minute."""
    pages = runtime.aws.functions.get_paginator("list_functions").paginate()
    names = [each["FunctionName"] for page in pages for each in page["Functions"]]
    (name,) = [name for name in names if "SettlePayments" in name]
    answer = runtime.aws.functions.invoke(FunctionName=name, Payload=b"{}")
    assert "FunctionError" not in answer, answer["Payload"].read()


def charged(runtime: Runtime, order_id: str) -> list[str]:
    """Statuses of all payments that Stripe knows of this order."""
    headers = {"Authorization": "Bearer sk_test_standin"}
    url = f"{runtime.stripe_base_url}/v1/payment_intents?limit=100"
    payments: list[dict[str, Any]] = httpx.get(url, headers=headers).raise_for_status().json()["data"]
    return [payment["status"] for payment in payments if payment["metadata"].get("flint_order") == order_id]


def test_sweeper_settles_payments_whose_reply_was_lost(api: httpx.Client, runtime: Runtime) -> None:
    """One had taken effect, one had not: both orders end PAID, each charged once."""
    order_ids = []
    for effect in ("reset_after", "reset_before"):
        order = api.post("/v1/orders", json={"lineItems": [LINE]}).raise_for_status().json()["data"]
        lose(runtime, effect)
        lost = api.post(f"/v1/orders/{order['id']}/pay", json={"paymentSourceToken": "tok_visa"})
        assert (lost.status_code, json.loads(lost.text)["error"]["code"]) == (503, "PROCESSOR_UNAVAILABLE")
        order_ids.append(order["id"])

    deadline = time.monotonic() + SETTLED_WITHIN_SECONDS
    time.sleep(RESUME_AFTER.total_seconds())
    while time.monotonic() < deadline:
        sweep(runtime)
        statuses = [api.get(f"/v1/orders/{order_id}").json()["data"]["status"] for order_id in order_ids]
        if statuses == ["PAID", "PAID"]:
            break
        time.sleep(1)
    else:
        pytest.fail(f"not settled within {SETTLED_WITHIN_SECONDS} s: {statuses}")
    assert [charged(runtime, order_id) for order_id in order_ids] == [["succeeded"], ["succeeded"]]
