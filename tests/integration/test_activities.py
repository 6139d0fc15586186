"""The audit trail: gap-free, and its deltas add up to the balance, whatever happened."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from commerce.domain.lifecycle import RefundStatus
from tests.card_tokens import declined, succeeded
from tests.shop import Shop, lines, net

Story = Callable[[Shop], str]


def _edited(shop: Shop) -> str:
    order = shop.order(9900, 2900, tips=[{"percent": "5"}])
    for name, body in (
        ("orders.applyCoupon", {"couponCode": "LAUNCH20"}),
        ("orders.addDiscount", {"name": "x", "amountMoney": {"amount": 100}}),
        ("orders.addLineItems", {"lineItems": lines(1)}),
        ("orders.addTips", {"amountMoney": {"amount": 7}}),
        ("orders.removeTips", {}),
        ("orders.applyTax", {"taxAddress": {"country": "US"}}),
        ("orders.update", {"buyerNote": "n"}),
    ):
        shop.call(name, body, order_id=order["id"])
    return str(order["id"])


def _declined_then_paid(shop: Shop) -> str:
    order = shop.order(1000)
    shop.pay(order["id"], "tok_CARD_DECLINED")
    shop.pay(order["id"])
    return str(order["id"])


def _challenged(shop: Shop) -> str:
    order = shop.order(1000)
    shop.pay(order["id"], "tok_3ds")
    shop.world.gateway.settle_payment(succeeded)
    shop.world.clock.advance(minutes=61)
    shop.world.sweep()
    return str(order["id"])


def _challenge_failed(shop: Shop) -> str:
    order = shop.order(1000)
    shop.pay(order["id"], "tok_3ds")
    shop.world.gateway.settle_payment(declined())
    shop.world.clock.advance(minutes=61)
    shop.world.sweep()
    return str(order["id"])


def _refunded(shop: Shop) -> str:
    order = shop.paid_order()
    shop.refund(order["id"], 2900)
    shop.refund(order["id"])
    shop.world.gateway.settle_refund(RefundStatus.FAILED)
    shop.world.clock.advance(seconds=61)
    shop.world.sweep()
    return str(order["id"])


def _closed(shop: Shop) -> str:
    order = shop.paid_order()
    shop.refund(order["id"], 2900)
    shop.call("orders.close", {}, order_id=order["id"])
    return str(order["id"])


def _free(shop: Shop) -> str:
    order = shop.order(0)
    shop.call("orders.pay", {}, order_id=order["id"])
    return str(order["id"])


def _raced(shop: Shop) -> str:
    order = shop.order(1000)
    tip = {"amountMoney": {"amount": 5}}
    shop.world.before_next_write(lambda: shop.call("orders.addTips", tip, order_id=order["id"]))
    shop.call("orders.addTips", tip, order_id=order["id"])
    return str(order["id"])


STORIES: dict[str, Story] = {
    story.__name__.strip("_"): story
    for story in (_edited, _declined_then_paid, _challenged, _challenge_failed, _refunded, _closed, _free, _raced)
}


@pytest.mark.parametrize("story", STORIES.values(), ids=list(STORIES))
def test_deltas_add_up_to_the_balance(shop: Shop, story: Story) -> None:
    """And every running balance is the sum up to there."""
    order_id = story(shop)
    activities = shop.activities(order_id)
    running, sums = 0, []
    for activity in activities:
        running += activity["balanceDelta"]["amount"]
        sums.append(running)
    assert (sums, running) == (
        [activity["runningBalance"]["amount"] for activity in activities],
        net(shop.read(order_id))["balance"],
    )


@pytest.mark.parametrize("story", STORIES.values(), ids=list(STORIES))
def test_numbers_have_no_gap(shop: Shop, story: Story) -> None:
    """From 1 on, one by one."""
    activities = shop.activities(story(shop))
    assert [activity["sequence"] for activity in activities] == list(range(1, len(activities) + 1))


def test_payment_takes_the_whole_balance_away(shop: Shop) -> None:
    """10.80 come, 10.80 go; the decline moves nothing."""
    activities = shop.activities(_declined_then_paid(shop))
    assert [(a["type"], a["balanceDelta"]["amount"]) for a in activities] == [
        ("order.created", 1080),
        ("payment.failed", 0),
        ("payment.succeeded", -1080),
    ]


def test_activity_names_who_and_what(shop: Shop) -> None:
    """The API key, the payment, the moment."""
    order = shop.paid_order(1000)
    activity = shop.activities(order["id"])[-1]
    assert (activity["actor"][:4], activity["paymentIntentId"], activity["createdAt"], activity["activityId"]) == (
        "key_",
        order["paymentIntentIds"][0],
        "2026-03-02T09:30:00Z",
        activity["id"],
    )


def test_refund_activity_names_the_refund(shop: Shop) -> None:
    """And leaves the balance alone."""
    order = shop.paid_order(1000)
    refund = shop.refund(order["id"], 100).data
    activity = shop.activities(order["id"])[-1]
    assert (activity["refundId"], activity["balanceDelta"]["amount"]) == (refund["id"], 0)


def test_what_the_sweeper_did_is_the_systems(shop: Shop) -> None:
    """No key asked for it."""
    assert shop.activities(_challenged(shop))[-1]["actor"] == "system"


def test_activities_come_newest_first_in_pages(shop: Shop) -> None:
    """8 of them in pages of 3."""
    order_id = _edited(shop)
    seen: list[int] = []
    query = {"pageSize": "3"}
    while True:
        answer = shop.call("orders.listActivities", query=query, order_id=order_id)
        seen += [activity["sequence"] for activity in answer.data]
        if not answer.body["hasMore"]:
            break
        query["pageToken"] = answer.body["nextPageToken"]
    assert seen == [8, 7, 6, 5, 4, 3, 2, 1]


def test_activities_of_what_does_not_exist_are_not_found(shop: Shop) -> None:
    """404, not an empty list."""
    assert shop.call("orders.listActivities", order_id=f"ord_{'0' * 26}").refusal == (404, "ORDER_NOT_FOUND")
