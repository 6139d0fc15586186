"""Subscriptions by request: made, refused, changed, listed."""

from __future__ import annotations

from typing import Any

import pytest

from tests.card_tokens import succeeded
from tests.fake_gateway import ProcessDied
from tests.shop import Answer, Json, Shop, World, net


def subscribe(shop: Shop, key: str | None = None, query: dict[str, str] | None = None, **terms: Any) -> Answer:
    """Try to subscribe."""
    named: Json = {"planId": terms.pop("planId", None) or shop.plan()["id"]}
    named["customerId"] = terms.pop("customerId", None) or shop.carded_customer()["id"]
    return shop.call("subscriptions.create", {**named, **terms}, key=key, query=query)


def orders(shop: Shop, made: Json) -> list[Json]:
    """A subscription's orders, newest first."""
    return list(shop.call("subscriptions.listOrders", subscription_id=made["id"]).data)


def test_subscription_is_answered_whole(shop: Shop) -> None:
    """With the terms that it keeps of its plan; two at 29.00."""
    plan, customer = shop.plan(), shop.carded_customer()
    made = shop.subscription(planId=plan["id"], customerId=customer["id"], quantity=2, metadata={"a_b": "c"})
    terms = ("planId", "termsVersion", "name", "billingInterval", "billingIntervalCount", "lineItems", "currency")
    assert made == {
        "id": made["subscriptionId"],
        "subscriptionId": made["id"],
        "status": "active",
        "customerId": customer["id"],
        "paymentMethodId": None,
        "plan": {**{name: plan[name] for name in terms}, "amountMoney": plan["amountMoney"]},
        "planId": plan["id"],
        "subscriptionPlanId": plan["id"],
        "quantity": 2,
        "discount": None,
        "startAt": "2026-03-02T09:30:00Z",
        "trialEndAt": None,
        "billingAnchorDay": None,
        "timeZone": "UTC",
        "currentPeriodStartAt": "2026-03-02T09:30:00Z",
        "currentPeriodEndAt": "2026-04-02T09:30:00Z",
        "nextBillingAt": "2026-04-02T09:30:00Z",
        "cancelAtPeriodEnd": False,
        "cancellationReason": None,
        "canceledAt": None,
        "endedAt": None,
        "pausedAt": None,
        "resumesAt": None,
        "latestOrderId": orders(shop, made)[0]["id"],
        "cycleCount": 1,
        "pendingAdjustments": [],
        "setupFeeMoney": None,
        "dunning": None,
        "pendingActions": [],
        "metadata": {"a_b": "c"},
        "version": 2,
        "createdAt": "2026-03-02T09:30:00Z",
        "updatedAt": "2026-03-02T09:30:00Z",
    }


def test_first_period_is_charged_at_once(shop: Shop) -> None:
    """29.00 and 8 % tax: 31.32."""
    made = shop.subscription()
    (order,) = orders(shop, made)
    assert (made["status"], order["status"], net(order)["total"]) == ("active", "PAID", 3132)
    assert (order["source"], order["subscriptionId"], order["subscriptionPlanId"]) == (
        "subscription",
        made["id"],
        made["planId"],
    )


def test_first_payment_that_fails_leaves_it_incomplete(shop: Shop) -> None:
    """Its order is open, nothing was taken, and the reason is told."""
    made = subscribe(shop, customerId=shop.carded_customer("tok_later_INSUFFICIENT_FUNDS")["id"]).data
    assert (made["status"], made["dunning"]["failureCode"]) == ("incomplete", "INSUFFICIENT_FUNDS")
    assert (orders(shop, made)[0]["status"], shop.world.gateway.taken) == ("OPEN", 0)


def test_incomplete_one_is_paid_with_another_card(shop: Shop) -> None:
    """And is active then, in the period that it began with."""
    customer = shop.carded_customer("tok_later_INSUFFICIENT_FUNDS")
    made = subscribe(shop, customerId=customer["id"]).data
    body = {"paymentMethodId": shop.card(customer["id"])["id"]}
    paid = shop.call("subscriptions.update", body, subscription_id=made["id"]).data
    assert (paid["status"], paid["currentPeriodEndAt"]) == ("active", "2026-04-02T09:30:00Z")
    assert len(orders(shop, made)) == 1


def test_incomplete_one_ends_after_23_hours(world: World, shop: Shop) -> None:
    """Its order is closed with it: nothing can be paid for what never began."""
    made = subscribe(shop, customerId=shop.carded_customer("tok_later_INSUFFICIENT_FUNDS")["id"]).data
    world.clock.advance(hours=23)
    world.bill()
    ended = shop.call("subscriptions.get", subscription_id=made["id"]).data
    assert (ended["status"], orders(shop, made)[0]["status"]) == ("canceled", "CLOSED")
    assert [each["status"] for each in shop.call("invoices.list").data] == ["void"]


def test_incomplete_one_ends_at_once_when_canceled(shop: Shop) -> None:
    """With its order."""
    made = subscribe(shop, customerId=shop.carded_customer("tok_later_INSUFFICIENT_FUNDS")["id"]).data
    ended = shop.call("subscriptions.cancel", {}, subscription_id=made["id"]).data
    assert (ended["status"], orders(shop, made)[0]["status"]) == ("canceled", "CLOSED")


def test_holder_who_is_asked_completes_it(world: World, shop: Shop) -> None:
    """While the bank waits it is incomplete and can't be changed; confirmed, it is active."""
    made = subscribe(shop, customerId=shop.carded_customer("tok_later_3ds")["id"]).data
    assert (made["status"], made["pendingActions"][0]["clientSecret"]) == ("incomplete", "pi_stripe0_secret")
    refused = shop.call("subscriptions.pause", {}, subscription_id=made["id"]).refusal
    busy = shop.call("subscriptions.cancel", {}, subscription_id=made["id"]).refusal
    world.gateway.settle_payment(succeeded)
    world.clock.advance(hours=2)
    world.bill()
    found = shop.call("subscriptions.get", subscription_id=made["id"]).data
    assert (refused, busy) == ((409, "SUBSCRIPTION_UNEXPECTED_STATE"), (409, "PAYMENT_IN_PROGRESS"))
    assert (found["status"], found["pendingActions"]) == ("active", [])


def test_without_a_card_a_trial_can_begin_but_no_period(shop: Shop) -> None:
    """400 names the field."""
    customer = shop.customer()["id"]
    refused = subscribe(shop, customerId=customer)
    trial = subscribe(shop, customerId=customer, trialPeriodDays=7).data
    assert (refused.refusal, refused.error["param"]) == ((400, "PAYMENT_METHOD_REQUIRED"), "paymentMethodId")
    assert trial["status"] == "trialing"


def test_a_plan_that_costs_nothing_needs_no_card(shop: Shop) -> None:
    """Its order is paid at once."""
    made = subscribe(shop, customerId=shop.customer()["id"], planId=shop.plan(0)["id"]).data
    assert (made["status"], orders(shop, made)[0]["status"], shop.world.gateway.calls) == ("active", "PAID", [])


@pytest.mark.parametrize(
    ("terms", "refusal"),
    [
        ({"planId": f"plan_{'0' * 26}"}, (404, "PLAN_NOT_FOUND")),
        ({"customerId": f"cus_{'0' * 26}"}, (404, "CUSTOMER_NOT_FOUND")),
        ({"paymentMethodId": f"pm_{'0' * 26}"}, (404, "NOT_FOUND")),
        ({"couponCode": "NOPE"}, (404, "COUPON_NOT_FOUND")),
        ({"startAt": "2026-03-02T09:30:00Z"}, (400, "INVALID_REQUEST")),
        ({"couponDurationCycles": 3}, (400, "INVALID_REQUEST")),
        ({"quantity": 0}, (400, "INVALID_REQUEST")),
    ],
)
def test_what_does_not_exist_or_fit_is_refused(shop: Shop, terms: Json, refusal: tuple[int, str]) -> None:
    """And nothing is charged."""
    assert subscribe(shop, **terms).refusal == refusal
    assert shop.world.gateway.taken == 0


def test_plans_that_do_not_fit_are_refused(shop: Shop) -> None:
    """Archived, without a day of the month, or too dear for an order."""
    archived, weekly, dear = shop.plan(), shop.plan(billingInterval="weekly"), shop.plan(99_999_999)
    shop.call("plans.archive", plan_id=archived["id"])
    refusals = [
        subscribe(shop, planId=archived["id"]).refusal,
        subscribe(shop, planId=weekly["id"], billingAnchorDay=1).refusal,
        subscribe(shop, planId=dear["id"], quantity=10_000).refusal,
    ]
    assert refusals == [(409, "PLAN_ARCHIVED"), (400, "INVALID_REQUEST"), (400, "ORDER_TOO_LARGE")]


def test_coupons_that_do_not_fit_are_refused(shop: Shop) -> None:
    """For items, in another currency, below the minimum, used up."""
    shop.coupon("ITEMS", limitToItemIds=["item_1"])
    shop.coupon("EURO", amountOffMoney={"amount": 1, "currency": "EUR"})
    shop.coupon("LARGE", minimumPurchaseMoney={"amount": 2901})
    shop.coupon("LAST", maxUses=1)
    subscribe(shop, couponCode="LAST")
    refusals = [subscribe(shop, couponCode=code).refusal for code in ("ITEMS", "EURO", "LARGE", "LAST")]
    assert refusals == [
        (422, "COUPON_NOT_APPLICABLE"),
        (422, "COUPON_NOT_APPLICABLE"),
        (422, "COUPON_MINIMUM_NOT_MET"),
        (409, "COUPON_EXHAUSTED"),
    ]


def test_a_coupon_per_customer_is_counted(shop: Shop) -> None:
    """Once each."""
    shop.coupon("ONCE", maxUsesPerCustomer=1)
    customer = shop.carded_customer()["id"]
    answers = [subscribe(shop, customerId=customer, couponCode="ONCE") for _ in range(2)]
    assert (answers[0].status, answers[1].refusal) == (201, (409, "COUPON_EXHAUSTED"))


def test_dry_run_answers_what_would_be(shop: Shop) -> None:
    """Active and paid; nobody is charged and nothing is there."""
    customer = shop.carded_customer()["id"]
    answer = subscribe(shop, customerId=customer, query={"dryRun": "true"})
    assert (answer.status, answer.data["status"], shop.world.gateway.taken) == (201, "active", 0)
    assert shop.call("subscriptions.list").data == []


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_process_that_died_is_finished_by_the_retry(world: World, shop: Shop, when: str) -> None:
    """One subscription, one order, one charge; its key is answered with it for ever."""
    named = {"planId": shop.plan()["id"], "customerId": shop.carded_customer()["id"]}
    getattr(world.gateway, when).append(ProcessDied())
    with pytest.raises(ProcessDied):
        subscribe(shop, key="k", **named)
    assert subscribe(shop, key="k", **named).refusal == (409, "IDEMPOTENCY_KEY_IN_PROGRESS")
    world.clock.advance(minutes=1)
    answers = [subscribe(shop, key="k", **named) for _ in range(2)]
    assert [(answer.status, answer.data["status"]) for answer in answers] == [(201, "active")] * 2
    assert (len(shop.call("subscriptions.list").data), world.gateway.taken) == (1, 3132)


def test_a_process_that_died_is_finished_by_the_sweeper(world: World, shop: Shop) -> None:
    """And the key is answered all the same."""
    named = {"planId": shop.plan()["id"], "customerId": shop.carded_customer()["id"]}
    world.gateway.after.append(ProcessDied())
    with pytest.raises(ProcessDied):
        subscribe(shop, key="k", **named)
    world.clock.advance(minutes=1)
    world.sweep()
    answer = subscribe(shop, key="k", **named)
    assert (answer.data["status"], answer.body["meta"]) == ("active", {"idempotencyReplayed": True})


def test_subscriptions_are_listed_by_status_and_customer(shop: Shop) -> None:
    """Newest first."""
    customer = shop.carded_customer()["id"]
    mine, other = shop.subscription(customerId=customer), shop.subscription()
    shop.call("subscriptions.pause", {}, subscription_id=mine["id"])
    queries: list[dict[str, str]] = [{}, {"status": "paused"}, {"customerId": customer}, {"status": "canceled"}]
    found = [{each["id"] for each in shop.call("subscriptions.list", query=query).data} for query in queries]
    assert found == [{mine["id"], other["id"]}, {mine["id"]}, {mine["id"]}, set()]


def test_orders_come_in_pages(world: World, shop: Shop) -> None:
    """Three of them, two at a time."""
    made = shop.subscription()
    world.clock.advance(days=62)
    world.bill()
    first = shop.call("subscriptions.listOrders", query={"pageSize": "2"}, subscription_id=made["id"])
    token = first.body["nextPageToken"]
    rest = shop.call("subscriptions.listOrders", query={"pageToken": token}, subscription_id=made["id"])
    ids = [each["id"] for each in [*first.data, *rest.data]]
    assert (len(first.data), len(set(ids)), ids == sorted(ids, reverse=True)) == (2, 3, True)


def test_moving_asks_for_the_same_currency_and_a_plan_that_is_sold(shop: Shop) -> None:
    """Otherwise it stays where it is."""
    made = shop.subscription()
    euros, archived = shop.plan(currency="EUR"), shop.plan()
    shop.call("plans.archive", plan_id=archived["id"])
    refusals = [
        shop.call("subscriptions.update", {"planId": plan["id"]}, subscription_id=made["id"]).refusal
        for plan in (euros, archived)
    ]
    assert refusals == [(400, "CURRENCY_MISMATCH"), (409, "PLAN_ARCHIVED")]


def test_moving_waits_for_what_is_owed(world: World, shop: Shop) -> None:
    """Nothing is credited that was not paid; without proration it moves."""
    made = shop.subscription()
    world.gateway.cards = dict.fromkeys(world.gateway.cards, "tok_INSUFFICIENT_FUNDS")
    world.clock.advance(days=31)
    world.bill()
    refused = shop.call("subscriptions.update", {"quantity": 2}, subscription_id=made["id"]).refusal
    body = {"quantity": 2, "prorationBehavior": "none"}
    moved = shop.call("subscriptions.update", body, subscription_id=made["id"]).data
    assert (refused, moved["quantity"]) == ((409, "SUBSCRIPTION_UNEXPECTED_STATE"), 2)


def test_a_trial_is_moved_without_a_charge(world: World, shop: Shop) -> None:
    """It ends as it would have, with the new terms."""
    made = shop.subscription(trialPeriodDays=7)
    yearly = shop.plan(29000, billingInterval="yearly")
    moved = shop.call("subscriptions.update", {"planId": yearly["id"]}, subscription_id=made["id"]).data
    assert (moved["status"], moved["pendingAdjustments"], moved["nextBillingAt"]) == (
        "trialing",
        [],
        "2026-03-09T09:30:00Z",
    )
    world.clock.advance(days=7)
    world.bill()
    assert (net(orders(shop, made)[0])["total"], world.gateway.taken) == (31320, 31320)


def test_a_cancellation_is_taken_back(world: World, shop: Shop) -> None:
    """Before its end."""
    made = shop.subscription()
    shop.call("subscriptions.cancel", {"reason": "x"}, subscription_id=made["id"])
    kept = shop.call("subscriptions.update", {"cancelAtPeriodEnd": False}, subscription_id=made["id"]).data
    assert (kept["cancelAtPeriodEnd"], kept["canceledAt"], kept["cancellationReason"]) == (False, None, None)
    world.clock.advance(days=31)
    world.bill()
    assert len(orders(shop, made)) == 2


def test_a_canceled_one_is_over(shop: Shop) -> None:
    """Nothing can be done to it, and nothing went back."""
    made = shop.subscription()
    ended = shop.call("subscriptions.cancel", {"cancelImmediately": True}, subscription_id=made["id"]).data
    assert (ended["status"], ended["endedAt"], ended["nextBillingAt"]) == ("canceled", "2026-03-02T09:30:00Z", None)
    bodies: dict[str, Json | None] = {"update": {"quantity": 2}, "pause": {}, "resume": None, "cancel": {}}
    refusals = {
        shop.call(f"subscriptions.{name}", body, subscription_id=made["id"]).refusal for name, body in bodies.items()
    }
    assert (refusals, shop.world.gateway.given_back) == ({(409, "SUBSCRIPTION_UNEXPECTED_STATE")}, 0)


def test_a_pause_for_some_cycles_ends_a_trial_in_their_boundary(world: World, shop: Shop) -> None:
    """Paused in a trial to 9 March for one cycle: the first order is of 9 April."""
    made = shop.subscription(trialPeriodDays=7)
    shop.call("subscriptions.pause", {"pauseDurationCycles": 1}, subscription_id=made["id"])
    world.clock.advance(days=38)
    world.bill()
    (order,) = orders(shop, made)
    assert order["createdAt"][:10] == "2026-04-09"


def test_two_changes_at_once_lose_none(world: World, shop: Shop) -> None:
    """The other one comes just before this one is written."""
    made = shop.subscription()
    body = {"metadata": {"a": "b"}}
    world.before_next_write(lambda: shop.call("subscriptions.update", {"quantity": 2}, subscription_id=made["id"]))
    after = shop.call("subscriptions.update", body, subscription_id=made["id"]).data
    assert (after["quantity"], after["metadata"]) == (2, {"a": "b"})
