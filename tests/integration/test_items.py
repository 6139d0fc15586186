"""Items: kept in the catalog, ordered by their id, sold until nothing is left."""

from __future__ import annotations

import pytest

from tests.card_tokens import lost
from tests.shop import Json, Shop, net


def stock(shop: Shop, item: Json) -> int | None:
    """What is left of an item."""
    left: int | None = shop.call("items.get", item_id=item["id"]).data["quantityAvailable"]
    return left


def told(shop: Shop) -> list[str]:
    """Types of the events of every row's last change."""
    return [event["eventType"] for event in shop.world.table.events()]


# ---- the catalog -----------------------------------------------------------------------------------------------------


def test_line_takes_what_it_needs_from_its_item(shop: Shop) -> None:
    """Name, price, SKU and category, and keeps them when the item changes."""
    item = shop.item(9900, sku="C-1", taxCategory="games", description="Black", imageUrl="https://shop.example/c.png")
    order = shop.order_of(item, 2)
    shop.call("items.update", {"name": "Other", "unitPriceMoney": {"amount": 1}}, item_id=item["id"])
    (line,) = shop.read(order["id"])["lineItems"]
    taken = {key: line[key] for key in ("name", "sku", "taxCategory", "description", "imageUrl", "itemId", "quantity")}
    assert taken == {
        "name": "Console",
        "sku": "C-1",
        "taxCategory": "games",
        "description": "Black",
        "imageUrl": "https://shop.example/c.png",
        "itemId": item["id"],
        "quantity": 2,
    }
    assert line["unitPriceMoney"]["amount"] == 9900


def test_line_may_say_otherwise(shop: Shop) -> None:
    """A name and a price of the caller's own win over the catalog's; exemption too."""
    item = shop.item(taxable=False)
    lines = [
        {"itemId": item["id"], "name": "Used console", "unitPriceMoney": {"amount": 5000}},
        {"itemId": item["id"], "taxable": True},
    ]
    order = shop.call("orders.create", {"lineItems": lines}).data
    assert [(line["name"], line["taxable"]) for line in order["lineItems"]] == [
        ("Used console", False),
        ("Console", True),
    ]
    assert net(order)["tax"] == 792  # 8 % of 9900


def test_line_without_item_needs_name_and_price(shop: Shop) -> None:
    """Both, named together."""
    answer = shop.call("orders.create", {"lineItems": [{"name": "x"}]})
    assert answer.refusal == (400, "INVALID_REQUEST")


def test_unknown_and_archived_items_are_refused(shop: Shop) -> None:
    """By the field that names them."""
    item = shop.item()
    shop.call("items.delete", item_id=item["id"])
    for item_id, refusal in (
        (item["id"], (409, "ITEM_ARCHIVED")),
        ("item_01KJPY44E0Y3Q3ZG8H2FMKDD2T", (404, "ITEM_NOT_FOUND")),
    ):
        answer = shop.call("orders.create", {"lineItems": [{"itemId": item_id}]})
        assert (answer.refusal, answer.error["param"]) == (refusal, "lineItems[0].itemId")


def test_item_of_another_currency_is_refused(shop: Shop) -> None:
    """An order has one."""
    item = shop.item(unitPriceMoney={"amount": 100, "currency": "EUR"})
    assert shop.call("orders.create", {"lineItems": [{"itemId": item["id"]}]}).refusal == (400, "CURRENCY_MISMATCH")


def test_items_are_added_to_an_order(shop: Shop) -> None:
    """And a coupon for certain items meets their lines only: 20 % of 2 x 9900."""
    item = shop.item(9900)
    order = shop.order(100, taxes=[])
    shop.call("orders.addLineItems", {"lineItems": [{"itemId": item["id"], "quantity": 2}]}, order_id=order["id"])
    shop.coupon("ONLY", percentOff="20", limitToItemIds=[item["id"]])
    discounted = shop.call("orders.applyCoupon", {"couponCode": "ONLY"}, order_id=order["id"]).data
    assert (net(discounted)["subtotal"], net(discounted)["discount"]) == (19900, 3960)


def test_sku_is_one_item_s(shop: Shop) -> None:
    """Until that item is archived or takes another; then it is free."""
    first = shop.item(sku="A")
    assert shop.call("items.create", {"name": "x", "unitPriceMoney": {"amount": 1}, "sku": "A"}).refusal == (
        409,
        "SKU_ALREADY_EXISTS",
    )
    second = shop.item(sku="B")
    assert shop.call("items.update", {"sku": "A"}, item_id=second["id"]).refusal == (409, "SKU_ALREADY_EXISTS")
    shop.call("items.update", {"sku": "C"}, item_id=first["id"])
    assert shop.call("items.update", {"sku": "A"}, item_id=second["id"]).data["sku"] == "A"
    shop.call("items.delete", item_id=second["id"])
    third = shop.item(sku="A")
    assert [item["id"] for item in shop.call("items.list", query={"sku": "A"}).data] == [third["id"]]
    back = shop.call("items.update", {"status": "active"}, item_id=second["id"])
    assert back.refusal == (409, "SKU_ALREADY_EXISTS")
    assert shop.call("items.list", query={"sku": "B"}).data == []


def test_list_filters_by_status(shop: Shop) -> None:
    """Archived items stay readable."""
    kept, gone = shop.item(), shop.item()
    shop.call("items.delete", item_id=gone["id"])
    for status, item in (("active", kept), ("archived", gone)):
        assert [each["id"] for each in shop.call("items.list", query={"status": status}).data] == [item["id"]]


# ---- stock -----------------------------------------------------------------------------------------------------------


def test_stock_is_taken_when_the_order_is_paid(shop: Shop) -> None:
    """Not when it is made; two lines of one item count together."""
    item = shop.item(quantityAvailable=10)
    lines = [{"itemId": item["id"], "quantity": 3}, {"itemId": item["id"], "quantity": 4}]
    order = shop.call("orders.create", {"lineItems": lines}).data
    assert stock(shop, item) == 10
    assert shop.pay(order["id"]).data["status"] == "PAID"
    assert stock(shop, item) == 3


def test_no_more_is_sold_than_there_is(shop: Shop) -> None:
    """Two lines that together ask for more than is left; nothing is charged, and a smaller order goes through."""
    item = shop.item(quantityAvailable=5)
    lines = [{"itemId": item["id"], "quantity": 3}, {"itemId": item["id"], "quantity": 3}]
    order = shop.call("orders.create", {"lineItems": lines}).data
    for query in ({}, {"dryRun": "true"}):
        answer = shop.call("orders.pay", {"paymentSourceToken": "tok_visa"}, query=query, order_id=order["id"])
        assert answer.refusal == (409, "INVENTORY_INSUFFICIENT")
        assert "5 of Console are left, but 6 are ordered" in answer.error["message"]
    assert (shop.world.gateway.taken, stock(shop, item)) == (0, 5)
    line_id = order["lineItems"][0]["id"]
    shop.call("orders.updateLineItem", {"quantity": 2}, order_id=order["id"], line_item_id=line_id)
    assert shop.pay(order["id"]).data["status"] == "PAID"
    assert stock(shop, item) == 0


def test_stock_comes_back_when_the_card_is_declined(shop: Shop) -> None:
    """And when a challenge is left alone."""
    item = shop.item(quantityAvailable=1)
    order = shop.order_of(item)
    assert shop.pay(order["id"], "tok_CARD_DECLINED").status == 402
    assert stock(shop, item) == 1
    shop.pay(order["id"], "tok_3ds")
    assert stock(shop, item) == 0
    shop.world.clock.advance(hours=2)
    shop.world.sweep()
    assert stock(shop, item) == 1


def test_lost_payment_takes_stock_once(shop: Shop) -> None:
    """The retry and the sweeper find the claim that stands."""
    item = shop.item(quantityAvailable=3)
    order = shop.order_of(item)
    shop.world.gateway.after.append(lost())
    assert shop.pay(order["id"], key="k").status == 503
    shop.world.clock.advance(hours=1)
    shop.world.sweep()
    assert shop.pay(order["id"], key="k").data["status"] == "PAID"
    assert stock(shop, item) == 2


@pytest.mark.parametrize("enforced", [True, False])
def test_item_can_be_sold_beyond_its_stock_if_it_may(shop: Shop, enforced: bool) -> None:  # noqa: FBT001 (a case)
    """Below zero tells how many are owed."""
    item = shop.item(quantityAvailable=1, enforceInventoryLimit=enforced)
    answer = shop.pay(shop.order_of(item, 3)["id"])
    assert (answer.status, stock(shop, item)) == ((409, 1) if enforced else (200, -2))


def test_item_without_count_is_never_refused(shop: Shop) -> None:
    """Its stock stays unknown, until it is given one."""
    item = shop.item(quantityAvailable=None)
    assert shop.pay(shop.order_of(item, 500)["id"]).data["status"] == "PAID"
    assert stock(shop, item) is None
    assert (
        shop.call("items.adjustInventory", {"quantityDelta": 1, "changeReason": "received"}, item_id=item["id"]).status
        == 400
    )
    counted = shop.call("items.update", {"quantityAvailable": 7}, item_id=item["id"]).data
    assert counted["quantityAvailable"] == 7


def test_counted_stock_is_adjusted_not_set(shop: Shop) -> None:
    """Orders change it at any moment."""
    item = shop.item(quantityAvailable=7)
    answer = shop.call("items.update", {"quantityAvailable": 9}, item_id=item["id"])
    assert (answer.refusal, answer.error["supportedActions"]) == ((400, "INVALID_REQUEST"), ["adjustInventory"])


def test_adjustments_have_a_history(shop: Shop) -> None:
    """Newest first, with what was left after each; not below zero where the limit is enforced."""
    item = shop.item(quantityAvailable=7)
    for delta, reason in ((5, "received"), (-2, "damaged")):
        body = {"quantityDelta": delta, "changeReason": reason, "note": "x"}
        shop.call("items.adjustInventory", body, item_id=item["id"])
    refused = shop.call("items.adjustInventory", {"quantityDelta": -11, "changeReason": "lost"}, item_id=item["id"])
    assert refused.refusal == (409, "INVENTORY_INSUFFICIENT")
    page = shop.call("items.listInventoryChanges", query={"pageSize": "1"}, item_id=item["id"])
    token = page.body["nextPageToken"]
    second = shop.call("items.listInventoryChanges", query={"pageSize": "1", "pageToken": token}, item_id=item["id"])
    changes = [*page.data, *second.data]
    assert [(each["quantityDelta"], each["quantityAfter"], each["changeReason"]) for each in changes] == [
        (-2, 10, "damaged"),
        (5, 12, "received"),
    ]


def test_sale_between_an_adjustment_s_read_and_write_is_kept(shop: Shop) -> None:
    """The adjustment is decided anew: 10 - 4 sold + 5."""
    item = shop.item(quantityAvailable=10)
    order = shop.order_of(item, 4)
    shop.world.before_next_write(lambda: shop.pay(order["id"]))
    adjusted = shop.call("items.adjustInventory", {"quantityDelta": 5, "changeReason": "received"}, item_id=item["id"])
    assert adjusted.data["quantityAvailable"] == stock(shop, item) == 11


def test_part_payments_take_stock_once_and_give_back_what_is_removed(shop: Shop) -> None:
    """The first part takes it for the whole order; a line that goes is given back when the rest is paid."""
    item = shop.item(1000, quantityAvailable=10)
    order = shop.call(
        "orders.create", {"lineItems": [{"itemId": item["id"], "quantity": 2}, {"itemId": item["id"], "quantity": 3}]}
    ).data
    part = {"paymentSourceToken": "tok_visa", "amountMoney": {"amount": 100}}
    shop.call("orders.pay", part, order_id=order["id"])
    assert stock(shop, item) == 5
    gone = {"orderLineItemIds": [order["lineItems"][1]["id"]]}
    shop.call("orders.removeLineItems", gone, order_id=order["id"])
    assert shop.pay(order["id"]).data["status"] == "PAID"
    assert stock(shop, item) == 8


def test_closing_an_unpaid_order_gives_back_what_it_held(shop: Shop) -> None:
    """A part was paid and went back; nobody gets the goods."""
    shop.coupon("LAST", maxUses=1)
    item = shop.item(1000, quantityAvailable=10)
    order = shop.order_of(item, 2, discounts=[{"couponCode": "LAST"}])
    shop.call("orders.pay", {"paymentSourceToken": "tok_visa", "amountMoney": {"amount": 100}}, order_id=order["id"])
    shop.refund(order["id"])
    assert shop.call("orders.close", {}, order_id=order["id"]).data["status"] == "CLOSED"
    assert stock(shop, item) == 10
    assert shop.call("coupons.list", query={"code": "LAST"}).data[0]["uses"] == 0


def test_closing_a_paid_order_keeps_what_was_sold(shop: Shop) -> None:
    """The goods are gone."""
    item = shop.item(quantityAvailable=10)
    order = shop.order_of(item, 2)
    shop.pay(order["id"])
    shop.call("orders.close", {}, order_id=order["id"])
    assert stock(shop, item) == 8


def test_low_stock_is_told_once_until_it_is_filled_up(shop: Shop) -> None:
    """At the threshold, not again below it, and again after a delivery."""
    item = shop.item(quantityAvailable=7, lowStockThreshold=5)

    def sold(quantity: int) -> bool:
        shop.pay(shop.order_of(item, quantity)["id"])
        shop.watch(item["id"])
        return "item.inventory_low" in told(shop)

    assert [sold(1), sold(1), sold(1)] == [False, True, False]
    shop.call("items.adjustInventory", {"quantityDelta": 2, "changeReason": "received"}, item_id=item["id"])
    assert sold(1)


def test_order_of_more_counted_items_than_one_transaction_takes_is_refused(shop: Shop) -> None:
    """Before anything is written."""
    items = [shop.item(100) for _ in range(71)]
    answer = shop.call("orders.create", {"lineItems": [{"itemId": item["id"]} for item in items]})
    assert answer.refusal == (400, "ORDER_TOO_LARGE")
    order = shop.call("orders.create", {"lineItems": [{"itemId": item["id"]} for item in items[:70]]}).data
    assert shop.pay(order["id"]).data["status"] == "PAID"
    assert {stock(shop, item) for item in items[:70]} == {9}


def test_edit_that_would_take_and_give_back_more_than_one_transaction_takes_is_refused(shop: Shop) -> None:
    """A part was paid for 40 items; an order of 40 others would have to give back 40 and take 40 at once."""
    first, second = ([{"itemId": shop.item(100)["id"]} for _ in range(40)] for _ in range(2))
    order = shop.call("orders.create", {"lineItems": first}).data
    part = {"paymentSourceToken": "tok_visa", "amountMoney": {"amount": 100}}
    shop.call("orders.pay", part, order_id=order["id"])
    answer = shop.call("orders.addLineItems", {"lineItems": second}, order_id=order["id"])
    assert answer.refusal == (400, "ORDER_TOO_LARGE")
    shop.call("orders.addLineItems", {"lineItems": second[:30]}, order_id=order["id"])
    gone = {"orderLineItemIds": [line["id"] for line in order["lineItems"]]}
    shop.call("orders.removeLineItems", gone, order_id=order["id"])
    answer = shop.call("orders.addLineItems", {"lineItems": second[30:]}, order_id=order["id"])
    assert answer.refusal == (400, "ORDER_TOO_LARGE")
    assert shop.call("orders.recordManualPayment", {}, order_id=order["id"]).data["status"] == "PAID"
    assert {stock(shop, {"id": line["itemId"]}) for line in first} == {10}
    assert {stock(shop, {"id": line["itemId"]}) for line in second[:30]} == {9}
    assert shop.call("orders.update", {"metadata": {"a": "b"}}, order_id=order["id"]).data["metadata"] == {"a": "b"}
