"""Currencies without decimals and with three, from the order to the last refund, and currencies that are mixed."""

from __future__ import annotations

import pytest

from tests.shop import Json, Shop, lines, net

EURO = {"amount": 100, "currency": "EUR"}


def amounts(order: Json, name: str) -> list[int]:
    """Tell one amount of every line."""
    return [line[f"{name}Money"]["amount"] for line in order["lineItems"]]


def give_back(shop: Shop, order: Json, *refunded: Json) -> Json:
    """Refund lines, and answer the refund."""
    return dict(shop.call("refunds.create", {"orderId": order["id"], "lineItems": refunded}).data)


def of_line(order: Json, position: int, quantity: int) -> Json:
    """Name units of a line."""
    return {"orderLineItemId": order["lineItems"][position]["id"], "quantity": quantity}


def test_yen_from_the_order_to_the_last_refund(shop: Shop) -> None:
    """Amounts are whole yen.

    3 x 333 + 1001 = 2000. 15 % off is 300: 149.85 and 150.15 of it, so 150 and 150. Tax of 10 % on 1700: 170, of which
    849 and 851 bear 84.9 and 85.1, so 85 and 85. Total 1870, the lines 934 and 936.
    """
    shop.coupon("FIFTEEN", percentOff="15")
    body = {
        "currency": "JPY",
        "lineItems": [
            {"name": "Tea", "quantity": 3, "unitPriceMoney": {"amount": 333, "currency": "JPY"}},
            {"name": "Pot", "unitPriceMoney": {"amount": 1001}},
        ],
        "taxes": [{"name": "消費税", "percentage": "10"}],
        "discounts": [{"couponCode": "FIFTEEN"}],
    }
    order = shop.call("orders.create", body).data
    assert (net(order)["discount"], net(order)["tax"], net(order)["total"]) == (300, 170, 1870)
    assert [amounts(order, name) for name in ("discount", "tax", "total")] == [[150, 150], [85, 85], [934, 936]]
    assert "total 1870 JPY" in order["summary"]

    first = shop.call(
        "orders.pay", {"paymentSourceToken": "tok_visa", "amountMoney": {"amount": 1000}}, order_id=order["id"]
    )
    assert (first.data["status"], net(first.data)["balance"]) == ("OPEN", 870)
    paid = shop.pay(order["id"]).data
    assert (paid["status"], net(paid)["paid"]) == ("PAID", 1870)

    # One of three cups is 934 / 3 = 311.33, so 311, with 85 / 3 = 28.33, so 28 of tax; two are 622.67, so 312 more.
    refunds = [give_back(shop, paid, of_line(paid, 0, 1)) for _ in range(2)]
    assert [refund["amountMoney"] for refund in refunds] == [
        {"amount": 311, "currency": "JPY"},
        {"amount": 312, "currency": "JPY"},
    ]
    while net(shop.read(order["id"]))["refunded"] < 1870:
        shop.refund(order["id"])
    end = shop.read(order["id"])
    assert (end["status"], net(end)["refunded"], net(end)["refundedTax"]) == ("REFUNDED", 1870, 170)


def test_dinars_from_the_order_to_the_last_refund(shop: Shop) -> None:
    """Amounts are thousandths.

    2 x 1.505 + 0.750 = 3.760. 12.5 % off is 0.470: 0.37625 and 0.09375, so 0.376 and 0.094. Tax of 5 % on 3.290 is
    0.1645, so 0.165: 0.1321 and 0.0329, so 0.132 and 0.033. Total 3.455, the lines 2.766 and 0.689.
    """
    shop.coupon("EIGHTH", percentOff="12.5")
    body = {
        "currency": "KWD",
        "lineItems": [
            {"name": "Oud", "quantity": 2, "unitPriceMoney": {"amount": 1505}},
            {"name": "Box", "unitPriceMoney": {"amount": 750}},
        ],
        "taxes": [{"name": "VAT", "percentage": "5"}],
        "discounts": [{"couponCode": "EIGHTH"}],
    }
    order = shop.call("orders.create", body).data
    assert (net(order)["discount"], net(order)["tax"], net(order)["total"]) == (470, 165, 3455)
    assert [amounts(order, name) for name in ("discount", "tax", "total")] == [[376, 94], [132, 33], [2766, 689]]
    assert "total 3.455 KWD" in order["summary"]

    tokens = {"paymentSourceTokens": ["tok_visa", "tok_visa"], "tipMoney": {"amount": 46, "currency": "KWD"}}
    paid = shop.call("orders.pay", tokens, order_id=order["id"]).data
    assert (paid["status"], net(paid)["tip"], net(paid)["paid"]) == ("PAID", 46, 3501)
    assert sorted(payment["amountMoney"]["amount"] for payment in paid["payments"]) == [1750, 1751]

    # One of two bottles is 2.766 / 2 = 1.383 with 0.066 of tax inside it.
    refund = give_back(shop, paid, of_line(paid, 0, 1))
    assert (refund["amountMoney"]["amount"], refund["taxMoney"]["amount"]) == (1383, 66)
    while net(shop.read(order["id"]))["refunded"] < 3501:
        shop.refund(order["id"])
    end = shop.read(order["id"])
    assert (end["status"], net(end)["refunded"], net(end)["refundedTax"]) == ("REFUNDED", 3501, 165)


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"lineItems": [{"name": "x", "unitPriceMoney": EURO}]}, "lineItems[0].unitPriceMoney"),
        ({"charges": [{"name": "x", "amountMoney": EURO}]}, "charges[0].amountMoney"),
        ({"tips": [{"percent": "1"}, {"amountMoney": EURO}]}, "tips[1].amountMoney"),
        (
            {"discounts": [{"name": "x", "percentOff": "1"}, {"name": "x", "amountMoney": EURO}]},
            "discounts[1].amountMoney",
        ),
    ],
    ids=str,
)
def test_another_currency_in_a_new_order_is_refused_by_name(shop: Shop, body: Json, field: str) -> None:
    """The order is in dollars; so is what `orders.calculate` answers."""
    body = {"lineItems": lines(1000), **body}
    answers = [shop.call(name, body) for name in ("orders.create", "orders.calculate")]
    assert [answer.refusal for answer in answers] == [(400, "CURRENCY_MISMATCH")] * 2
    assert [(answer.error["param"], answer.wrong_fields) for answer in answers] == [(field, {f"{field}.currency"})] * 2


@pytest.mark.parametrize(
    ("name", "body", "field"),
    [
        ("orders.addLineItems", {"lineItems": [{"name": "x", "unitPriceMoney": EURO}]}, "lineItems[0].unitPriceMoney"),
        ("orders.updateLineItem", {"unitPriceMoney": EURO}, "unitPriceMoney"),
        ("orders.addCharge", {"name": "x", "amountMoney": EURO}, "amountMoney"),
        ("orders.addDiscount", {"name": "x", "amountMoney": EURO}, "amountMoney"),
        ("orders.addTips", {"amountMoney": EURO}, "amountMoney"),
        ("orders.pay", {"paymentSourceToken": "tok_visa", "amountMoney": EURO}, "amountMoney"),
        ("orders.pay", {"paymentSourceToken": "tok_visa", "tipMoney": EURO}, "tipMoney"),
        ("orders.recordManualPayment", {"sourceType": "cash", "amountMoney": EURO}, "amountMoney"),
    ],
    ids=str,
)
def test_another_currency_on_an_order_is_refused_by_name(shop: Shop, name: str, body: Json, field: str) -> None:
    """And the order stays as it is."""
    order = shop.order(1000)
    path = {"line_item_id": order["lineItems"][0]["id"]} if name == "orders.updateLineItem" else {}
    answer = shop.call(name, body, order_id=order["id"], **path)
    assert (answer.refusal, answer.error["param"], answer.wrong_fields) == (
        (400, "CURRENCY_MISMATCH"),
        field,
        {f"{field}.currency"},
    )
    assert shop.read(order["id"]) == order


def test_another_currency_in_a_refund_is_refused_by_name(shop: Shop) -> None:
    """Of an amount and of a line."""
    order = shop.paid_order(1000)
    line = {"orderLineItemId": order["lineItems"][0]["id"], "amountMoney": EURO}
    answers = [
        shop.call("refunds.create", {"orderId": order["id"], **body})
        for body in ({"amountMoney": EURO}, {"lineItems": [line]})
    ]
    assert [(answer.refusal, answer.error["param"], answer.wrong_fields) for answer in answers] == [
        ((400, "CURRENCY_MISMATCH"), field, {f"{field}.currency"})
        for field in ("amountMoney", "lineItems[0].amountMoney")
    ]


def test_another_currency_in_a_payment_intent_is_refused_by_name(shop: Shop) -> None:
    """For an order's intent, and when held money is captured."""
    body = {"paymentSourceToken": "tok_visa", "captureMethod": "manual", "autoConfirm": True}
    made = shop.call("paymentIntents.create", {**body, "orderId": shop.order(1000)["id"], "amountMoney": EURO})
    held = shop.call("paymentIntents.create", {**body, "orderId": shop.order(1000)["id"]}).data
    captured = shop.call("paymentIntents.capture", {"amountMoney": EURO}, payment_intent_id=held["id"])
    assert [(answer.refusal, answer.error["param"]) for answer in (made, captured)] == [
        ((400, "CURRENCY_MISMATCH"), "amountMoney")
    ] * 2


def test_coupon_of_another_currency_names_both(shop: Shop) -> None:
    """Five dollars off, and a minimum of five dollars, on an order in yen."""
    shop.coupon("OFF", amountOffMoney={"amount": 500})
    shop.coupon("MIN", minimumPurchaseMoney={"amount": 500})
    order = shop.order(1000, currency="JPY")
    for code in ("OFF", "MIN"):
        answer = shop.call("orders.applyCoupon", {"couponCode": code}, order_id=order["id"])
        assert (answer.refusal, "USD" in answer.error["message"], "JPY" in answer.error["message"]) == (
            (422, "COUPON_NOT_APPLICABLE"),
            True,
            True,
        )
