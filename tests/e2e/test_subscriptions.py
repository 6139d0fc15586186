"""Subscriptions over the whole stack: the state machine finds what is due and bills it, once."""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import httpx

    from local.runtime import Runtime

PATIENCE_SECONDS = 60
SOON_SECONDS = 12
"""Long enough to make two subscriptions on a busy machine."""
LINE = {"name": "Pro", "unitPriceMoney": {"amount": 2900}}


def done(answer: httpx.Response) -> dict[str, Any]:
    """What was answered."""
    assert answer.status_code < 300, answer.text
    return dict(answer.json()["data"])


def subscribe(api: httpx.Client, token: str = "tok_visa", **terms: Any) -> dict[str, Any]:
    """A new customer with a card, subscribed to a new plan of 29.00 a month."""
    plan = done(
        api.post("/v1/subscription-plans", json={"name": "Pro", "billingInterval": "monthly", "lineItems": [LINE]})
    )
    customer = done(api.post("/v1/customers", json={"name": "Ada"}))
    done(api.post("/v1/payment-methods", json={"customerId": customer["id"], "paymentSourceToken": token}))
    return done(api.post("/v1/subscriptions", json={"planId": plan["id"], "customerId": customer["id"], **terms}))


def run_billing(runtime: Runtime) -> dict[str, Any]:
    """Run the state machine to its end, as the schedule starts it."""
    steps = runtime.aws.client("stepfunctions")
    (machine,) = [
        each["stateMachineArn"]
        for each in steps.list_state_machines()["stateMachines"]
        if "SubscriptionBilling" in each["name"]
    ]
    execution = steps.start_execution(stateMachineArn=machine, input="{}")["executionArn"]
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        told = steps.describe_execution(executionArn=execution)
        if told["status"] != "RUNNING":
            assert told["status"] == "SUCCEEDED", told
            return dict(json.loads(told["output"]))
        assert time.monotonic() < deadline
        time.sleep(0.1)


def orders(api: httpx.Client, made: dict[str, Any]) -> list[dict[str, Any]]:
    """A subscription's orders."""
    return list(api.get(f"/v1/subscriptions/{made['id']}/orders").json()["data"])


def test_first_period_is_charged_to_the_saved_card(api: httpx.Client) -> None:
    """Through Stripe's SDK, for its customer."""
    made = subscribe(api)
    (order,) = orders(api, made)
    assert (made["status"], order["status"], order["payments"][0]["card"]["last4"]) == ("active", "PAID", "4242")


def test_declined_first_period_leaves_it_incomplete(api: httpx.Client) -> None:
    """A card that can be saved but not charged."""
    made = subscribe(api, "tok_chargeCustomerFail")
    assert (made["status"], made["dunning"]["failureCode"]) == ("incomplete", "CARD_DECLINED")


def test_state_machine_bills_what_is_due_once(runtime: Runtime, api: httpx.Client) -> None:
    """Two that begin now and one later; a second run finds nothing to do, and what was done stands on the records once.

    The schedule may start a run of its own at the same moment: it takes the same two, and the work is shared.
    """
    began = datetime.now(UTC)
    soon = began + timedelta(seconds=SOON_SECONDS)
    good, bad = (subscribe(api, token, startAt=soon.isoformat()) for token in ("tok_visa", "tok_chargeCustomerFail"))
    later = subscribe(api, startAt=(datetime.now(UTC) + timedelta(days=1)).isoformat())
    time.sleep(max(0.0, (soon - datetime.now(UTC)).total_seconds()))
    assert run_billing(runtime)["more"] is False
    run_billing(runtime)
    read = [done(api.get(f"/v1/subscriptions/{made['id']}")) for made in (good, bad, later)]
    assert [each["status"] for each in read] == ["active", "incomplete", "incomplete"]
    assert [len(orders(api, made)) for made in (good, bad, later)] == [1, 1, 0]
    counts = {"ordersMade": 2, "paymentsSucceeded": 1, "paymentsFailed": 1, "errors": 0}
    runs = completed_runs(api, began)
    assert {name: sum(run["counts"][name] for run in runs) for name in counts} == counts
    assert max(run["subscriptionsDue"] for run in runs) == 2


def completed_runs(api: httpx.Client, began: datetime) -> list[dict[str, Any]]:
    """The records of all runs since then, once all have ended."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        runs = [
            run
            for run in api.get("/v1/billing-runs").json()["data"]
            if datetime.fromisoformat(run["createdAt"]) >= began
        ]
        if all(run["status"] == "completed" for run in runs):
            return runs
        assert time.monotonic() < deadline
        time.sleep(0.1)


def test_schedule_starts_the_state_machine(runtime: Runtime) -> None:
    """Every five minutes."""
    schedules = runtime.aws.client("scheduler").list_schedules()["Schedules"]
    assert [each["Name"] for each in schedules if "SubscriptionBilling" in each["Name"]]
