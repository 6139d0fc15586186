"""A dry run answers what would happen. That it writes nothing is held against every operation elsewhere."""

from __future__ import annotations

import pytest

from tests.shop import Shop, lines, net

DRY = {"dryRun": "true"}


def test_dry_run_of_a_change_answers_the_changed_order(shop: Shop) -> None:
    """10.80 and a tip of 1.00; the stored order has none."""
    order = shop.order(1000)
    body = {"amountMoney": {"amount": 100}}
    answer = shop.call("orders.addTips", body, query=DRY, order_id=order["id"])
    assert (net(answer.data)["total"], answer.body["meta"], shop.read(order["id"])) == (1180, {"dryRun": True}, order)


def test_dry_run_of_a_payment_answers_the_paid_order(shop: Shop) -> None:
    """And charges nobody."""
    order = shop.order(1000)
    body = {"paymentSourceToken": "tok_visa"}
    answer = shop.call("orders.pay", body, query=DRY, order_id=order["id"])
    assert (answer.data["status"], net(answer.data)["paid"], shop.world.gateway.calls) == ("PAID", 1080, [])


def test_dry_run_of_a_refund_answers_its_tax(shop: Shop) -> None:
    """Half of 10.80, with half of its 0.80 tax."""
    order = shop.paid_order(1000)
    body = {"orderId": order["id"], "amountMoney": {"amount": 540}}
    answer = shop.call("refunds.create", body, query=DRY)
    assert (answer.data["taxMoney"]["amount"], shop.read(order["id"])["refunds"]) == (40, [])


def test_dry_run_refuses_what_would_be_refused(shop: Shop) -> None:
    """A refund of more than was paid."""
    order = shop.paid_order(1000)
    body = {"orderId": order["id"], "amountMoney": {"amount": 1081}}
    assert shop.call("refunds.create", body, query=DRY).refusal == (400, "AMOUNT_EXCEEDS_REFUNDABLE")


def test_dry_run_of_a_coupon_whose_code_is_taken_is_refused(shop: Shop) -> None:
    """As it would be."""
    body = {"name": "n", "couponCode": "LAUNCH20", "percentOff": "1"}
    assert shop.call("coupons.create", body, query=DRY).refusal == (409, "COUPON_CODE_ALREADY_EXISTS")


def test_dry_run_of_a_payment_with_a_used_up_coupon_is_refused(shop: Shop) -> None:
    """As it would be."""
    shop.coupon("ONE", maxUses=1)
    mine, theirs = (shop.order(1000, discounts=[{"couponCode": "ONE"}]) for _ in range(2))
    shop.pay(theirs["id"])
    body = {"paymentSourceToken": "tok_visa"}
    answer = shop.call("orders.pay", body, query=DRY, order_id=mine["id"])
    assert answer.refusal == (409, "COUPON_EXHAUSTED")


def test_key_of_a_dry_run_serves_the_real_one(shop: Shop) -> None:
    """Nothing was remembered."""
    shop.call("orders.create", {"lineItems": lines(1)}, key="k", query=DRY)
    answer = shop.call("orders.create", {"lineItems": lines(1)}, key="k")
    assert (answer.status, answer.body["meta"]) == (201, {})


@pytest.mark.parametrize("value", ["yes", "1", "True", ""])
def test_dry_run_is_true_or_false(shop: Shop, value: str) -> None:
    """A mistyped dry run must not be a real one."""
    answer = shop.call("orders.create", {"lineItems": lines(1)}, query={"dryRun": value})
    assert (answer.status, answer.wrong_fields) == (400, {"dryRun"})


def test_dry_run_false_is_a_real_one(shop: Shop) -> None:
    """The order is there."""
    order = shop.call("orders.create", {"lineItems": lines(1)}, query={"dryRun": "false"}).data
    assert shop.read(order["id"]) == order
