"""Settings, tax rates and payment intents: what a merchant sets, and what a payment shows of itself."""

from __future__ import annotations

import pytest

from tests.shop import Json, Shop, net


def test_settings_answer_what_a_new_merchant_has(shop: Shop) -> None:
    """Dollars, halves up, ten discounts."""
    settings = shop.call("settings.get").data
    assert {name: settings[name] for name in ("id", "currency", "rounding", "maxDiscountsPerOrder", "mode")} == {
        "id": shop.merchant_id,
        "currency": "USD",
        "rounding": "half_up",
        "maxDiscountsPerOrder": 10,
        "mode": "test",
    }


def test_settings_hide_what_only_storage_keeps(shop: Shop) -> None:
    """Tax rates have an address of their own."""
    assert not {"taxRates", "couponsVersion"} & set(shop.call("settings.get").data)


def test_new_currency_is_of_new_orders(shop: Shop) -> None:
    """Orders that exist keep theirs."""
    before = shop.order(100)
    shop.call("settings.update", {"currency": "eur"})
    assert (shop.read(before["id"])["currency"], shop.order(100)["currency"]) == ("USD", "EUR")


def test_another_process_sees_new_settings_at_once(shop: Shop) -> None:
    """Whatever it has kept from before."""
    ours, theirs = shop.world.runtime, shop.world.new_process()
    shop.order(100)
    shop.world.runtime = theirs
    shop.call("settings.update", {"currency": "EUR"})
    shop.world.runtime = ours
    assert shop.order(100)["currency"] == "EUR"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"rounding": "down"}, "rounding"),
        ({"currency": "euro"}, "currency"),
        ({"maxDiscountsPerOrder": 0}, "maxDiscountsPerOrder"),
        ({"maxDiscountsPerOrder": 2.0}, "maxDiscountsPerOrder"),
        ({"businessName": ""}, "businessName"),
        ({"taxRates": []}, "taxRates"),
    ],
    ids=str,
)
def test_setting_that_makes_no_sense_is_refused(shop: Shop, body: Json, field: str) -> None:
    """By name."""
    answer = shop.call("settings.update", body)
    assert (answer.status, answer.wrong_fields) == (400, {field})


def test_tax_rate_is_made_read_changed_and_deleted(shop: Shop) -> None:
    """One form in every answer."""
    made = shop.call("taxRates.create", {"name": "VAT", "percentage": "19.0", "inclusive": True}).data
    read = shop.call("taxRates.get", tax_rate_id=made["id"]).data
    changed = shop.call("taxRates.update", {"name": "MwSt"}, tax_rate_id=made["id"]).data
    shop.call("taxRates.delete", tax_rate_id=made["id"])
    gone = shop.call("taxRates.get", tax_rate_id=made["id"])
    assert (made["percentage"], made["taxRateId"], read, changed["name"], changed["version"], gone.status) == (
        "19",
        made["id"],
        made,
        "MwSt",
        2,
        404,
    )


def test_tax_rates_are_listed_newest_first_in_pages(shop: Shop) -> None:
    """The merchant's first rate comes last."""
    for name in ("B", "C"):
        shop.world.clock.advance(seconds=1)
        shop.call("taxRates.create", {"name": name, "percentage": "1"})
    first = shop.call("taxRates.list", query={"pageSize": "2"})
    rest = shop.call("taxRates.list", query={"pageSize": "2", "pageToken": first.body["nextPageToken"]})
    assert [[rate["name"] for rate in page.data] for page in (first, rest)] == [["C", "B"], ["Sales tax"]]


@pytest.mark.parametrize("percentage", ["-1", "8,25", 8.25, "1e2", "", "eight"], ids=repr)
def test_percentage_of_a_rate_is_a_decimal_string(shop: Shop, percentage: object) -> None:
    """400 that names it."""
    answer = shop.call("taxRates.create", {"name": "n", "percentage": percentage})
    assert (answer.status, answer.wrong_fields) == (400, {"percentage"})


@pytest.mark.parametrize(
    ("address", "tax"),
    [
        ({"country": "US", "state": "CA", "postalCode": "94105"}, 900),
        ({"country": "US", "state": "CA", "postalCode": "90001"}, 700),
        ({"country": "US", "state": "NY"}, 500),
        ({"country": "DE"}, 800),
    ],
    ids=["postal code", "state", "country", "default"],
)
def test_most_specific_rate_wins(shop: Shop, address: Json, tax: int) -> None:
    """Of 100.00: 9 % in a postal code, 7 % in a state, 5 % in a country, else the default 8 %."""
    for name, percentage, place in (
        ("US", "5", {"country": "US"}),
        ("CA", "7", {"country": "US", "state": "CA"}),
        ("SF", "9", {"country": "US", "state": "CA", "postalCodes": ["94105"]}),
    ):
        shop.call("taxRates.create", {"name": name, "percentage": percentage, "jurisdiction": place})
    assert net(shop.order(10000, taxAddress=address))["tax"] == tax


def test_tax_category_has_its_own_rate(shop: Shop) -> None:
    """Food bears 2 %, the rest 8 %: 2.00 and 8.00 of 100.00 each."""
    rate = {"name": "Food", "percentage": "2", "taxCategories": ["food"], "isDefault": True}
    shop.call("taxRates.create", rate)
    body = {
        "lineItems": [
            {"name": "Bread", "unitPriceMoney": {"amount": 10000}, "taxCategory": "food"},
            {"name": "Pan", "unitPriceMoney": {"amount": 10000}},
        ]
    }
    order = shop.call("orders.create", body).data
    assert [line["taxMoney"]["amount"] for line in order["lineItems"]] == [200, 800]


def test_two_rates_made_at_once_are_both_there(shop: Shop) -> None:
    """They share a document; neither write loses the other."""
    body = {"name": "mine", "percentage": "1"}
    shop.world.before_next_write(lambda: shop.call("taxRates.create", {**body, "name": "theirs"}))
    shop.call("taxRates.create", body)
    assert {rate["name"] for rate in shop.call("taxRates.list").data} == {"Sales tax", "mine", "theirs"}


def test_payment_intent_answers_its_attempt(shop: Shop) -> None:
    """With Stripe's own ids, and nothing that only storage keeps."""
    paid = shop.paid_order(1000)
    intent = shop.call("paymentIntents.get", payment_intent_id=paid["paymentIntentIds"][0]).data
    assert (
        intent["paymentIntentId"],
        intent["orderId"],
        intent["status"],
        intent["amountMoney"]["amount"],
        intent["processorDetails"]["stripe"]["chargeId"],
        intent["lifecycleState"],
        intent["refundedAmountMoney"]["amount"],
        "sourceToken" in intent,
    ) == (intent["id"], paid["id"], "succeeded", 1080, "ch_stripe", "none", 0, False)


def test_payment_intents_are_listed_by_status(shop: Shop) -> None:
    """The declined one alone."""
    order = shop.order(1000)
    shop.pay(order["id"], "tok_CARD_DECLINED")
    failed, _ = shop.pay(order["id"]).data["paymentIntentIds"]
    found = shop.call("paymentIntents.list", query={"status": "REQUIRES_PAYMENT_METHOD"}).data
    assert [(intent["id"], intent["failureCode"]) for intent in found] == [(failed, "CARD_DECLINED")]


def test_payment_intents_show_in_a_list_what_went_back(shop: Shop) -> None:
    """As they do one by one."""
    order = shop.paid_order(1000)
    shop.refund(order["id"], 80)
    (intent,) = shop.call("paymentIntents.list").data
    assert (intent["refundedAmountMoney"]["amount"], intent["lifecycleState"]) == (80, "partially_refunded")


# ---- Events ----------------------------------------------------------------------------------------------------------


def test_events_of_a_walk_through(shop: Shop) -> None:
    """Each change tells what it was, once; a decline tells of the payment, not of the order."""
    told = shop.world.table.event_types
    order = shop.order()
    types = [told()]
    shop.call("orders.applyCoupon", {"couponCode": "LAUNCH20"}, order_id=order["id"])
    types.append(told())
    shop.pay(order["id"], "tok_CARD_DECLINED")
    types.append(told())
    shop.pay(order["id"])
    types.append(told())
    shop.refund(order["id"], 2900)
    types.append(told())
    shop.call("orders.close", {}, order_id=order["id"])
    types.append(told())
    assert types == [
        {"order.created"},
        {"order.updated"},
        {"payment_intent.payment_failed"},
        {"payment_intent.succeeded", "order.paid"},
        {"refund.created", "order.refunded"},
        {"order.closed"},
    ]


def test_event_carries_the_resource_as_the_api_answered_it(shop: Shop) -> None:
    """Whose it is, in which mode, and the order byte for byte."""
    order = shop.order()
    (event,) = shop.world.table.events()
    assert (event["data"], event["merchantId"], event["mode"], event["payloadVersion"]) == (
        order,
        shop.merchant_id,
        "test",
        "1",
    )


def test_refused_change_tells_nothing(shop: Shop) -> None:
    """No event without a change."""
    order = shop.paid_order()
    shop.world.table.events()
    shop.call("orders.addTips", {"percent": "1"}, order_id=order["id"])
    assert shop.world.table.events() == []
