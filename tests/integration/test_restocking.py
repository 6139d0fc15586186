"""Refunds that put goods back into stock."""

from __future__ import annotations

from typing import Any

from commerce.domain.lifecycle import RefundStatus
from commerce.domain.outcomes import RefundOutcome
from tests.card_tokens import lost
from tests.shop import Answer, Json, Shop

ITEMS = 10


def stock(shop: Shop, item: Json) -> int:
    """What is left of an item."""
    return int(shop.call("items.get", item_id=item["id"]).data["quantityAvailable"])


def sold(shop: Shop, quantity: int = 4) -> tuple[Json, Json]:
    """An item, and a paid order of some of its 10 units."""
    item = shop.item(1000, quantityAvailable=ITEMS)
    return item, shop.pay(shop.order_of(item, quantity, taxes=[])["id"]).data


def refund(shop: Shop, order: Json, units: int | None = None, key: str | None = None, **fields: Any) -> Answer:
    """Refund units of the first line, or all that is left, and put them back into stock."""
    line = {"orderLineItemId": order["lineItems"][0]["id"], "quantity": units}
    body = {"orderId": order["id"], "restock": True, **({} if units is None else {"lineItems": [line]}), **fields}
    return shop.call("refunds.create", body, key=key)


def test_refunded_units_go_back_into_stock(shop: Shop) -> None:
    """4 of 10 sold: 1 comes back, then the other 3; the refunds say so, and without `restock` nothing moves."""
    item, order = sold(shop)
    assert stock(shop, item) == 6
    first = refund(shop, order, 1).data
    line_id = order["lineItems"][0]["id"]
    assert first["restockedLineItems"] == [{"orderLineItemId": line_id, "itemId": item["id"], "quantity": 1}]
    assert stock(shop, item) == 7
    assert refund(shop, order).data["restockedLineItems"][0]["quantity"] == 3
    assert stock(shop, item) == ITEMS
    other, order = sold(shop)
    assert shop.refund(order["id"]).data["restockedLineItems"] == []
    assert stock(shop, other) == 6


def test_amount_tells_of_no_units(shop: Shop) -> None:
    """Refused by name, before any money moves; so is an amount of a line."""
    item, order = sold(shop)
    line = {"orderLineItemId": order["lineItems"][0]["id"], "amountMoney": {"amount": 5}}
    for fields in ({"amountMoney": {"amount": 100}}, {"lineItems": [line]}):
        answer = refund(shop, order, **fields)
        assert (answer.refusal, answer.error["param"]) == ((400, "INVALID_REQUEST"), "restock")
    assert (stock(shop, item), shop.read(order["id"])["refunds"]) == (6, [])


def test_dry_run_puts_nothing_back(shop: Shop) -> None:
    """It tells what would go back."""
    item, order = sold(shop)
    body = {"orderId": order["id"], "restock": True}
    answer = shop.call("refunds.create", body, query={"dryRun": "true"})
    assert (answer.data["restockedLineItems"][0]["quantity"], stock(shop, item)) == (4, 6)


def test_repeated_request_puts_back_once(shop: Shop) -> None:
    """The answer was lost at the processor; the retry and the sweeper find out, once."""
    item, order = sold(shop)
    shop.world.gateway.after.append(lost())
    assert refund(shop, order, 2, key="k").status == 503
    assert stock(shop, item) == 6
    shop.world.clock.advance(hours=1)
    shop.world.sweep()
    assert refund(shop, order, 2, key="k").data["restockedLineItems"][0]["quantity"] == 2
    assert refund(shop, order, 2, key="k").status == 201
    assert stock(shop, item) == 8


def test_refused_refund_puts_nothing_back(shop: Shop) -> None:
    """Neither money nor goods moved; another try moves both."""
    item, order = sold(shop)
    shop.world.gateway.refund_answers.append(RefundOutcome(RefundStatus.FAILED, None, "disputed"))
    assert refund(shop, order).refusal == (402, "REFUND_FAILED")
    assert stock(shop, item) == 6
    refund(shop, order)
    assert stock(shop, item) == ITEMS


def test_cash_that_is_given_back_puts_goods_back(shop: Shop) -> None:
    """By hand, at once."""
    item = shop.item(1000, quantityAvailable=ITEMS)
    order = shop.order_of(item, 4)
    shop.call("orders.recordManualPayment", {}, order_id=order["id"])
    refund(shop, order, 3)
    assert stock(shop, item) == 9


def test_goods_stay_when_the_bank_returns_the_money(shop: Shop) -> None:
    """They are on the shelf again: the refund that repeats the failed one puts nothing back twice."""
    item, order = sold(shop)
    failed = refund(shop, order, 2).data
    shop.world.gateway.settle_refund(RefundStatus.FAILED, "expired_card")
    shop.world.clock.advance(hours=1)
    shop.world.sweep()
    assert shop.call("refunds.get", refund_id=failed["id"]).data["status"] == "failed"
    assert (stock(shop, item), shop.read(order["id"])["lineItems"][0]["refundableQuantity"]) == (8, 4)
    assert refund(shop, order, 2).data["restockedLineItems"] == []
    assert stock(shop, item) == 8
    assert refund(shop, order).data["restockedLineItems"][0]["quantity"] == 2
    assert stock(shop, item) == ITEMS
