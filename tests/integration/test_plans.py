"""Plans: made, listed, changed and archived."""

from __future__ import annotations

from typing import Any

import pytest

from tests.shop import Shop, World

PRICE = {"name": "Pro", "unitPriceMoney": {"amount": 2900}}


def test_plan_is_answered_whole(shop: Shop) -> None:
    """With its id under both names; two seats at 29.00 and a support line of 10.00 come to 68.00."""
    lines = [{**PRICE, "quantity": 2}, {"name": "Support", "unitPriceMoney": {"amount": 1000}, "taxable": False}]
    plan = shop.plan(lineItems=lines, trialPeriodDays=14, setupFeeMoney={"amount": 500}, metadata={"a_b": "c"})
    line: dict[str, object] = {"taxCategory": None, "description": None, "sku": None, "metadata": {}}
    assert plan == {
        "id": plan["planId"],
        "planId": plan["id"],
        "subscriptionPlanId": plan["id"],
        "name": "Pro",
        "status": "active",
        "billingInterval": "monthly",
        "billingIntervalCount": 1,
        "lineItems": [
            {"name": "Pro", "quantity": 2, "unitPriceMoney": usd(2900), "taxable": True, **line},
            {"name": "Support", "quantity": 1, "unitPriceMoney": usd(1000), "taxable": False, **line},
        ],
        "amountMoney": usd(6800),
        "currency": "USD",
        "trialPeriodDays": 14,
        "setupFeeMoney": usd(500),
        "metadata": {"a_b": "c"},
        "termsVersion": 1,
        "version": 1,
        "createdAt": "2026-03-02T09:30:00Z",
        "updatedAt": "2026-03-02T09:30:00Z",
    }


def usd(amount: int) -> dict[str, object]:
    """Money as answers have it."""
    return {"amount": amount, "currency": "USD"}


def test_plan_takes_the_merchants_currency(world: World) -> None:
    """Where it names none."""
    assert world.shop(currency="EUR").plan()["amountMoney"] == {"amount": 2900, "currency": "EUR"}


@pytest.mark.parametrize(
    ("terms", "wrong"),
    [
        ({"currency": "EUR", "setupFeeMoney": {"amount": 1, "currency": "USD"}}, {"setupFeeMoney.currency"}),
        (
            {"lineItems": [PRICE, {"name": "x", "unitPriceMoney": {"amount": 1, "currency": "EUR"}}]},
            {"lineItems[1].unitPriceMoney.currency"},
        ),
        ({"billingIntervalCount": 37}, {""}),
        ({"billingInterval": "yearly", "billingIntervalCount": 4}, {""}),
        ({"billingInterval": "hourly"}, {"billingInterval"}),
        ({"lineItems": []}, {"lineItems"}),
        ({"trialPeriodDays": -1}, {"trialPeriodDays"}),
    ],
)
def test_plan_that_makes_no_sense_is_refused_by_name(shop: Shop, terms: dict[str, Any], wrong: set[str]) -> None:
    """400."""
    body = {"name": "Pro", "billingInterval": "monthly", "lineItems": [PRICE], **terms}
    answer = shop.call("plans.create", body)
    assert (answer.status, answer.wrong_fields) == (400, wrong)


def test_plan_that_no_order_could_hold_is_refused(shop: Shop) -> None:
    """A million units at a million each."""
    line = {"name": "x", "quantity": 1_000_000, "unitPriceMoney": {"amount": 1_000_000}}
    body = {"name": "Pro", "billingInterval": "monthly", "lineItems": [line]}
    assert shop.call("plans.create", body).refusal == (400, "ORDER_TOO_LARGE")


def test_new_price_is_another_version_of_the_terms(shop: Shop) -> None:
    """A new name is not."""
    plan = shop.plan()
    renamed = shop.call("plans.update", {"name": "Professional"}, plan_id=plan["id"]).data
    dearer = shop.call("plans.update", {"lineItems": [{**PRICE, "quantity": 2}]}, plan_id=plan["id"]).data
    seen = [(each["name"], each["amountMoney"]["amount"], each["termsVersion"]) for each in (plan, renamed, dearer)]
    assert seen == [("Pro", 2900, 1), ("Professional", 2900, 1), ("Professional", 5800, 2)]


def test_null_takes_the_fee_away_and_nothing_else(shop: Shop) -> None:
    """Name and lines are there on every plan."""
    plan = shop.plan(setupFeeMoney={"amount": 500}, trialPeriodDays=7)
    body = {"setupFeeMoney": None, "name": None, "lineItems": None, "trialPeriodDays": None}
    after = shop.call("plans.update", body, plan_id=plan["id"]).data
    assert (after["setupFeeMoney"], after["name"], after["trialPeriodDays"]) == (None, "Pro", 7)
    assert after["lineItems"] == plan["lineItems"]


def test_interval_and_currency_are_fixed(shop: Shop) -> None:
    """They are no fields of an update."""
    plan = shop.plan()
    answer = shop.call("plans.update", {"billingInterval": "daily", "currency": "EUR"}, plan_id=plan["id"])
    assert (answer.status, answer.wrong_fields) == (400, {"billingInterval", "currency"})


def test_archived_plan_stays_readable_and_changes_no_more(shop: Shop) -> None:
    """Archiving it again is no error."""
    plan = shop.plan()
    archived = [shop.call("plans.archive", plan_id=plan["id"]).data["status"] for _ in range(2)]
    read = shop.call("plans.get", plan_id=plan["id"]).data["status"]
    refused = shop.call("plans.update", {"name": "x"}, plan_id=plan["id"]).refusal
    assert (archived, read, refused) == (["archived"] * 2, "archived", (409, "PLAN_ARCHIVED"))


def test_plans_are_listed_by_status(shop: Shop) -> None:
    """Newest first."""
    first, second, third = (shop.plan()["id"] for _ in range(3))
    shop.call("plans.archive", plan_id=second)
    every, active, archived = (
        {each["id"] for each in shop.call("plans.list", query=query).data}
        for query in ({}, {"status": "active"}, {"status": "ARCHIVED"})
    )
    assert (every, active, archived) == ({first, second, third}, {first, third}, {second})


def test_unknown_plan_is_not_found(shop: Shop) -> None:
    """Whatever its id looks like."""
    order_id = shop.order()["id"]
    refusals = [shop.call("plans.get", plan_id=each).refusal for each in (f"plan_{'0' * 26}", order_id)]
    assert refusals == [(404, "PLAN_NOT_FOUND")] * 2
