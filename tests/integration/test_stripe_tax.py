"""Stripe Tax through the API: the real SDK against the stand-in, and what an order makes of its answers."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from commerce.taxation.stripe_calculations import StripeCalculations
from local.stripe_standin import StripeStandIn
from tests.shop import Json, Shop, World, lines, net

NEW_YORK = {"country": "US", "state": "NY", "postalCode": "10001"}
GERMANY = {"country": "DE", "postalCode": "10115"}
BOOKS = "txcd_35010000"


@pytest.fixture(scope="module")
def standin() -> Iterator[StripeStandIn]:
    """A Stripe of this module."""
    with StripeStandIn.start(port=0) as running:
        yield running


@pytest.fixture
def calculations(standin: StripeStandIn) -> StripeCalculations:
    """The stand-in, as functions reach it."""
    return StripeCalculations("rk_test_of_this_test", standin.base_url)


@pytest.fixture
def tax_shop(world: World, calculations: StripeCalculations) -> Shop:
    """A shop whose taxes Stripe knows."""
    world.runtime.quote_taxes_for = lambda _: calculations.quote
    shop = world.shop()
    assert shop.call("settings.update", {"taxProvider": "stripe_tax"}).data["taxProvider"] == "stripe_tax"
    return shop


@pytest.fixture
def asked_shop(shop: Shop) -> Shop:
    """A shop whose tax service keeps its questions: 10 % on everything."""
    shop.call("settings.update", {"taxProvider": "stripe_tax"})
    return shop


def taxes(order: Json) -> dict[str, int]:
    """Tell what each rate came to."""
    return {tax["name"]: tax["taxMoney"]["amount"] for tax in order["taxes"]}


def of_lines(order: Json) -> list[int]:
    """Tell the tax of each line."""
    return [line["taxMoney"]["amount"] for line in order["lineItems"]]


def test_order_takes_stripes_amounts_as_they_are(tax_shop: Shop) -> None:
    """4 % and 4.5 % of 99.00 and 29.01, line by line: 396 + 446 (445.5), 116 (116.04) + 131 (130.545)."""
    order = tax_shop.order(9900, 2901, taxAddress=NEW_YORK)
    assert (taxes(order), of_lines(order)) == (
        {"Sales Tax, New York": 512, "Sales Tax, New York City": 577},
        [842, 247],
    )
    assert (net(order)["tax"], net(order)["total"]) == (1089, 12801 + 1089)
    assert [(tax["percentage"], tax["provider"], tax["taxableMoney"]["amount"]) for tax in order["taxes"]] == [
        ("4", "stripe_tax", 12801),
        ("4.5", "stripe_tax", 12801),
    ]


def test_stripe_is_asked_about_what_remains_after_discounts(tax_shop: Shop) -> None:
    """20 % off 99.00 and 29.00 leaves 79.20 and 23.20: 317 + 356 and 93 + 104."""
    order = tax_shop.order(9900, 2900, taxAddress=NEW_YORK)
    order = tax_shop.call("orders.applyCoupon", {"couponCode": "LAUNCH20"}, order_id=order["id"]).data
    assert (of_lines(order), net(order)["total"]) == ([673, 197], 10240 + 870)


def test_tax_inside_prices_leaves_the_total_alone(tax_shop: Shop) -> None:
    """19 % inside 119.00 is 19.00, 7 % inside a book of 10.70 is 0.70."""
    tax_shop.call("settings.update", {"pricesIncludeTax": True, "currency": "EUR"})
    items = [*lines(11900), {"name": "Book", "unitPriceMoney": {"amount": 1070}, "taxCategory": BOOKS}]
    order = tax_shop.call("orders.create", {"lineItems": items, "taxAddress": GERMANY}).data
    assert (of_lines(order), net(order)["total"], net(order)["tax"]) == ([1900, 70], 12970, 1970)
    assert {(tax["percentage"], tax["inclusive"], tax["taxableMoney"]["amount"]) for tax in order["taxes"]} == {
        ("19", True, 11900),
        ("7", True, 1070),
    }


def test_lines_with_taxes_of_their_own_and_exempt_ones_are_not_asked_about(tax_shop: Shop) -> None:
    """20 % named on one, nothing on the exempt one, Stripe's 8.5 % on the third, each of 100.00."""
    items = [
        {"name": "own", "unitPriceMoney": {"amount": 10000}, "taxes": [{"name": "Own", "percentage": "20"}]},
        {"name": "exempt", "unitPriceMoney": {"amount": 10000}, "taxable": False},
        {"name": "plain", "unitPriceMoney": {"amount": 10000}},
    ]
    order = tax_shop.call("orders.create", {"lineItems": items, "taxAddress": NEW_YORK}).data
    assert (of_lines(order), net(order)["tax"]) == ([2000, 0, 850], 2850)


def test_taxable_charge_is_asked_about_too(tax_shop: Shop) -> None:
    """8.5 % of a delivery of 10.00: 0.40 + 0.45."""
    order = tax_shop.order(10000, taxAddress=NEW_YORK)
    body = {"name": "Delivery", "type": "delivery", "amountMoney": {"amount": 1000}, "taxable": True}
    order = tax_shop.call("orders.addCharge", body, order_id=order["id"]).data
    assert ([charge["taxMoney"]["amount"] for charge in order["charges"]], net(order)["tax"]) == ([85], 935)
    removed = tax_shop.call("orders.removeCharge", order_id=order["id"], charge_id=order["charges"][0]["id"]).data
    assert net(removed)["tax"] == 850


def test_order_of_many_lines_is_asked_in_one_calculation_and_read_in_pages(tax_shop: Shop) -> None:
    """137 lines of 1.00 and more: each bears its own 4 % and 4.5 %, rounded by Stripe."""
    amounts = [100 + n for n in range(137)]
    order = tax_shop.order(*amounts, taxAddress=NEW_YORK)
    expected = [(amount * 40 + 500) // 1000 + (amount * 45 + 500) // 1000 for amount in amounts]
    assert (of_lines(order), net(order)["tax"]) == (expected, sum(expected))


def test_explanation_says_whose_arithmetic_it_is(tax_shop: Shop) -> None:
    """The step has no exact fraction of ours, and its parts are the lines' own."""
    order = tax_shop.order(9900, 2901, taxAddress=NEW_YORK)
    explained = tax_shop.call("orders.explain", order_id=order["id"]).data
    steps = [step for step in explained["steps"] if step["kind"] == "tax"]
    assert [(step["exact"], step["amountMoney"]["amount"]) for step in steps] == [(None, 512), (None, 577)]
    assert steps[0]["description"] == (
        "Sales Tax, New York of 4 % on 128.01 USD is 5.12 USD, as Stripe Tax worked it out line by line."
    )
    assert [(part["amountMoney"]["amount"], part["spareUnits"]) for part in steps[0]["parts"]] == [(396, 0), (116, 0)]
    assert explained["steps"][-1]["runningMoney"]["amount"] == net(order)["balance"]


def test_refund_of_a_line_gives_back_its_own_tax(tax_shop: Shop) -> None:
    """29.01 with 2.47 of tax; the rest of the order is 99.00 with 8.42."""
    order = tax_shop.paid_order(9900, 2901, taxAddress=NEW_YORK)
    line = {"orderLineItemId": order["lineItems"][1]["id"], "quantity": 1}
    first = tax_shop.call("refunds.create", {"orderId": order["id"], "lineItems": [line]}).data
    last = tax_shop.refund(order["id"]).data
    assert [(refund["amountMoney"]["amount"], refund["taxMoney"]["amount"]) for refund in (first, last)] == [
        (3148, 247),
        (10742, 842),
    ]


def test_address_that_tells_too_little_is_refused_by_name(tax_shop: Shop) -> None:
    """Stripe wants a postal code in the United States; the order stays as it was."""
    order = tax_shop.order(1000, taxAddress=NEW_YORK)
    poor = {"country": "US", "state": "NY"}
    answers = [
        tax_shop.call("orders.applyTax", {"taxAddress": poor}, order_id=order["id"]),
        tax_shop.call("orders.create", {"lineItems": lines(1000), "taxAddress": poor}),
    ]
    assert [(answer.refusal, answer.wrong_fields) for answer in answers] == [
        ((400, "TAX_ADDRESS_INVALID"), {"taxAddress"})
    ] * 2
    assert tax_shop.read(order["id"]) == order


def test_category_of_the_merchants_own_bears_what_goods_bear(tax_shop: Shop) -> None:
    """Stripe knows its own tax codes only; one that looks like them but is none is refused by name."""
    own = {"name": "x", "unitPriceMoney": {"amount": 1000}, "taxCategory": "shirts"}
    order = tax_shop.call("orders.create", {"lineItems": [own], "taxAddress": NEW_YORK}).data
    wrong = {"lineItems": [{**own, "taxCategory": "txcd_12345678"}], "taxAddress": NEW_YORK}
    refused = tax_shop.call("orders.create", wrong)
    assert (net(order)["tax"], refused.refusal, refused.wrong_fields) == (
        85,
        (400, "INVALID_REQUEST"),
        {"lineItems.taxCategory"},
    )


def test_failure_of_stripe_writes_nothing_and_says_what_to_do(world: World, asked_shop: Shop) -> None:
    """503, before anything is stored: no order, no event, no key; afterwards the same request is made."""
    order = asked_shop.order(1000, taxAddress=NEW_YORK)
    rows = world.table.rows()
    world.tax_service.down = True
    edit = {"lineItems": lines(500)}
    answers = [
        asked_shop.call("orders.addLineItems", edit, key="edit", order_id=order["id"]),
        asked_shop.call("orders.create", {"lineItems": lines(1), "taxAddress": NEW_YORK}, key="create"),
        asked_shop.call("orders.clone", order_id=order["id"]),
    ]
    assert [answer.refusal for answer in answers] == [(503, "TAX_PROVIDER_UNAVAILABLE")] * 3
    assert all(answer.error["remediation"]["retryable"] for answer in answers)
    assert world.table.rows() == rows
    world.tax_service.down = False
    edited = asked_shop.call("orders.addLineItems", edit, key="edit", order_id=order["id"]).data
    assert net(edited)["tax"] == 150


def test_stripe_that_is_not_there_is_told_as_unavailable(world: World, shop: Shop) -> None:
    """Nobody listens on that port."""
    nobody = StripeCalculations("rk_test_of_this_test", "http://127.0.0.1:9")
    world.runtime.quote_taxes_for = lambda _: nobody.quote
    shop.call("settings.update", {"taxProvider": "stripe_tax"})
    answer = shop.call("orders.create", {"lineItems": lines(1000), "taxAddress": NEW_YORK})
    steps = answer.error["remediation"]["nextSteps"]
    assert (answer.refusal, any("merchant_rates" in step for step in steps)) == (
        (503, "TAX_PROVIDER_UNAVAILABLE"),
        True,
    )


def test_stripe_is_asked_only_when_what_it_taxes_changed(world: World, asked_shop: Shop) -> None:
    """Lines, discounts, charges and the address ask anew; tips, texts, payment and refund do not."""
    order = asked_shop.order(10000, taxAddress=NEW_YORK)
    questions = world.tax_service.questions
    line = order["lineItems"][0]["id"]
    changes = [
        ("orders.addLineItems", {"lineItems": lines(500)}, {}),
        ("orders.updateLineItem", {"quantity": 2}, {"line_item_id": line}),
        ("orders.addDiscount", {"name": "x", "percentOff": "10"}, {}),
        ("orders.applyCoupon", {"couponCode": "LAUNCH20"}, {}),
        ("orders.addCharge", {"name": "x", "amountMoney": {"amount": 100}, "taxable": True}, {}),
        ("orders.applyTax", {"taxAddress": {**NEW_YORK, "postalCode": "10002"}}, {}),
    ]
    for name, body, path in changes:
        before = len(questions)
        asked_shop.call(name, body, order_id=order["id"], **path)
        assert len(questions) == before + 1, name
    quiet = [
        ("orders.addTips", {"percent": "10"}),
        ("orders.update", {"buyerNote": "x"}),
        ("orders.applyTax", {"taxAddress": {**NEW_YORK, "postalCode": "10002"}}),
    ]
    before = len(questions)
    for name, body in quiet:
        assert asked_shop.call(name, body, order_id=order["id"]).status == 200
    asked_shop.pay(order["id"])
    asked_shop.refund(order["id"], 100)
    asked_shop.call("orders.update", {"metadata": {"a": "b"}}, order_id=order["id"])
    assert len(questions) == before


def test_repeated_request_asks_nobody(world: World, asked_shop: Shop) -> None:
    """The first answer comes back, though the service is gone."""
    body = {"lineItems": lines(1000), "taxAddress": NEW_YORK}
    first = asked_shop.call("orders.create", body, key="k")
    world.tax_service.down = True
    again = asked_shop.call("orders.create", body, key="k")
    assert (again.data_text, len(world.tax_service.questions)) == (first.data_text, 1)


@pytest.mark.parametrize(
    "fields",
    [{}, {"taxAddress": NEW_YORK, "taxes": []}, {"taxAddress": NEW_YORK, "taxes": [{"name": "x", "percentage": "1"}]}],
    ids=str,
)
def test_nobody_is_asked_without_an_address_or_where_taxes_are_named(
    world: World, asked_shop: Shop, fields: Json
) -> None:
    """Without either, an order bears no tax until its address is known."""
    order = asked_shop.order(10000, **fields)
    assert (net(order)["tax"], world.tax_service.questions) == (100 if fields.get("taxes") else 0, [])


def test_exempt_customer_is_not_asked_about(world: World, asked_shop: Shop) -> None:
    """Named at first, or later: then the taxes go; and they come back with another customer."""
    exempt = asked_shop.call("customers.create", {"name": "School", "taxExempt": True}).data
    order = asked_shop.order(10000, taxAddress=NEW_YORK, customerId=exempt["id"])
    assert (net(order)["tax"], world.tax_service.questions) == (0, [])
    other = asked_shop.order(10000, taxAddress=NEW_YORK)
    without = asked_shop.call("orders.update", {"customerId": exempt["id"]}, order_id=other["id"]).data
    again = asked_shop.call("orders.update", {"customerId": None}, order_id=other["id"]).data
    assert [net(each)["tax"] for each in (other, without, again)] == [1000, 0, 1000]


def test_orders_keep_the_provider_that_they_were_made_under(world: World, asked_shop: Shop) -> None:
    """Back to the merchant's 8 %: the old order goes on with 10 %, the new one and the clone of the old have 8 %."""
    old = asked_shop.order(10000, taxAddress=NEW_YORK)
    asked_shop.call("settings.update", {"taxProvider": "merchant_rates"})
    new = asked_shop.order(10000, taxAddress=NEW_YORK)
    clone = asked_shop.call("orders.clone", order_id=old["id"]).data
    old = asked_shop.call("orders.addLineItems", {"lineItems": lines(10000)}, order_id=old["id"]).data
    assert [net(order)["tax"] for order in (old, new, clone)] == [2000, 800, 800]


def test_dry_run_asks_and_writes_nothing(world: World, asked_shop: Shop) -> None:
    """What would be levied is known before."""
    rows = world.table.rows()
    body = {"lineItems": lines(1000), "taxAddress": NEW_YORK}
    answer = asked_shop.call("orders.create", body, query={"dryRun": "true"})
    assert (net(answer.data)["tax"], world.table.rows() == rows) == (100, True)


def test_edit_that_loses_the_race_is_asked_about_anew(world: World, asked_shop: Shop) -> None:
    """Both lines are taxed: 10 % of 100.00 + 5.00 + 7.00."""
    order = asked_shop.order(10000, taxAddress=NEW_YORK)
    theirs = {"lineItems": lines(500)}
    world.before_next_write(lambda: asked_shop.call("orders.addLineItems", theirs, order_id=order["id"]))
    asked_shop.call("orders.addLineItems", {"lineItems": lines(700)}, order_id=order["id"])
    assert net(asked_shop.read(order["id"]))["tax"] == 1120


def test_unknown_provider_is_refused_with_the_known_ones(shop: Shop) -> None:
    """400 that lists them."""
    answer = shop.call("settings.update", {"taxProvider": "abacus"})
    assert (answer.status, answer.wrong_fields, "stripe_tax" in answer.error["message"]) == (400, {"taxProvider"}, True)


def test_subscriptions_orders_are_asked_about_too(world: World, asked_shop: Shop) -> None:
    """10 % of 29.00, at the customer's address, each month."""
    customer = asked_shop.carded_customer(billingAddress=NEW_YORK)
    made = asked_shop.subscription(customerId=customer["id"])
    world.clock.advance(days=31)
    world.bill()
    orders = asked_shop.call("subscriptions.listOrders", subscription_id=made["id"]).data
    assert [(net(order)["total"], order["status"]) for order in orders] == [(3190, "PAID")] * 2
    assert [question.address.postal_code for question in world.tax_service.questions] == ["10001"] * 2


def test_renewal_waits_for_stripe_and_is_made_once(world: World, asked_shop: Shop) -> None:
    """Nothing is written or charged while the taxes can't be told; the next run bills the same period."""
    customer = asked_shop.carded_customer(billingAddress=NEW_YORK)
    made = asked_shop.subscription(customerId=customer["id"])
    world.clock.advance(days=31)
    world.tax_service.down = True
    world.bill()
    waiting = asked_shop.call("subscriptions.listOrders", subscription_id=made["id"]).data
    world.tax_service.down = False
    world.bill()
    orders = asked_shop.call("subscriptions.listOrders", subscription_id=made["id"]).data
    assert (len(waiting), [net(order)["paid"] for order in orders]) == (1, [3190, 3190])
