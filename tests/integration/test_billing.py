"""Billing: what time brings to a subscription, cycle by cycle."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

import pytest

from commerce.domain.billing_runs import BillingCounts
from commerce.usecases import billing_runs
from tests.card_tokens import lost
from tests.fake_gateway import ProcessDied
from tests.shop import LOG, Json, Shop, World, net

LATE = "tok_later_INSUFFICIENT_FUNDS"


def at(text: str) -> datetime:
    """A moment in UTC; a date is 9:30, the hour at which the world begins."""
    return datetime.fromisoformat(text if " " in text else f"{text} 09:30").replace(tzinfo=UTC)


def go(world: World, text: str) -> None:
    """Let time pass up to a moment, billing whenever something falls due."""
    end = at(text)
    while (due := world.next_due()) is not None and due <= end:
        world.clock.at = max(world.clock.at, due)
        world.bill()
    world.clock.at = end


def read(shop: Shop, made: Json) -> Json:
    """The subscription as it stands."""
    return dict(shop.call("subscriptions.get", subscription_id=made["id"]).data)


def orders(shop: Shop, made: Json) -> list[Json]:
    """Its orders, the first one first."""
    page = shop.call("subscriptions.listOrders", query={"pageSize": "100"}, subscription_id=made["id"])
    return list(reversed(page.data))


def told(made: Iterable[Json]) -> list[tuple[str, int, str]]:
    """Date, total and status of orders."""
    return [(order["createdAt"][:10], net(order)["total"], order["status"]) for order in made]


def test_month_ends_keep_their_anchor(world: World) -> None:
    """31 January, 28 February, 31 March, 30 April: 29.00 and 8 % each time; each renewal is told a week before."""
    world.clock.at = at("2027-01-31")
    shop = world.shop()
    made = shop.subscription()
    go(world, "2027-05-01")
    days = ["2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30"]
    assert told(orders(shop, made)) == [(day, 3132, "PAID") for day in days]
    assert read(shop, made)["nextBillingAt"] == "2027-05-31T09:30:00Z"
    types = [event["eventType"] for event in world.table.events() if event["eventType"].startswith("subscription.")]
    assert (types.count("subscription.payment_succeeded"), types.count("subscription.activated")) == (1, 0)


def test_a_run_that_comes_twice_bills_once(world: World, shop: Shop) -> None:
    """The second finds nothing."""
    made = shop.subscription()
    world.clock.at = at("2026-04-02")
    counts = [world.bill(), world.bill()]
    assert [(each.orders_made, each.payments_succeeded) for each in counts] == [(1, 1), (0, 0)]
    assert len(orders(shop, made)) == 2


def test_what_comes_months_late_bills_every_period(world: World, shop: Shop) -> None:
    """Nobody looked from March to June: three orders, for April, May and June."""
    made = shop.subscription()
    world.clock.at = at("2026-06-10")
    assert world.bill().orders_made == 3
    found = read(shop, made)
    assert (found["currentPeriodStartAt"], found["currentPeriodEndAt"]) == (
        "2026-06-02T09:30:00Z",
        "2026-07-02T09:30:00Z",
    )
    assert world.gateway.taken == 4 * 3132


def test_two_runs_at_once_make_one_order(world: World, shop: Shop) -> None:
    """The other one writes just before this one does."""
    made = shop.subscription()
    world.clock.at = at("2026-04-02")
    world.before_next_write(world.bill)
    world.bill()
    assert (len(orders(shop, made)), world.gateway.taken) == (2, 2 * 3132)


def test_a_trial_costs_nothing_until_it_ends(world: World, shop: Shop) -> None:
    """14 days; three days before the end it is told. The set-up fee of 5.00 comes with the first order: 36.72."""
    plan = shop.plan(trialPeriodDays=14, setupFeeMoney={"amount": 500})
    made = shop.subscription(planId=plan["id"])
    assert (made["status"], made["trialEndAt"], orders(shop, made)) == ("trialing", "2026-03-16T09:30:00Z", [])
    world.table.events()
    go(world, "2026-03-13")
    assert world.table.event_types() == {"subscription.trial_ending"}
    go(world, "2026-04-16")
    assert told(orders(shop, made)) == [("2026-03-16", 3672, "PAID"), ("2026-04-16", 3132, "PAID")]
    assert read(shop, made)["status"] == "active"


def test_it_may_begin_later(world: World, shop: Shop) -> None:
    """Nothing is asked for before."""
    made = shop.subscription(startAt="2026-03-10T00:00:00Z")
    assert (made["status"], made["nextBillingAt"]) == ("incomplete", "2026-03-10T00:00:00Z")
    go(world, "2026-03-10 00:00")
    assert told(orders(shop, made)) == [("2026-03-10", 3132, "PAID")]
    assert read(shop, made)["status"] == "active"


def test_an_anchor_day_makes_a_part_of_the_first_period(world: World, shop: Shop) -> None:
    """From 2 to 15 March, of the 28 days from 15 February: 13/28 of 29.00 is 13.46, with tax 14.54."""
    made = shop.subscription(billingAnchorDay=15)
    go(world, "2026-04-15")
    assert told(orders(shop, made)) == [
        ("2026-03-02", 1454, "PAID"),
        ("2026-03-15", 3132, "PAID"),
        ("2026-04-15", 3132, "PAID"),
    ]


@pytest.mark.parametrize(
    ("cycles", "totals"),
    [(1, [1566, 3132, 3132]), (2, [1566, 1566, 3132]), (None, [1566, 1566, 1566])],
)
def test_a_coupon_is_for_so_many_orders(world: World, shop: Shop, cycles: int | None, totals: list[int]) -> None:
    """50 % once, twice, or for ever; it counts as one use."""
    coupon = shop.coupon("HALF", percentOff="50", maxUses=5)
    made = shop.subscription(couponCode="HALF", **({} if cycles is None else {"couponDurationCycles": cycles}))
    go(world, "2026-05-02")
    assert [net(order)["total"] for order in orders(shop, made)] == totals
    assert shop.call("coupons.get", coupon_id=coupon["id"]).data["uses"] == 1


def fail_later(world: World, token: str = "tok_INSUFFICIENT_FUNDS") -> None:
    """From now on all saved cards come to this."""
    world.gateway.cards = dict.fromkeys(world.gateway.cards, token)


def test_a_failed_renewal_is_tried_again_on_its_days(world: World, shop: Shop) -> None:
    """After 1, 3, 5 and 7 days; then it is canceled, and its order stays owed."""
    made = shop.subscription()
    fail_later(world)
    world.table.events()
    go(world, "2026-04-02")
    late = read(shop, made)
    assert (late["status"], late["dunning"]["nextRetryAt"]) == ("past_due", "2026-04-03T09:30:00Z")
    assert {"subscription.payment_failed", "subscription.past_due"} <= world.table.event_types()
    go(world, "2026-04-12")
    order = orders(shop, made)[-1]
    tries = [payment["createdAt"][:10] for payment in order["payments"]]
    assert tries == ["2026-04-02", "2026-04-03", "2026-04-05", "2026-04-07", "2026-04-09"]
    ended = read(shop, made)
    assert (ended["status"], ended["cancellationReason"], order["status"]) == (
        "canceled",
        "A renewal was not paid.",
        "OPEN",
    )
    go(world, "2026-06-12")
    assert len(orders(shop, made)) == 2


def test_a_retry_that_succeeds_makes_it_active_again(world: World, shop: Shop) -> None:
    """The period stays where it was."""
    made = shop.subscription()
    fail_later(world)
    go(world, "2026-04-03")
    fail_later(world, "tok_visa")
    go(world, "2026-04-05")
    paid = read(shop, made)
    assert (paid["status"], paid["dunning"], paid["currentPeriodEndAt"]) == ("active", None, "2026-05-02T09:30:00Z")
    assert told(orders(shop, made))[-1] == ("2026-04-02", 3132, "PAID")


def test_merchants_may_pause_instead(world: World, shop: Shop) -> None:
    """And try on other days."""
    shop.call("settings.update", {"dunningRetryDays": [2], "dunningEnd": "pause"})
    made = shop.subscription()
    fail_later(world)
    go(world, "2026-04-08")
    assert (read(shop, made)["status"], len(orders(shop, made)[-1]["payments"])) == ("paused", 2)
    fail_later(world, "tok_visa")
    resumed = shop.call("subscriptions.resume", subscription_id=made["id"]).data
    assert (resumed["status"], orders(shop, made)[-1]["status"]) == ("active", "PAID")


def test_a_hard_decline_is_not_tried_again_with_the_same_card(world: World, shop: Shop) -> None:
    """Another card is waited for until the last retry's day, then it is canceled."""
    made = shop.subscription()
    fail_later(world, "tok_EXPIRED_CARD")
    go(world, "2026-04-08")
    late = read(shop, made)
    assert (late["status"], late["dunning"]["nextRetryAt"]) == ("past_due", None)
    assert len(orders(shop, made)[-1]["payments"]) == 1
    go(world, "2026-04-10")
    assert read(shop, made)["status"] == "canceled"


def test_another_card_pays_at_once_what_is_owed(world: World, shop: Shop) -> None:
    """Without waiting for the next retry."""
    made = shop.subscription()
    fail_later(world, "tok_EXPIRED_CARD")
    go(world, "2026-04-04")
    card = shop.card(made["customerId"])
    paid = shop.call("subscriptions.update", {"paymentMethodId": card["id"]}, subscription_id=made["id"]).data
    assert (paid["status"], paid["dunning"], orders(shop, made)[-1]["status"]) == ("active", None, "PAID")


def test_a_new_default_card_pays_at_once_what_is_owed(world: World, shop: Shop) -> None:
    """Of subscriptions that go by the default card; the request's own answer is the card, on the repetition too."""
    made = shop.subscription()
    fail_later(world)
    go(world, "2026-04-02")
    card = shop.card(made["customerId"])
    answers = [shop.call("paymentMethods.setDefault", key="k", payment_method_id=card["id"]) for _ in range(2)]
    assert (read(shop, made)["status"], orders(shop, made)[-1]["status"]) == ("active", "PAID")
    assert [answer.data["id"] for answer in answers] == [card["id"]] * 2


def test_a_first_card_pays_at_once_what_is_owed(world: World, shop: Shop) -> None:
    """Where the customer had none left."""
    made = shop.subscription()
    (card,) = shop.call("paymentMethods.list", query={"customerId": made["customerId"]}).data
    shop.call("paymentMethods.remove", payment_method_id=card["id"])
    go(world, "2026-04-02")
    shop.card(made["customerId"])
    assert read(shop, made)["status"] == "active"


def test_a_new_default_card_leaves_others_alone(world: World, shop: Shop) -> None:
    """A subscription with a card of its own waits for that one's day."""
    customer = shop.customer()
    own, other = (shop.card(customer["id"]) for _ in range(2))
    made = shop.subscription(customerId=customer["id"], paymentMethodId=own["id"])
    fail_later(world)
    go(world, "2026-04-02")
    fail_later(world, "tok_visa")
    shop.call("paymentMethods.setDefault", payment_method_id=other["id"])
    assert read(shop, made)["status"] == "past_due"


def test_each_cycle_has_an_invoice_without_a_gap(world: World, shop: Shop) -> None:
    """Numbered in the order of the cycles, paid with their orders; an unpaid one is open."""
    made, other = shop.subscription(), shop.subscription()
    fail_later(world)
    shop.world.gateway.cards[next(iter(world.gateway.cards))] = "tok_visa"
    go(world, "2026-04-02")
    invoices = shop.call("invoices.list").data
    assert sorted(each["invoiceNumber"] for each in invoices) == [f"INV-00000{n}" for n in (1, 2, 3, 4)]
    by_order = {each["orderId"]: each for each in invoices}
    told_of = [[by_order[order["id"]]["status"] for order in orders(shop, each)] for each in (made, other)]
    assert told_of == [["paid", "paid"], ["paid", "open"]]
    assert {each["totalMoney"]["amount"] for each in invoices} == {3132}


def test_a_run_that_loses_the_race_for_a_number_takes_the_next(world: World, shop: Shop) -> None:
    """Another invoice is issued just before this cycle is written."""
    made, draft = shop.subscription(), shop.invoice()
    world.clock.at = at("2026-04-02")
    world.before_next_write(lambda: shop.call("invoices.issue", invoice_id=draft["id"]))
    world.bill()
    numbers = sorted(each["invoiceNumber"] for each in shop.call("invoices.list").data)
    assert (numbers, len(orders(shop, made))) == (["INV-000001", "INV-000002", "INV-000003"], 2)


def test_an_order_paid_by_hand_makes_it_active_again(world: World, shop: Shop) -> None:
    """Cash counts."""
    made = shop.subscription()
    fail_later(world)
    go(world, "2026-04-02")
    shop.call("orders.recordManualPayment", {}, order_id=read(shop, made)["latestOrderId"])
    assert read(shop, made)["status"] == "active"


def test_a_card_that_is_gone_is_a_failed_payment(world: World, shop: Shop) -> None:
    """The customer removed their only card."""
    made = shop.subscription()
    (card,) = shop.call("paymentMethods.list", query={"customerId": made["customerId"]}).data
    shop.call("paymentMethods.remove", payment_method_id=card["id"])
    go(world, "2026-04-02")
    assert read(shop, made)["dunning"]["failureCode"] == "PAYMENT_METHOD_MISSING"
    assert told(orders(shop, made))[-1] == ("2026-04-02", 3132, "OPEN")


def test_a_bank_that_asks_the_holder_declines_a_renewal(world: World, shop: Shop) -> None:
    """Nobody is there to confirm."""
    made = shop.subscription()
    fail_later(world, "tok_3ds")
    go(world, "2026-04-02")
    assert read(shop, made)["dunning"]["failureCode"] == "AUTHENTICATION_REQUIRED"


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_process_that_dies_at_the_charge_is_finished_by_the_next(world: World, shop: Shop, when: str) -> None:
    """One order, one charge, whether the money was taken or not."""
    made = shop.subscription()
    world.clock.at = at("2026-04-02")
    getattr(world.gateway, when).append(ProcessDied())
    with pytest.raises(ProcessDied):
        world.bill()
    world.clock.advance(minutes=1)
    world.bill()
    assert told(orders(shop, made))[1:] == [("2026-04-02", 3132, "PAID")]
    assert (world.gateway.taken, read(shop, made)["status"]) == (2 * 3132, "active")


def test_a_lost_answer_of_the_processor_is_looked_up(world: World, shop: Shop) -> None:
    """By the sweeper, which settles the subscription with its order."""
    made = shop.subscription()
    world.clock.at = at("2026-04-02")
    world.gateway.after.append(lost())
    assert world.bill() == BillingCounts(errors=1)
    world.clock.advance(minutes=1)
    world.sweep()
    assert (read(shop, made)["status"], told(orders(shop, made))[-1][2]) == ("active", "PAID")


def test_one_broken_subscription_stops_no_other(world: World, shop: Shop) -> None:
    """Its row can't be read; the others are billed."""
    broken, whole = shop.subscription(), shop.subscription()
    row = world.table.row(broken["id"])
    row.pop("packed", None)
    world.table.put({**row, "body": {"S": "{}"}})
    world.clock.at = at("2026-04-02")
    due = billing_runs.find(world.runtime)
    counts = [billing_runs.bill_one(world.runtime, each, LOG) for each in due]
    assert sum(each.errors for each in counts) == 1
    assert told(orders(shop, whole))[-1] == ("2026-04-02", 3132, "PAID")


def test_it_ends_with_its_period(world: World, shop: Shop) -> None:
    """What was paid is used; then no order is made, and the end is told."""
    made = shop.subscription()
    asked = shop.call("subscriptions.cancel", {"reason": "too dear"}, subscription_id=made["id"]).data
    assert (asked["status"], asked["cancelAtPeriodEnd"], asked["nextBillingAt"]) == ("active", True, None)
    world.table.events()
    go(world, "2026-04-03")
    ended = read(shop, made)
    assert (ended["status"], ended["cancellationReason"], len(orders(shop, made))) == ("canceled", "too dear", 1)
    assert world.table.event_types() == {"subscription.canceled"}


def test_a_pause_leaves_cycles_out(world: World, shop: Shop) -> None:
    """Two of them, April and May; June is billed again on its day."""
    made = shop.subscription()
    paused = shop.call("subscriptions.pause", {"pauseDurationCycles": 2}, subscription_id=made["id"]).data
    assert (paused["status"], paused["resumesAt"]) == ("paused", "2026-06-02T09:30:00Z")
    go(world, "2026-06-03")
    assert told(orders(shop, made)) == [("2026-03-02", 3132, "PAID"), ("2026-06-02", 3132, "PAID")]
    assert read(shop, made)["status"] == "active"


def test_a_subscription_resumed_late_pays_the_rest_of_the_cycle(world: World, shop: Shop) -> None:
    """On 17 April at 9:30, 15 of 30 days are left: half of 29.00 and tax, 15.66; then May as ever."""
    made = shop.subscription()
    shop.call("subscriptions.pause", {}, subscription_id=made["id"])
    go(world, "2026-04-17")
    resumed = shop.call("subscriptions.resume", subscription_id=made["id"]).data
    assert (resumed["status"], resumed["currentPeriodEndAt"]) == ("active", "2026-05-02T09:30:00Z")
    go(world, "2026-05-02")
    assert told(orders(shop, made))[1:] == [("2026-04-17", 1566, "PAID"), ("2026-05-02", 3132, "PAID")]


def test_a_subscription_resumed_in_time_pays_nothing(world: World, shop: Shop) -> None:
    """March was paid."""
    made = shop.subscription()
    shop.call("subscriptions.pause", {}, subscription_id=made["id"])
    go(world, "2026-03-20")
    resumed = shop.call("subscriptions.resume", subscription_id=made["id"]).data
    assert (resumed["status"], len(orders(shop, made))) == ("active", 1)


def test_a_dearer_plan_costs_the_difference_with_the_next_order(world: World, shop: Shop) -> None:
    """On 17 March at 21:30, half of 31 days are left: -14.50 and +29.50, and 59.00 for April: 74.00, with tax 79.92."""
    made = shop.subscription()
    dearer = shop.plan(5900)
    world.clock.at = at("2026-03-17 21:30")
    moved = shop.call("subscriptions.update", {"planId": dearer["id"]}, subscription_id=made["id"]).data
    assert [each["amountMoney"]["amount"] for each in moved["pendingAdjustments"]] == [2950, -1450]
    go(world, "2026-05-02")
    assert [net(order)["total"] for order in orders(shop, made)] == [3132, 7992, 6372]


def test_a_change_and_its_change_back_cost_nothing(world: World, shop: Shop) -> None:
    """To the cent."""
    made = shop.subscription()
    world.clock.at = at("2026-03-11 17:13")
    for quantity in (3, 1):
        shop.call("subscriptions.update", {"quantity": quantity}, subscription_id=made["id"])
    go(world, "2026-04-02")
    assert [net(order)["total"] for order in orders(shop, made)] == [3132, 3132]


def test_a_credit_larger_than_an_order_lasts(world: World, shop: Shop) -> None:
    """From ten to one on the first day: 290.00 back, 29.00 for the rest; 261.00 are good for nine orders."""
    made = shop.subscription(quantity=10)
    shop.call("subscriptions.update", {"quantity": 1}, subscription_id=made["id"])
    go(world, "2027-02-02")
    totals = [net(order)["total"] for order in orders(shop, made)]
    assert totals == [31320, *[0] * 9, 3132, 3132]
    assert {order["status"] for order in orders(shop, made)} == {"PAID"}


def test_a_change_without_proration_comes_with_the_next_period(world: World, shop: Shop) -> None:
    """Three seats from April on."""
    made = shop.subscription()
    body = {"quantity": 3, "prorationBehavior": "none"}
    world.clock.at = at("2026-03-17 21:30")
    shop.call("subscriptions.update", body, subscription_id=made["id"])
    go(world, "2026-04-02")
    assert [net(order)["total"] for order in orders(shop, made)] == [3132, 9396]


def test_another_interval_begins_at_once(world: World, shop: Shop) -> None:
    """A year for 290.00 on 17 March, 14.50 of March taken off: 275.50, with tax 297.54; next year on that day."""
    made = shop.subscription()
    yearly = shop.plan(29000, billingInterval="yearly")
    world.clock.at = at("2026-03-17 21:30")
    moved = shop.call("subscriptions.update", {"planId": yearly["id"]}, subscription_id=made["id"]).data
    assert (moved["status"], moved["nextBillingAt"]) == ("active", "2027-03-17T21:30:00Z")
    assert [net(order)["total"] for order in orders(shop, made)] == [3132, 29754]


def test_a_new_price_of_the_plan_reaches_nobody_by_itself(world: World, shop: Shop) -> None:
    """Until it is moved to the plan as it is now."""
    plan = shop.plan()
    made = shop.subscription(planId=plan["id"])
    line = {"name": "Pro", "unitPriceMoney": {"amount": 5000}}
    shop.call("plans.update", {"lineItems": [line]}, plan_id=plan["id"])
    go(world, "2026-04-02")
    body = {"planId": plan["id"], "prorationBehavior": "none"}
    shop.call("subscriptions.update", body, subscription_id=made["id"])
    go(world, "2026-05-02")
    assert [net(order)["total"] for order in orders(shop, made)] == [3132, 3132, 5400]


def test_the_merchants_time_zone_counts_the_days(world: World) -> None:
    """23:30 UTC on 30 January is the 31st in Paris: then come 28 February and, in summer time, 31 March, 0:30 there."""
    world.clock.at = at("2027-01-30 23:30")
    shop = world.shop()
    shop.call("settings.update", {"timeZone": "Europe/Paris"})
    made = shop.subscription()
    assert made["currentPeriodEndAt"] == "2027-02-27T23:30:00Z"
    go(world, "2027-04-01")
    assert [order["createdAt"] for order in orders(shop, made)][1:] == [
        "2027-02-27T23:30:00Z",
        "2027-03-30T22:30:00Z",
    ]


def test_customers_who_pay_no_tax_pay_none(world: World, shop: Shop) -> None:
    """29.00 flat, and it is told where the receipt goes."""
    customer = shop.carded_customer(taxExempt=True, email="ada@example.com")
    made = shop.subscription(customerId=customer["id"])
    (order,) = orders(shop, made)
    assert (net(order)["total"], order["buyerEmail"], order["customerId"]) == (2900, "ada@example.com", customer["id"])


def test_a_run_leaves_a_record_with_its_counts(world: World, shop: Shop, other_shop: Shop) -> None:
    """Each merchant sees their own."""
    for each in (shop, shop, other_shop):
        each.subscription()
    world.clock.at = at("2026-04-02")
    run_id, due = "run_" + "0" * 26, billing_runs.find(world.runtime)
    billing_runs.begin(world.runtime, run_id, due)
    running = shop.call("billingRuns.get", billing_run_id=run_id).data
    results = [(each.tenant, billing_runs.bill_one(world.runtime, each, LOG)) for each in due]
    assert billing_runs.finish(world.runtime, run_id, results)
    (run,) = shop.call("billingRuns.list").data
    assert (running["status"], running["subscriptionsDue"]) == ("running", 2)
    assert (run["status"], run["counts"]["ordersMade"], run["counts"]["paymentsSucceeded"]) == ("completed", 2, 2)
    assert other_shop.call("billingRuns.list").data[0]["counts"]["ordersMade"] == 1


def test_a_run_that_never_ended_is_told_so(world: World, shop: Shop) -> None:
    """After two hours."""
    shop.subscription()
    world.clock.at = at("2026-04-02")
    run_id = "run_" + "0" * 26
    billing_runs.begin(world.runtime, run_id, billing_runs.find(world.runtime))
    world.clock.advance(hours=2)
    statuses: list[Any] = [
        shop.call("billingRuns.get", billing_run_id=run_id).data["status"],
        shop.call("billingRuns.list").data[0]["status"],
    ]
    assert statuses == ["abandoned"] * 2
