"""Explaining an order over the API."""

from __future__ import annotations

from tests.shop import Shop


def test_walk_through_is_explained_to_the_cent(shop: Shop) -> None:
    """128.00 - 25.60 + 8.19 = 110.59; paid; 29.00 of it back with 2.15 tax."""
    order = shop.order(discounts=[{"couponCode": "LAUNCH20"}])
    shop.pay(order["id"])
    shop.refund(order["id"], 2900)
    explained = shop.call("orders.explain", order_id=order["id"]).data
    assert explained["netAmounts"] == shop.read(order["id"])["netAmounts"]
    told = [
        (step["kind"], step["amountMoney"]["amount"], step["runningMoney"]["amount"]) for step in explained["steps"]
    ]
    assert told == [
        ("subtotal", 12800, 12800),
        ("discount", 2560, 10240),
        ("tax", 819, 11059),
        ("total", 11059, 11059),
        ("payment", 11059, 0),
        ("balance", 0, 0),
        ("refund", 2900, 0),
    ]
    assert explained["steps"][-1]["taxMoney"]["amount"] == 215


def test_largest_order_is_explained(shop: Shop) -> None:
    """500 lines: all of them in each step, and the answer is below what a function may send, 6 MB."""
    order = shop.order(*range(1, 501), discounts=[{"name": f"d{n}", "percentOff": "1"} for n in range(10)])
    answer = shop.call("orders.explain", order_id=order["id"])
    assert {len(step["parts"]) for step in answer.data["steps"]} == {500, 0}
    assert len(answer.text) < 5_000_000


def test_unknown_order_is_not_found(shop: Shop) -> None:
    """As everywhere."""
    assert shop.call("orders.explain", order_id="ord_unknown").refusal == (404, "ORDER_NOT_FOUND")
