"""What answers offer to be sent next is accepted as it stands, and leads where it says."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from commerce.domain.order_actions import PAYING
from tests.card_tokens import declined
from tests.integration.test_python_client import routed
from tests.shop import Answer, Json, Shop, actions, lines

CHOICES: Json = {
    "paymentSourceToken": "tok_visa",
    "lineItems": lines(100),
    "quantity": 3,
    "couponCode": "LAUNCH20",
    "name": "By hand",
    "taxAddress": {"country": "US", "state": "NY", "postalCode": "10001"},
    "metadata": {"a": "b"},
}
"""What a caller chooses. Amounts, where an offer leaves them open: 1.00."""

CHEAPER = {"removeLineItems", "applyCoupon", "addDiscount"}

MOST_STEPS = 4


def routed_call(shop: Shop, method: str, href: str, body: Json, key: str | None = None) -> Answer:
    """Send what an answer named, as it named it."""
    operation, ids = routed(httpx.Request(method, f"http://api{href}"))
    path: dict[str, Any] = {**ids}
    return shop.call(operation, body or None, key=key, **path)


def send(shop: Shop, request: Json, order: Json) -> Answer:
    """Send an offered request; what it leaves open is filled in from the choices and the order, nothing else."""
    body = dict(request["body"])
    for name in request["requiredFields"]:
        if name == "amountMoney" and name not in body:
            body[name] = {"amount": 100}
        elif name == "appliedDiscountIds":
            body[name] = [discount["id"] for discount in order["discounts"]]
        elif name == "orderLineItemIds":
            body[name] = [order["lineItems"][0]["id"]]
        elif name not in body:
            body[name] = CHOICES[name]
    known = {"line_item_id": order["lineItems"][:1], "charge_id": order["charges"][:1]}
    ids = {name: found[0]["id"] for name, found in known.items() if found}
    href = re.sub(r"\{(\w+)\}", lambda place: ids[place[1]], request["href"])
    return routed_call(shop, request["method"], href, body)


def choosable(order: Json) -> set[str]:
    """What is offered, without the changes of parts that the order does not have."""
    parts = {
        "updateLineItem": "lineItems",
        "removeLineItems": "lineItems",
        "removeDiscounts": "discounts",
        "removeCharge": "charges",
    }
    return {action for action in actions(order) if action not in parts or order[parts[action]]}


def of_all_kinds(shop: Shop) -> Json:
    """An open order with a discount, a tip and a charge."""
    order = shop.order(
        5000,
        5000,
        discounts=[{"name": "Friend", "amountMoney": {"amount": 500}}],
        tips=[{"amountMoney": {"amount": 100}}],
        charges=[{"name": "Delivery", "type": "delivery", "amountMoney": {"amount": 300}}],
    )
    return shop.read(order["id"])


def paid(shop: Shop) -> Json:
    """A paid order."""
    return shop.read(shop.paid_order(5000)["id"])


def partly_refunded(shop: Shop) -> Json:
    """Of which 1.00 went back."""
    order_id = shop.paid_order(5000)["id"]
    shop.refund(order_id, 100)
    return shop.read(order_id)


def partly_paid(shop: Shop) -> Json:
    """Open; 1.00 of it is paid."""
    order_id = shop.order(5000, 5000)["id"]
    shop.call("orders.pay", {"paymentSourceToken": "tok_visa", "amountMoney": {"amount": 100}}, order_id=order_id)
    return shop.read(order_id)


def partly_given_back(shop: Shop) -> Json:
    """Open; 1.00 of it was paid and went back."""
    order_id = partly_paid(shop)["id"]
    shop.refund(order_id)
    return shop.read(order_id)


def empty(shop: Shop) -> Json:
    """Open, without lines."""
    return shop.read(shop.call("orders.create", {}).data["id"])


def unpaid(shop: Shop) -> Json:
    """Open, with a line."""
    return shop.read(shop.order(5000)["id"])


def free(shop: Shop) -> Json:
    """Open; it costs nothing."""
    return shop.read(shop.order(0)["id"])


def held(shop: Shop) -> Json:
    """Open; all that it costs is held on a card."""
    order_id = shop.order(5000)["id"]
    terms = {"orderId": order_id, "paymentSourceToken": "tok_visa", "autoConfirm": True, "captureMethod": "manual"}
    assert shop.call("paymentIntents.create", terms).status == 201
    return shop.read(order_id)


def invoiced(shop: Shop) -> Json:
    """Open; its invoice is issued."""
    invoice = shop.invoice()
    shop.call("invoices.issue", invoice_id=invoice["id"])
    return shop.read(invoice["orderId"])


def challenged(shop: Shop) -> Json:
    """Open; the buyer's bank asks for 3-D Secure."""
    order_id = shop.order(5000)["id"]
    shop.pay(order_id, "tok_threeDSecure2Required")
    return shop.read(order_id)


def refunded(shop: Shop) -> Json:
    """All of it went back."""
    order_id = shop.paid_order(5000)["id"]
    shop.refund(order_id)
    return shop.read(order_id)


def closed(shop: Shop) -> Json:
    """Ended."""
    order_id = shop.order(5000)["id"]
    shop.call("orders.close", {}, order_id=order_id)
    return shop.read(order_id)


STATES: tuple[Callable[[Shop], Json], ...] = (
    of_all_kinds,
    paid,
    partly_refunded,
    partly_paid,
    partly_given_back,
    empty,
    unpaid,
    free,
    held,
    invoiced,
    challenged,
    refunded,
    closed,
)


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_every_offer_is_accepted_as_it_stands(shop: Shop, state: Callable[[Shop], Json]) -> None:
    """With what only the caller can choose, and nothing else."""
    for action in choosable(state(shop)):
        if state is held and action in CHEAPER:
            continue  # all that it costs is held
        order = state(shop)
        (offer,) = [each for each in order["availableActions"] if each["action"] == action]
        answer = send(shop, offer, order)
        assert answer.status < 300, (action, answer.text)


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_blocked_action_comes_about_by_what_unblocks_it(shop: Shop, state: Callable[[Shop], Json]) -> None:
    """Step by step, each accepted; a payment under way is waited for. Who wants to pay is content with a paid order."""
    for blocked in state(shop)["blockedActions"]:
        if blocked["unblockedBy"] is None:
            continue
        action, order = blocked["action"], state(shop)
        for _ in range(MOST_STEPS):
            if action in actions(order) or (action in PAYING and order["status"] == "PAID"):
                break
            (standing,) = [each for each in order["blockedActions"] if each["action"] == action]
            step = standing["unblockedBy"]
            if step["action"] == "orders.get":
                shop.world.clock.advance(days=1)  # the buyer never comes back
                shop.world.sweep()
            answer = send(shop, step, order)
            assert answer.status < 300, (action, step, answer.text)
            order = shop.read(order["id"])
        else:
            pytest.fail(f"{action} is still blocked")


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_what_nothing_unblocks_stays_blocked_whatever_is_done(shop: Shop, state: Callable[[Shop], Json]) -> None:
    """Each of the actions that may be done is done, to an order of its own."""
    hopeless = {each["action"] for each in state(shop)["blockedActions"] if each["unblockedBy"] is None}
    for action in choosable(state(shop)) if hopeless else ():
        order = state(shop)
        (offer,) = [each for each in order["availableActions"] if each["action"] == action]
        send(shop, offer, order)
        assert not hopeless & actions(shop.read(order["id"])), action


def test_refusal_offers_what_the_order_offers(shop: Shop) -> None:
    """Closing an order of which a part is paid: the refund, as its blocked action has it."""
    order = partly_paid(shop)
    (blocked,) = [each for each in order["blockedActions"] if each["action"] == "close"]
    refusal = shop.call("orders.close", {}, order_id=order["id"])
    assert refusal.refusal == (409, "ORDER_STATUS_NOT_CLOSABLE")
    assert refusal.error["remediation"]["nextActions"] == [blocked["unblockedBy"]]


def follow(shop: Shop, refusal: Answer, code: str, order_id: str, key: str | None = None, **chosen: Any) -> Answer:
    """Send the first request that a refusal names, with what is chosen; the refusal has to be this one."""
    assert refusal.error["code"] == code, refusal.text
    request = refusal.error["remediation"]["nextActions"][0]
    assert set(request["requiredFields"]) - request["body"].keys() <= chosen.keys()
    answer = routed_call(shop, request["method"], request["href"], {**request["body"], **chosen}, key)
    assert answer.status < 300, answer.text
    return answer


def test_stale_version_is_put_right(shop: Shop) -> None:
    """The same change, on the version that the order has."""
    order = shop.order(5000)
    shop.call("orders.update", {"metadata": {"a": "1"}}, order_id=order["id"])
    stale = shop.call("orders.update", {"metadata": {"b": "2"}, "expectedVersion": 1}, order_id=order["id"])
    assert follow(shop, stale, "VERSION_CONFLICT", order["id"]).data["metadata"] == {"b": "2"}


def test_stale_version_in_a_header_is_put_right_in_the_body(shop: Shop) -> None:
    """Of an operation that takes no other field."""
    order = shop.order(5000)
    stale = shop.call("orders.close", {}, headers={"if-match": '"9"'}, order_id=order["id"])
    assert follow(shop, stale, "VERSION_CONFLICT", order["id"]).data["status"] == "CLOSED"


@pytest.mark.parametrize("casing", ["amountMoney", "amount_money"])
def test_amount_above_what_is_left_is_put_right(shop: Shop, casing: str) -> None:
    """50.01 of 50.00: 50.00, whatever way the field was written."""
    order_id = shop.paid_order(5000)["id"]
    paid_amount = shop.read(order_id)["netAmounts"]["paidMoney"]["amount"]
    more = shop.call("refunds.create", {"orderId": order_id, casing: {"amount": paid_amount + 1}, "reason": "other"})
    refund = follow(shop, more, "AMOUNT_EXCEEDS_REFUNDABLE", order_id).data
    assert (refund["amountMoney"]["amount"], refund["reason"]) == (paid_amount, "other")


def test_units_above_what_is_left_are_put_right(shop: Shop) -> None:
    """Three of two units, beside a line that is right."""
    order = shop.paid_order(5000, 300)
    chosen = [
        {"orderLineItemId": order["lineItems"][0]["id"], "quantity": 1},
        {"orderLineItemId": order["lineItems"][1]["id"], "quantity": 3},
    ]
    more = shop.call("refunds.create", {"orderId": order["id"], "lineItems": chosen})
    refund = follow(shop, more, "LINE_ITEM_REFUND_QUANTITY_EXCEEDS_REFUNDABLE", order["id"]).data
    assert [line["quantity"] for line in refund["lineItems"]] == [1, 1]


def test_amount_above_the_balance_is_put_right_without_the_card(shop: Shop) -> None:
    """The token is the caller's to send again."""
    order = shop.order(5000)
    balance = order["netAmounts"]["balanceMoney"]["amount"]
    body = {"amountMoney": {"amount": balance + 1}, "paymentSourceToken": "tok_visa"}
    more = shop.call("orders.pay", body, order_id=order["id"])
    assert "tok_visa" not in more.text
    answer = follow(shop, more, "AMOUNT_EXCEEDS_BALANCE", order["id"], paymentSourceToken="tok_visa")
    assert answer.data["status"] == "PAID"


def test_decline_asks_for_another_card(shop: Shop) -> None:
    """And says so again, byte for byte, when the same request comes again."""
    order = shop.order(5000)
    body = {"paymentSourceToken": "tok_INSUFFICIENT_FUNDS", "buyerEmail": "ada@example.com"}
    first, again = (shop.call("orders.pay", body, key="k", order_id=order["id"]) for _ in range(2))
    assert first.error["remediation"] == again.error["remediation"]
    answer = follow(shop, again, "INSUFFICIENT_FUNDS", order["id"], key="k2", paymentSourceToken="tok_visa")
    assert (answer.data["status"], answer.data["buyerEmail"]) == ("PAID", "ada@example.com")


def test_payment_without_a_card_asks_for_one(shop: Shop) -> None:
    """Where the order costs money."""
    order = shop.order(5000)
    missing = shop.call("orders.pay", {}, order_id=order["id"])
    follow(shop, missing, "INVALID_REQUEST", order["id"], paymentSourceToken="tok_visa")


def test_decline_of_several_cards_corrects_nothing(shop: Shop) -> None:
    """A card before it was charged: what is still to be paid stands on the order."""
    order = shop.order(5000)
    body = {"paymentSourceTokens": ["tok_visa", "tok_chargeDeclined"]}
    declined = shop.call("orders.pay", body, order_id=order["id"])
    assert (declined.status, declined.error["remediation"]["nextActions"]) == (402, [])


def test_misspelled_field_is_put_right(shop: Shop) -> None:
    """One that is nearly a known one; not one that is like nothing, nor one whose meaning was sent too."""
    order = shop.order(5000)
    misspelled = shop.call("orders.applyCoupon", {"cuponCode": "LAUNCH20"}, order_id=order["id"])
    assert follow(shop, misspelled, "INVALID_REQUEST", order["id"]).data["discounts"]
    for body in ({"voucher": "LAUNCH20"}, {"cuponCode": "LAUNCH20", "couponCode": "LAUNCH20"}):
        refused = shop.call("orders.applyCoupon", body, order_id=order["id"])
        assert refused.error["remediation"]["nextActions"] == []


def test_misspelled_field_that_is_required_is_put_right(shop: Shop) -> None:
    """Nothing is missing under its right name then."""
    order = shop.order(5000)
    misspelled = shop.call("orders.addLineItems", {"lineItem": lines(100)}, order_id=order["id"])
    assert len(follow(shop, misspelled, "INVALID_REQUEST", order["id"]).data["lineItems"]) == 2


def test_misspelled_card_is_asked_for_again(shop: Shop) -> None:
    """Under its right name, and its token is not sent back."""
    order = shop.order(5000)
    misspelled = shop.call("orders.pay", {"paymentSourceTokn": "tok_visa"}, order_id=order["id"])
    assert "tok_visa" not in misspelled.text
    (request,) = misspelled.error["remediation"]["nextActions"]
    assert request["requiredFields"] == ["paymentSourceToken"]
    follow(shop, misspelled, "INVALID_REQUEST", order["id"], paymentSourceToken="tok_visa")


def test_declined_saved_card_makes_room_for_a_token(shop: Shop) -> None:
    """The two exclude each other."""
    customer = shop.customer()
    card = shop.card(customer["id"])
    order = shop.order(5000, customerId=customer["id"])
    shop.world.gateway.outcomes["tok_visa"] = declined()
    body = {"orderId": order["id"], "paymentMethodId": card["id"], "autoConfirm": True}
    refused = shop.call("paymentIntents.create", body)
    (request,) = refused.error["remediation"]["nextActions"]
    assert request["requiredFields"] == ["paymentSourceToken"]
    shop.world.gateway.outcomes.clear()
    follow(shop, refused, "CARD_DECLINED", order["id"], paymentSourceToken="tok_visa")


def test_correction_that_would_be_refused_is_not_offered(shop: Shop) -> None:
    """A misspelled field with a wrong value in it."""
    order = shop.order(5000)
    refused = shop.call("orders.updateLineItem", {"quantitty": -1}, order_id=order["id"], line_item_id="oli_x")
    assert refused.error["remediation"]["nextActions"] == []


def test_expired_coupon_is_taken_away(shop: Shop) -> None:
    """Then the order is paid."""
    shop.coupon("SOON", percentOff="10", expiresAt="2026-03-03T00:00:00Z")
    order_id = shop.order(5000, discounts=[{"couponCode": "SOON"}])["id"]
    shop.world.clock.advance(days=30)
    follow(shop, shop.pay(order_id), "COUPON_EXPIRED", order_id)
    assert shop.pay(order_id).status == 200


def test_used_up_coupon_is_taken_away(shop: Shop) -> None:
    """Its only use went to another order."""
    shop.coupon("ONCE", percentOff="10", maxUses=1)
    order_id, other_id = (shop.order(5000, discounts=[{"couponCode": "ONCE"}])["id"] for _ in range(2))
    assert shop.pay(other_id).status == 200
    follow(shop, shop.pay(order_id), "COUPON_EXHAUSTED", order_id)
    assert shop.pay(order_id).status == 200


@pytest.mark.parametrize("left", [2, 0])
def test_sold_out_item_is_lowered_or_taken_away(shop: Shop, left: int) -> None:
    """To what is left."""
    item = shop.item(quantityAvailable=3, enforceInventoryLimit=True)
    order = shop.order_of(item, 3)
    assert shop.pay(shop.order_of(item, 3 - left)["id"]).status == 200
    answer = follow(shop, shop.pay(order["id"]), "INVENTORY_INSUFFICIENT", order["id"])
    assert [line["quantity"] for line in answer.data["lineItems"]] == ([left] if left else [])


def test_coupon_that_stands_in_the_way_is_taken_away(shop: Shop) -> None:
    """Then the other one fits."""
    shop.coupon("ALONE", percentOff="10", isStackable=False)
    order_id = shop.order(5000, discounts=[{"couponCode": "ALONE"}])["id"]
    refused = shop.call("orders.applyCoupon", {"couponCode": "LAUNCH20"}, order_id=order_id)
    follow(shop, refused, "COUPON_NOT_STACKABLE", order_id)
    assert shop.call("orders.applyCoupon", {"couponCode": "LAUNCH20"}, order_id=order_id).status == 200
