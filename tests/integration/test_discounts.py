"""Discounts on an order: by hand and by coupon, which may stand together, and in which order they take."""

from __future__ import annotations

import pytest

from tests.shop import Answer, Json, Shop, lines, net

ALONE = {"couponCode": "ALONE"}
BY_HAND = {"name": "Goodwill", "percentOff": "10"}


@pytest.fixture(autouse=True)
def coupons(shop: Shop) -> None:
    """A coupon that stands alone, one of a fixed amount, one of a percentage."""
    shop.coupon("ALONE", isStackable=False)
    shop.coupon("FIVE", amountOffMoney={"amount": 500})
    shop.coupon("TEN")


def made(shop: Shop, *discounts: Json) -> Answer:
    """Order 100.00 with these discounts."""
    return shop.call("orders.create", {"lineItems": lines(10000), "discounts": discounts})


def amounts(order: Json) -> dict[str, int]:
    """Tell what each discount takes off, by its name."""
    return {discount["name"]: discount["amountMoney"]["amount"] for discount in order["discounts"]}


@pytest.mark.parametrize("discounts", [(ALONE, BY_HAND), (BY_HAND, ALONE), (ALONE, {"couponCode": "TEN"})], ids=str)
def test_coupon_that_stands_alone_has_no_discount_beside_it(shop: Shop, discounts: tuple[Json, ...]) -> None:
    """Neither a coupon nor one by hand, in whichever order."""
    answer = made(shop, *discounts)
    assert (answer.refusal, answer.error["supportedActions"]) == ((409, "COUPON_NOT_STACKABLE"), ["removeDiscounts"])


def test_discount_by_hand_waits_until_the_coupon_that_stands_alone_is_gone(shop: Shop) -> None:
    """Refused, and after the removal accepted."""
    order = made(shop, ALONE).data
    refused = shop.call("orders.addDiscount", BY_HAND, order_id=order["id"])
    gone = {"appliedDiscountIds": [order["discounts"][0]["appliedDiscountId"]]}
    shop.call("orders.removeDiscounts", gone, order_id=order["id"])
    accepted = shop.call("orders.addDiscount", BY_HAND, order_id=order["id"])
    assert (refused.refusal, amounts(accepted.data)) == ((409, "COUPON_NOT_STACKABLE"), {"Goodwill": 1000})


def test_order_of_application_is_kept_within_a_scope(shop: Shop) -> None:
    """10 % of 100.00 then 5.00 leaves 85.00; the other way round 10 % of 95.00 leaves 85.50."""
    first, second = made(shop, {"couponCode": "TEN"}, {"couponCode": "FIVE"}).data, None
    second = made(shop, {"couponCode": "FIVE"}, {"couponCode": "TEN"}).data
    assert [net(order)["discount"] for order in (first, second)] == [1500, 1450]


def test_line_discounts_come_before_order_discounts_whenever_they_were_given(shop: Shop) -> None:
    """10.00 off the first of two lines of 100.00, then 10 % of the 190.00 that remain."""
    order = shop.order(10000, 10000, discounts=[{"name": "Order", "percentOff": "10"}])
    line = order["lineItems"][0]["id"]
    body = {"name": "Line", "amountMoney": {"amount": 1000}, "scope": "line_item", "orderLineItemIds": [line]}
    order = shop.call("orders.addDiscount", body, order_id=order["id"]).data
    assert (amounts(order), [each["discountMoney"]["amount"] for each in order["lineItems"]]) == (
        {"Order": 1900, "Line": 1000},
        [1900, 1000],
    )


def test_discounts_take_no_more_than_there_is(shop: Shop) -> None:
    """70.00 of 100.00, then 70.00 of the 30.00 that remain, then 10 % of nothing; no tax on nothing."""
    seventy = {"percentOff": None, "amountMoney": {"amount": 7000}}
    order = made(shop, {"name": "a", **seventy}, {"name": "b", **seventy}, {"name": "c", "percentOff": "10"}).data
    assert (amounts(order), net(order)["tax"], net(order)["total"]) == ({"a": 7000, "b": 3000, "c": 0}, 0, 0)


def test_removing_the_first_discount_computes_the_others_anew(shop: Shop) -> None:
    """10 % of 95.00 is 9.50; without the 5.00 before it, 10.00."""
    order = made(shop, {"couponCode": "FIVE"}, {"couponCode": "TEN"}).data
    gone = {"appliedDiscountIds": [order["discounts"][0]["id"]]}
    order = shop.call("orders.removeDiscounts", gone, order_id=order["id"]).data
    assert amounts(order) == {"Ten": 1000}


def test_merchants_limit_counts_all_discounts_when_a_coupon_comes(shop: Shop) -> None:
    """Two at most, of which one is by hand; the merchant's own are not limited by it."""
    shop.call("settings.update", {"maxDiscountsPerOrder": 2})
    order = made(shop, BY_HAND, {"couponCode": "TEN"}).data
    coupon = shop.call("orders.applyCoupon", {"couponCode": "FIVE"}, order_id=order["id"])
    by_hand = shop.call("orders.addDiscount", BY_HAND, order_id=order["id"])
    assert (coupon.refusal, by_hand.status) == ((409, "COUPON_NOT_STACKABLE"), 200)


def test_coupon_whose_minimum_is_no_longer_met_stops_the_payment(shop: Shop) -> None:
    """Two lines of 10.00 meet 15.00; without one of them it is refused until the coupon is removed."""
    shop.coupon("BIG", minimumPurchaseMoney={"amount": 1500})
    order = shop.order(1000, 1000, discounts=[{"couponCode": "BIG"}])
    shop.call("orders.removeLineItems", {"orderLineItemIds": [order["lineItems"][0]["id"]]}, order_id=order["id"])
    refused = shop.pay(order["id"])
    shop.call("orders.removeDiscounts", {"appliedDiscountIds": [order["discounts"][0]["id"]]}, order_id=order["id"])
    assert (refused.refusal, shop.pay(order["id"]).data["status"]) == ((422, "COUPON_MINIMUM_NOT_MET"), "PAID")


def test_coupon_that_expires_between_order_and_payment_stops_the_payment(shop: Shop) -> None:
    """At ten o'clock it is over, and the price does not change silently."""
    shop.coupon("NOW", expiresAt="2026-03-02T10:00:00Z")
    order = shop.order(1000, discounts=[{"couponCode": "NOW"}])
    shop.world.clock.advance(minutes=30)
    answer = shop.pay(order["id"])
    assert (answer.refusal, answer.error["supportedActions"]) == ((409, "COUPON_EXPIRED"), ["removeDiscounts"])


def test_charges_and_tips_are_untouched_by_discounts(shop: Shop) -> None:
    """A charge of 10 % before and one after a discount of 20.00 on 100.00, and a tip of 10 %: 10.00, 8.00, 8.00."""
    charges = [
        {"name": "before", "percent": "10"},
        {"name": "after", "percent": "10", "calculationBasis": "subtotal_post_discount"},
    ]
    order = shop.order(
        10000, discounts=[{"couponCode": "LAUNCH20"}], charges=charges, tips=[{"percent": "10"}], taxes=[]
    )
    assert (
        [charge["amountMoney"]["amount"] for charge in order["charges"]],
        net(order)["tip"],
        net(order)["total"],
    ) == (
        [1000, 800],
        800,
        8000 + 1800 + 800,
    )


def of_items(*items: Json) -> list[Json]:
    """Lines of catalog items, one unit each."""
    return [{"itemId": item["id"]} for item in items]


def test_coupon_for_certain_items_takes_off_their_lines_only(shop: Shop) -> None:
    """10 % of two lines of the mug at 20.00, nothing of the plate at 50.00."""
    mug, plate = shop.item(2000, name="Mug"), shop.item(5000, name="Plate")
    shop.coupon("MUGS", limitToItemIds=[mug["id"]])
    body = {"lineItems": of_items(mug, plate, mug), "discounts": [{"couponCode": "MUGS"}]}
    order = shop.call("orders.create", body).data
    assert [line["discountMoney"]["amount"] for line in order["lineItems"]] == [200, 0, 200]
    assert (order["discounts"][0]["scope"], order["discounts"][0]["orderLineItemIds"]) == (
        "line_item",
        [order["lineItems"][0]["id"], order["lineItems"][2]["id"]],
    )


def test_fixed_amount_for_certain_items_is_at_most_what_they_cost(shop: Shop) -> None:
    """50.00 off a mug at 20.00 are 20.00; the plate keeps its price."""
    mug, plate = shop.item(2000, name="Mug"), shop.item(5000, name="Plate")
    shop.coupon("FIFTY", amountOffMoney={"amount": 5000}, limitToItemIds=[mug["id"]])
    body = {"lineItems": of_items(mug, plate), "discounts": [{"couponCode": "FIFTY"}], "taxes": []}
    assert net(shop.call("orders.create", body).data)["total"] == 5000


def test_coupon_for_certain_items_on_chosen_lines_meets_both(shop: Shop) -> None:
    """Asked for the second mug and the plate, it takes off the second mug; for the plate alone it does not apply."""
    mug, plate = shop.item(2000, name="Mug"), shop.item(5000, name="Plate")
    shop.coupon("MUGS", limitToItemIds=[mug["id"]])
    order = shop.call("orders.create", {"lineItems": of_items(mug, plate, mug)}).data
    _, of_plate, second = (line["id"] for line in order["lineItems"])
    alone = {"couponCode": "MUGS", "orderLineItemIds": [of_plate]}
    refused = shop.call("orders.applyCoupon", alone, order_id=order["id"])
    order = shop.call(
        "orders.applyCoupon", {**alone, "orderLineItemIds": [of_plate, second]}, order_id=order["id"]
    ).data
    assert (refused.refusal, [line["discountMoney"]["amount"] for line in order["lineItems"]]) == (
        (422, "COUPON_NOT_APPLICABLE"),
        [0, 0, 200],
    )


def test_coupon_for_certain_items_goes_with_their_last_line(shop: Shop) -> None:
    """No empty discount stays."""
    mug, plate = shop.item(2000, name="Mug"), shop.item(5000, name="Plate")
    shop.coupon("MUGS", limitToItemIds=[mug["id"]])
    order = shop.call("orders.create", {"lineItems": of_items(mug, plate), "discounts": [{"couponCode": "MUGS"}]}).data
    gone = {"orderLineItemIds": [order["lineItems"][0]["id"]]}
    assert shop.call("orders.removeLineItems", gone, order_id=order["id"]).data["discounts"] == []
