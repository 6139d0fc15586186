"""Refunds of lines, of part payments and of money that came in by hand.

The walk-through: 9900 and 2900 with 8 % tax are 10692 and 3132 a line, 13824 in all.
"""

from typing import Any

import pytest

from commerce.domain.lifecycle import RefundStatus
from tests.shop import Answer, Json, Shop, actions, net


def refund_lines(shop: Shop, order: Json, *lines: dict[str, Any], key: str | None = None) -> Answer:
    """Refund some lines; `line`: their position."""
    wanted = [
        {"orderLineItemId": order["lineItems"][line.pop("line")]["id"], **line}
        for line in [dict(each) for each in lines]
    ]
    return shop.call("refunds.create", {"orderId": order["id"], "lineItems": wanted}, key=key)


def test_line_goes_back_with_its_tax(shop: Shop) -> None:
    """2900 and 232 tax; the line says so, and the other one is untouched."""
    order = shop.paid_order()
    refund = refund_lines(shop, order, {"line": 1, "quantity": 1}).data
    assert (refund["amountMoney"]["amount"], refund["taxMoney"]["amount"]) == (3132, 232)
    (line,) = refund["lineItems"]
    assert (line["quantity"], line["amountMoney"]["amount"], line["taxMoney"]["amount"]) == (1, 3132, 232)
    console, addon = shop.read(order["id"])["lineItems"]
    assert [addon[name] for name in ("refundedMoney", "refundableMoney")] == [usd(3132), usd(0)]
    assert (addon["refundableQuantity"], console["refundableQuantity"], console["refundableMoney"]) == (
        0,
        1,
        usd(10692),
    )


def test_units_of_a_line_add_up_to_it(shop: Shop) -> None:
    """3 units for 1000 untaxed, refunded one by one: 333, 334, 333 (round(1000 x 2/3) - 333 = 334)."""
    order = three_units(shop)
    amounts = [refund_lines(shop, order, {"line": 0, "quantity": 1}).data["amountMoney"]["amount"] for _ in range(3)]
    assert (amounts, shop.read(order["id"])["status"]) == ([333, 334, 333], "REFUNDED")


def three_units(shop: Shop) -> Json:
    """A paid order of three units that cost 1000 after a discount of 200."""
    line = {"name": "Cup", "quantity": 3, "unitPriceMoney": {"amount": 400}}
    discount = {"name": "Less", "amountMoney": {"amount": 200}}
    order = shop.call("orders.create", {"lineItems": [line], "discounts": [discount], "taxes": []}).data
    return dict(shop.pay(order["id"]).data)


@pytest.mark.parametrize(
    ("amount", "told"),
    [
        (1, "These units round to nothing: 0.01 USD are left for all that their lines have; refund more"),
        (0, "These lines cost nothing, so no money can go back for them"),
    ],
)
def test_unit_that_is_worth_nothing_says_why(shop: Shop, amount: int, told: str) -> None:
    """Of 0.01 for three units, one is round(1/3) = 0 and two are round(2/3) = 1; a gift costs nothing."""
    pins = {"name": "Pin", "quantity": 3, "unitPriceMoney": {"amount": amount}, "key": "pins"}
    cup = {"name": "Cup", "unitPriceMoney": {"amount": 500}}
    two_less = {"name": "Less", "amountMoney": {"amount": 2}, "scope": "line_item", "lineItemKeys": ["pins"]}
    body = {"lineItems": [pins, cup], "taxes": [], "discounts": [two_less] if amount else []}
    order = dict(shop.pay(shop.call("orders.create", body).data["id"]).data)
    refused = refund_lines(shop, order, {"line": 0, "quantity": 1})
    assert refused.refusal == (400, "NOTHING_TO_REFUND")
    assert refused.error["message"].startswith(told)
    if amount:
        assert refund_lines(shop, order, {"line": 0, "quantity": 2}).data["amountMoney"]["amount"] == 1


def test_several_lines_make_one_refund(shop: Shop) -> None:
    """All of both is all of the order, tax and all."""
    order = shop.paid_order()
    refund = refund_lines(shop, order, {"line": 0, "quantity": 1}, {"line": 1, "quantity": 1}).data
    assert (refund["amountMoney"]["amount"], refund["taxMoney"]["amount"]) == (13824, 1024)
    assert shop.read(order["id"])["status"] == "REFUNDED"


def test_amount_of_a_line_is_limited_by_the_line(shop: Shop) -> None:
    """1000 of 3132, then at most 2132."""
    order = shop.paid_order()
    assert refund_lines(shop, order, {"line": 1, "amountMoney": {"amount": 1000}}).data["amountMoney"] == usd(1000)
    refused = refund_lines(shop, order, {"line": 1, "amountMoney": {"amount": 2133}})
    assert refused.refusal == (400, "AMOUNT_EXCEEDS_REFUNDABLE")
    assert refused.wrong_fields == {"lineItems[0].amountMoney.amount"}
    assert refund_lines(shop, order, {"line": 1, "amountMoney": {"amount": 2132}}).status == 201


def test_more_units_than_are_left_are_refused(shop: Shop) -> None:
    """One of three went back: at most two can."""
    order = three_units(shop)
    refund_lines(shop, order, {"line": 0, "quantity": 1})
    refused = refund_lines(shop, order, {"line": 0, "quantity": 3})
    assert refused.refusal == (400, "LINE_ITEM_REFUND_QUANTITY_EXCEEDS_REFUNDABLE")
    assert (refused.wrong_fields, "at most 2" in refused.error["message"]) == ({"lineItems[0].quantity"}, True)


def test_refunds_by_amount_limit_what_lines_can_give_back(shop: Shop) -> None:
    """12000 of 13824 went back: the first line's 10692 are more than what is left."""
    order = shop.paid_order()
    shop.refund(order["id"], 12000)
    assert refund_lines(shop, order, {"line": 0, "quantity": 1}).refusal == (400, "AMOUNT_EXCEEDS_REFUNDABLE")
    assert shop.refund(order["id"]).data["amountMoney"] == usd(1824)
    assert shop.read(order["id"])["status"] == "REFUNDED"


def test_failed_refund_of_a_line_restores_it(shop: Shop) -> None:
    """Its units can be refunded again, and its tax with them."""
    order = shop.paid_order()
    refund_lines(shop, order, {"line": 1, "quantity": 1})
    shop.world.gateway.settle_refund(RefundStatus.FAILED, "expired_or_canceled_card")
    shop.world.clock.advance(hours=1)
    shop.world.sweep()
    after = shop.read(order["id"])
    assert (after["status"], after["lineItems"][1]["refundableQuantity"]) == ("PAID", 1)
    again = refund_lines(shop, order, {"line": 1, "quantity": 1}).data
    assert (again["amountMoney"], again["taxMoney"]) == (usd(3132), usd(232))


def test_charges_and_tips_go_back_with_the_rest(shop: Shop) -> None:
    """Both lines, then the delivery and the tip that no line holds."""
    body = {
        "tips": [{"amountMoney": {"amount": 500}}],
        "charges": [{"name": "Delivery", "amountMoney": {"amount": 700}}],
    }
    order = shop.paid_order(**body)
    refund_lines(shop, order, {"line": 0, "quantity": 1}, {"line": 1, "quantity": 1})
    assert shop.refund(order["id"]).data["amountMoney"] == usd(1200)
    after = shop.read(order["id"])
    assert (after["status"], net(after)["refundedTax"]) == ("REFUNDED", 1024)


@pytest.mark.parametrize(
    "line",
    [{"line": 0}, {"line": 0, "quantity": 0}, {"line": 0, "quantity": 1, "amountMoney": {"amount": 1}}],
)
def test_line_says_either_units_or_money(shop: Shop, line: dict[str, Any]) -> None:
    """400, by name."""
    assert refund_lines(shop, shop.paid_order(), line).refusal == (400, "INVALID_REQUEST")


def test_line_of_another_order_is_not_found(shop: Shop) -> None:
    """404 that names the field."""
    order, other = shop.paid_order(), shop.paid_order()
    answer = refund_lines(shop, {**order, "lineItems": other["lineItems"]}, {"line": 0, "quantity": 1})
    assert (answer.status, answer.error["param"]) == (404, "lineItems[0].orderLineItemId")


def test_part_payment_of_an_open_order_can_be_given_back(shop: Shop) -> None:
    """The order stays open with its balance; what it comes to can't change any more, and it can be closed."""
    order = shop.order(1000)
    part = {"paymentSourceToken": "tok_visa", "amountMoney": {"amount": 500}}
    open_order = shop.call("orders.pay", part, order_id=order["id"]).data
    assert {"refund", "pay"} <= actions(open_order)
    assert shop.call("orders.close", {}, order_id=order["id"]).refusal == (409, "ORDER_STATUS_NOT_CLOSABLE")
    assert shop.refund(order["id"]).data["amountMoney"] == usd(500)
    after = shop.read(order["id"])
    assert (after["status"], net(after)["balance"], net(after)["netCollected"]) == ("OPEN", 580, 0)
    assert shop.call("orders.addTips", {"percent": "10"}, order_id=order["id"]).refusal == (409, "ORDER_NOT_OPEN")
    assert actions(after) == {"pay", "recordManualPayment", "update", "close"}
    shop.world.gateway.settle_refund(RefundStatus.SUCCEEDED)
    shop.world.clock.advance(hours=1)
    shop.world.sweep()
    assert shop.read(order["id"])["status"] == "OPEN"
    assert shop.call("orders.close", {}, order_id=order["id"]).data["status"] == "CLOSED"


def test_line_is_not_refunded_before_the_order_is_paid(shop: Shop) -> None:
    """A part payment is of no line."""
    order = shop.order(1000)
    shop.call("orders.pay", {"paymentSourceToken": "tok_visa", "amountMoney": {"amount": 500}}, order_id=order["id"])
    assert refund_lines(shop, order, {"line": 0, "quantity": 1}).refusal == (409, "ORDER_NOT_REFUNDABLE")


def test_cash_is_given_back_by_hand(shop: Shop) -> None:
    """At once, without the processor; its refund is told like any other."""
    order = shop.order(1000)
    shop.call("orders.recordManualPayment", {}, order_id=order["id"])
    refund = shop.refund(order["id"], 400, key="k").data
    assert (refund["status"], refund["sourceType"]) == ("succeeded", "cash")
    assert shop.world.gateway.calls == []
    assert shop.world.table.event_types() >= {"refund.created", "order.refunded"}
    assert shop.read(order["id"])["status"] == "PARTIALLY_REFUNDED"
    shop.world.clock.advance(hours=1)
    assert shop.world.sweep()["due"] == 0


def usd(amount: int) -> Json:
    """Dollars, in cents."""
    return {"amount": amount, "currency": "USD"}
