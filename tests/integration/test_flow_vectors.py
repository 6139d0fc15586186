"""What other commerce systems promise of races, failures and lost outcomes, asked of the API."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from datetime import timedelta

from commerce.domain.lifecycle import RefundStatus
from tests.card_tokens import lost, succeeded
from tests.shop import SIGNING_SECRET, Answer, Json, Shop, net
from tests.vectors.cases import Case, every

VISA = {"paymentSourceToken": "tok_visa"}


def coupon_is_free_again(shop: Shop, given: Case) -> Json:
    """The one use of a coupon goes back with the order that had claimed it for a part payment."""
    shop.coupon("ONE", maxUses=given["limit"])
    order = shop.order(1000, discounts=[{"couponCode": "ONE"}])
    shop.call("orders.pay", {**VISA, "amountMoney": {"amount": 100}}, order_id=order["id"])
    assert shop.call("coupons.list", query={"code": "ONE"}).data[0]["status"] == "exhausted"
    shop.refund(order["id"])
    shop.call("orders.close", {}, order_id=order["id"])
    other = shop.order(1000, discounts=[{"couponCode": "ONE"}])
    return {"reusable": shop.pay(other["id"]).data["status"] == "PAID"}


def same_key_twice(shop: Shop, _: Case) -> Json:
    """The second one comes while the first is charging."""
    order_id = shop.order(1000)["id"]
    shop.world.gateway.meanwhile = lambda: shop.pay(order_id, key="same")
    first = shop.pay(order_id, key="same")
    assert shop.pay(order_id, key="same").data_text == first.data_text
    return {"charges": shop.world.gateway.calls.count("charge")}


def two_captures(shop: Shop, _: Case) -> Json:
    """One of them is refused, and the money is taken once."""
    order_id = shop.order(1000, taxes=[])["id"]
    held = {**VISA, "orderId": order_id, "captureMethod": "manual", "autoConfirm": True}
    intent_id = shop.call("paymentIntents.create", held).data["id"]

    def capture() -> Answer:
        return shop.call("paymentIntents.capture", {}, payment_intent_id=intent_id)

    shop.world.before_next_write(capture)
    capture()
    assert shop.world.gateway.taken == 1000
    return {
        "captures": shop.world.gateway.calls.count("capture"),
        "orders": len(shop.call("orders.list", query={"status": "PAID"}).data),
    }


def last_use_of_a_coupon(shop: Shop, given: Case) -> Json:
    """Of two buyers at once one is refused."""
    coupon = shop.coupon("TEN", maxUses=given["limit"])
    orders = [shop.order(100, discounts=[{"couponCode": "TEN"}])["id"] for _ in range(given["used"] + 2)]
    for order_id in orders[2:]:
        shop.pay(order_id)
    shop.world.before_next_write(lambda: shop.pay(orders[1]))
    assert shop.pay(orders[0]).refusal == (409, "COUPON_EXHAUSTED")
    return {"used": shop.call("coupons.get", coupon_id=coupon["id"]).data["uses"]}


def last_unit_in_stock(shop: Shop, given: Case) -> Json:
    """Every order is made; one is paid, and that one while another is about to claim."""
    item = shop.item(100, quantityAvailable=given["stock"], enforceInventoryLimit=True)
    orders = [shop.order_of(item)["id"] for _ in range(given["concurrentOrders"])]
    shop.world.before_next_write(lambda: shop.pay(orders[1]))
    answers = [shop.pay(order_id) for order_id in orders if order_id != orders[1]]
    assert {answer.refusal for answer in answers} == {(409, "INVENTORY_INSUFFICIENT")}
    return {
        "paid": sum(shop.read(order_id)["status"] == "PAID" for order_id in orders),
        "stock": shop.call("items.get", item_id=item["id"]).data["quantityAvailable"],
    }


def refund_that_fails(shop: Shop, _: Case) -> Json:
    """The money is still there, and can be refunded again."""
    order = shop.paid_order(1000)
    refund = shop.refund(order["id"]).data
    shop.world.gateway.settle_refund(RefundStatus.FAILED, "lost_or_stolen_card")
    about = {"object": "refund", "id": "re_stripe0"}
    deliver(shop, {"id": "evt_1", "type": "refund.failed", "data": {"object": about}})
    failed = shop.call("refunds.get", refund_id=refund["id"]).data
    assert failed["status"] == "failed"
    order = shop.read(order["id"])
    return {
        "refunded": net(order)["refunded"],
        "status": order["status"],
        "retryAllowed": shop.refund(order["id"]).status == 201,
    }


def two_refunds(shop: Shop, given: Case) -> Json:
    """Together they would be more than was captured."""
    order = shop.paid_order(given["captured"], taxes=[])
    first, second = given["concurrentRefunds"]
    answers = []
    shop.world.before_next_write(lambda: answers.append(shop.refund(order["id"], first)))
    answers.append(shop.refund(order["id"], second))
    return {
        "succeeded": sum(answer.status == 201 for answer in answers),
        "refundedMax": net(shop.read(order["id"]))["refunded"],
    }


def close_before_anything_is_reserved(shop: Shop, _: Case) -> Json:
    """An order reserves nothing until it is paid."""
    item = shop.item(100, quantityAvailable=3, enforceInventoryLimit=True)
    order = shop.order_of(item, 2)
    shop.call("orders.close", {}, order_id=order["id"])
    left = shop.call("items.get", item_id=item["id"]).data["quantityAvailable"]
    return {"allocated": 3 - left}


def payment_of_unknown_outcome(shop: Shop, _: Case) -> Json:
    """The first one had taken the money; nobody knew when the second was asked for."""
    order_id = shop.order(1000)["id"]
    shop.world.gateway.after.append(lost())
    assert shop.pay(order_id).status == 503
    second = shop.pay(order_id)
    shop.world.clock.advance(seconds=timedelta(minutes=5).total_seconds())
    shop.world.sweep()
    return {
        "secondPay": second.status,
        "balance": net(shop.read(order_id))["balance"],
        "charged": len(shop.world.gateway.payments),
    }


def events_out_of_order(shop: Shop, _: Case) -> Json:
    """The later event comes first, then the earlier one; each is only a reason to look."""
    order_id = shop.order(1000)["id"]
    shop.pay(order_id, "tok_3ds")
    identity = list(shop.world.gateway.payments)[-1]
    shop.world.gateway.settle_payment(succeeded)
    for number, kind in enumerate(("payment_intent.succeeded", "payment_intent.created")):
        deliver(
            shop,
            {"id": f"evt_{number}", "type": kind, "data": {"object": {"object": "payment_intent", "id": identity}}},
        )
    return {"state": shop.read(order_id)["payments"][0]["status"]}


def deliver(shop: Shop, event: Json) -> None:
    """Send an event as Stripe signs it."""
    body, stamp = json.dumps(event), int(shop.world.clock.now().timestamp())
    digest = hmac.new(SIGNING_SECRET.encode(), f"{stamp}.{body}".encode(), hashlib.sha256).hexdigest()
    answer = shop.call("stripe.receiveEvent", body, headers={"stripe-signature": f"t={stamp},v1={digest}"})
    assert answer.status == 200, answer.text


FLOWS: Mapping[str, Callable[[Shop, Case], Json]] = {
    "coupon-cancel-release": coupon_is_free_again,
    "idem-race-source": same_key_twice,
    "race-capture": two_captures,
    "race-coupon-10": last_use_of_a_coupon,
    "race-stock": last_unit_in_stock,
    "refund-failed": refund_that_fails,
    "refund-hyperswitch-race": two_refunds,
    "stock-cancel-unreserved": close_before_anything_is_reserved,
    "unknown-payment": payment_of_unknown_outcome,
    "webhook-order": events_out_of_order,
}


@every("flows")
def test_flow_matches_the_vector(shop: Shop, case: Case) -> None:
    """Everything that the case states."""
    assert FLOWS[case["id"]](shop, case["input"]) == case["expected"]
