"""Editing an open order: lines, discounts, tips, tax address, texts; and closing it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.shop import Json, Shop, lines, net

EDITS: dict[str, Json] = {
    "orders.addLineItems": {"lineItems": lines(1)},
    "orders.applyCoupon": {"couponCode": "LAUNCH20"},
    "orders.addDiscount": {"name": "x", "percentOff": "1"},
    "orders.addTips": {"percent": "1"},
    "orders.removeTips": {},
    "orders.applyTax": {"taxAddress": {"country": "US"}},
}


def edit(shop: Shop, name: str, order: Json, body: Json, **path: Any) -> Json:
    """Edit an order and read what is stored: it is what was answered."""
    answered = shop.call(name, body, order_id=order["id"], **path).data
    assert shop.read(order["id"]) == answered
    return dict(answered)


def test_line_is_added(shop: Shop) -> None:
    """10.00 + 5.00, with 8 % of 15.00: 16.20."""
    order = edit(shop, "orders.addLineItems", shop.order(1000), {"lineItems": lines(500)})
    assert (len(order["lineItems"]), net(order)["total"]) == (2, 1620)


def test_added_line_has_an_id_of_its_own_after_another_was_removed(shop: Shop) -> None:
    """Ids are never given twice within an order."""
    order = shop.order(1000, 500)
    gone = order["lineItems"][1]["id"]
    order = edit(shop, "orders.removeLineItems", order, {"orderLineItemIds": [gone]})
    order = edit(shop, "orders.addLineItems", order, {"lineItems": lines(500)})
    assert gone not in {line["id"] for line in order["lineItems"]}


def test_line_changes_what_is_named_and_keeps_the_rest(shop: Shop) -> None:
    """3 * 10.00 = 30.00; the name stays."""
    order = shop.order(1000)
    order = edit(shop, "orders.updateLineItem", order, {"quantity": 3}, line_item_id=order["lineItems"][0]["id"])
    assert (order["lineItems"][0]["name"], net(order)["subtotal"]) == ("Thing 1", 3000)


def test_line_that_is_made_exempt_bears_no_tax(shop: Shop) -> None:
    """8 % of the other 5.00: 0.40."""
    order = shop.order(1000, 500)
    order = edit(shop, "orders.updateLineItem", order, {"taxable": False}, line_item_id=order["lineItems"][0]["id"])
    assert net(order)["tax"] == 40


def test_line_in_another_currency_is_refused(shop: Shop) -> None:
    """The order is in dollars."""
    order = shop.order(1000)
    answer = shop.call(
        "orders.updateLineItem",
        {"unitPriceMoney": {"amount": 1, "currency": "EUR"}},
        order_id=order["id"],
        line_item_id=order["lineItems"][0]["id"],
    )
    assert answer.refusal == (400, "CURRENCY_MISMATCH")


def test_removed_line_takes_its_own_discount_along(shop: Shop) -> None:
    """A discount on that line alone has nothing left to take off."""
    order = shop.order(1000, 500)
    line = order["lineItems"][0]["id"]
    body = {"name": "x", "percentOff": "50", "scope": "line_item", "orderLineItemIds": [line]}
    order = edit(shop, "orders.addDiscount", order, body)
    order = edit(shop, "orders.removeLineItems", order, {"orderLineItemIds": [line]})
    assert (order["discounts"], net(order)["subtotal"]) == ([], 500)


def test_last_line_may_be_removed(shop: Shop) -> None:
    """An empty order costs nothing, and can be filled again."""
    order = shop.order(1000)
    order = edit(shop, "orders.removeLineItems", order, {"orderLineItemIds": [order["lineItems"][0]["id"]]})
    assert (order["lineItems"], net(order)["total"]) == ([], 0)


def test_coupon_is_applied_without_case(shop: Shop) -> None:
    """20 % of 100.00, tax on the rest: 86.40."""
    order = edit(shop, "orders.applyCoupon", shop.order(10000), {"couponCode": "lAuNcH20"})
    assert (order["discounts"][0]["couponCode"], net(order)["total"]) == ("LAUNCH20", 8640)


def test_coupon_is_applied_by_its_id(shop: Shop) -> None:
    """As by its code."""
    coupon = shop.coupon("MINE")
    order = edit(shop, "orders.applyCoupon", shop.order(10000), {"couponId": coupon["id"]})
    assert order["discounts"][0]["couponCode"] == "MINE"


def test_coupon_is_applied_to_some_lines(shop: Shop) -> None:
    """20 % of the second line's 29.00: 5.80."""
    order = shop.order()
    body = {"couponCode": "LAUNCH20", "orderLineItemIds": [order["lineItems"][1]["id"]]}
    order = edit(shop, "orders.applyCoupon", order, body)
    assert [line["discountMoney"]["amount"] for line in order["lineItems"]] == [0, 580]


def test_walk_through_with_the_coupon_applied_later(shop: Shop) -> None:
    """20 % off in lines of 19.80 and 5.80, tax 8.19 in parts of 6.33 and 1.86, total 110.59."""
    order = edit(shop, "orders.applyCoupon", shop.order(), {"couponCode": "LAUNCH20"})
    parts = [(line["discountMoney"]["amount"], line["taxMoney"]["amount"]) for line in order["lineItems"]]
    assert (parts, net(order)["discount"], net(order)["tax"], net(order)["total"]) == (
        [(1980, 633), (580, 186)],
        2560,
        819,
        11059,
    )


def test_discount_by_hand_never_makes_a_total_negative(shop: Shop) -> None:
    """50.00 off 10.00 takes 10.00."""
    order = edit(shop, "orders.addDiscount", shop.order(1000), {"name": "x", "amountMoney": {"amount": 5000}})
    assert (net(order)["discount"], net(order)["total"]) == (1000, 0)


def test_discount_is_removed(shop: Shop) -> None:
    """The price is as before."""
    order = shop.order(1000, discounts=[{"couponCode": "LAUNCH20"}])
    body = {"appliedDiscountIds": [order["discounts"][0]["id"]]}
    assert net(edit(shop, "orders.removeDiscounts", order, body))["total"] == 1080


def test_tips_add_up_and_are_removed_one_by_one(shop: Shop) -> None:
    """1.00 and 10 % of 10.00; without the first, 1.00 is left."""
    order = shop.order(1000, tips=[{"amountMoney": {"amount": 100}}, {"percent": "10"}])
    after = edit(shop, "orders.removeTips", order, {"tipIds": [order["tips"][0]["id"]]})
    assert (net(order)["tip"], net(after)["tip"], len(after["tips"])) == (200, 100, 1)


def test_all_tips_are_removed_at_once(shop: Shop) -> None:
    """Without ids, all of them."""
    order = shop.order(1000, tips=[{"percent": "10"}, {"percent": "5"}])
    assert edit(shop, "orders.removeTips", order, {})["tips"] == []


def test_tax_follows_the_address(shop: Shop) -> None:
    """A postal code's own 10 % instead of the default 8 %."""
    place = {"country": "US", "state": "CA", "postalCodes": ["94105"]}
    shop.call("taxRates.create", {"name": "SF", "percentage": "10", "jurisdiction": place})
    address = {"country": "US", "state": "CA", "postalCode": "94105"}
    order = edit(shop, "orders.applyTax", shop.order(1000), {"taxAddress": address})
    assert (net(order)["tax"], order["taxAddress"]["postalCode"]) == (100, "94105")


def test_taxes_that_the_caller_named_stay_whatever_the_address(shop: Shop) -> None:
    """5 % as given, not the 10 % of the place."""
    shop.call("taxRates.create", {"name": "US", "percentage": "10", "jurisdiction": {"country": "US"}})
    order = shop.order(1000, taxes=[{"name": "mine", "percentage": "5"}])
    assert net(edit(shop, "orders.applyTax", order, {"taxAddress": {"country": "US"}}))["tax"] == 50


def test_tax_rate_of_an_order_does_not_follow_the_merchants(shop: Shop) -> None:
    """8 % stay 8 %, also for lines that are added later."""
    order = shop.order(1000)
    (rate,) = shop.call("taxRates.list").data
    shop.call("taxRates.update", {"percentage": "50"}, tax_rate_id=rate["id"])
    order = edit(shop, "orders.addLineItems", order, {"lineItems": lines(1000)})
    assert net(order)["tax"] == 160


def test_texts_change_and_null_clears_them(shop: Shop) -> None:
    """What is left out stays."""
    order = shop.order(1000, buyerNote="a", merchantNote="b", buyerEmail="ada@example.com")
    order = edit(shop, "orders.update", order, {"buyerNote": None, "merchantNote": "c"})
    assert (order["buyerNote"], order["merchantNote"], order["buyerEmail"]) == (None, "c", "ada@example.com")


def test_paid_orders_metadata_can_change(shop: Shop) -> None:
    """It is the merchant's own."""
    order = edit(shop, "orders.update", shop.paid_order(1000), {"metadata": {"k": "v"}})
    assert order["metadata"] == {"k": "v"}


def test_paid_orders_texts_can_not_change(shop: Shop) -> None:
    """409: what the buyer saw stays."""
    answer = shop.call("orders.update", {"buyerNote": "n"}, order_id=shop.paid_order(1000)["id"])
    assert answer.refusal == (409, "ORDER_NOT_OPEN")


@pytest.mark.parametrize(("name", "body"), EDITS.items(), ids=list(EDITS))
def test_paid_order_can_not_be_edited(shop: Shop, name: str, body: Json) -> None:
    """409 that lists what is allowed."""
    answer = shop.call(name, body, order_id=shop.paid_order(1000)["id"])
    assert (answer.refusal, answer.error["supportedActions"]) == (
        (409, "ORDER_NOT_OPEN"),
        ["refund", "update", "close"],
    )


@pytest.mark.parametrize(("name", "body"), EDITS.items(), ids=list(EDITS))
def test_edit_of_what_does_not_exist_is_not_found(shop: Shop, name: str, body: Json) -> None:
    """404 for every edit."""
    assert shop.call(name, body, order_id=f"ord_{'0' * 26}").refusal == (404, "ORDER_NOT_FOUND")


@pytest.mark.parametrize(
    ("name", "body", "path"),
    [
        ("orders.updateLineItem", {"quantity": 1}, {"line_item_id": f"li_{'0' * 26}"}),
        ("orders.removeLineItems", {"orderLineItemIds": [f"li_{'0' * 26}"]}, {}),
        ("orders.removeDiscounts", {"appliedDiscountIds": [f"dsc_{'0' * 26}"]}, {}),
        ("orders.removeTips", {"tipIds": [f"tip_{'0' * 26}"]}, {}),
        ("orders.applyCoupon", {"couponCode": "LAUNCH20", "orderLineItemIds": [f"li_{'0' * 26}"]}, {}),
    ],
)
def test_part_that_the_order_does_not_have_is_not_found(
    shop: Shop, name: str, body: Json, path: dict[str, Any]
) -> None:
    """404, and the order is as before."""
    order = shop.order(1000)
    answer = shop.call(name, body, order_id=order["id"], **path)
    assert (answer.status, shop.read(order["id"])) == (404, order)


@pytest.mark.parametrize("status", ["OPEN", "PAID", "PARTIALLY_REFUNDED"])
def test_order_is_closed_with_its_reason(shop: Shop, status: str) -> None:
    """From any status that is not the end; nothing more is offered."""
    order = shop.order(1000) if status == "OPEN" else shop.paid_order(1000)
    if status == "PARTIALLY_REFUNDED":
        shop.refund(order["id"], 100)
    closed = edit(shop, "orders.close", order, {"reason": "out of stock"})
    assert (closed["status"], closed["closedReason"], closed["availableActions"]) == ("CLOSED", "out of stock", [])


def test_refunded_order_can_not_be_closed(shop: Shop) -> None:
    """It has ended already."""
    order = shop.paid_order(1000)
    shop.refund(order["id"])
    answer = shop.call("orders.close", {}, order_id=order["id"])
    assert (answer.refusal, answer.error["supportedActions"]) == ((409, "ORDER_STATUS_NOT_CLOSABLE"), [])


def test_closed_order_can_not_be_updated(shop: Shop) -> None:
    """Not even its metadata."""
    order = shop.order(1000)
    shop.call("orders.close", {}, order_id=order["id"])
    assert shop.call("orders.update", {"metadata": {}}, order_id=order["id"]).status == 409


def test_tips_of_more_than_the_limit_are_refused(shop: Shop) -> None:
    """20 fit, the 21st does not."""
    order = shop.order(1000, tips=[{"percent": "1"}] * 20)
    assert shop.call("orders.addTips", {"percent": "1"}, order_id=order["id"]).refusal == (400, "ORDER_TOO_LARGE")


def test_discounts_of_more_than_the_limit_are_refused(shop: Shop) -> None:
    """50 by hand fit, the 51st does not."""
    order = shop.order(1000, discounts=[{"name": "x", "percentOff": "1"}] * 50)
    body = {"name": "x", "percentOff": "1"}
    assert shop.call("orders.addDiscount", body, order_id=order["id"]).refusal == (400, "ORDER_TOO_LARGE")


def test_lines_beyond_the_limit_are_refused(shop: Shop) -> None:
    """499 and 2 are one too many."""
    order = shop.order(*[1] * 499)
    answer = shop.call("orders.addLineItems", {"lineItems": lines(1, 1)}, order_id=order["id"])
    assert answer.refusal == (400, "ORDER_TOO_LARGE")
