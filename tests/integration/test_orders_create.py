"""Making an order: what it comes to, what may be sent, what is refused."""

from __future__ import annotations

import pytest

from tests.shop import Shop, actions, lines, net


def test_create_answers_the_walk_through_to_the_cent(shop: Shop) -> None:
    """99.00 + 29.00 = 128.00; 8 % of it are 10.24; together 138.24, all of it due."""
    order = shop.order(9900, 2900)
    assert net(order) == {
        "subtotal": 12800,
        "discount": 0,
        "charge": 0,
        "tax": 1024,
        "tip": 0,
        "total": 13824,
        "paid": 0,
        "refunded": 0,
        "refundedTax": 0,
        "netCollected": 0,
        "balance": 13824,
    }


def test_create_is_answered_as_created(shop: Shop) -> None:
    """201, with the order under its id."""
    answer = shop.call("orders.create", {"lineItems": lines(100)})
    assert (answer.status, shop.read(answer.data["id"])) == (201, answer.data)


def test_line_answers_all_that_it_came_to(shop: Shop) -> None:
    """2 * 49.50 = 99.00; 8 % tax 7.92; together 106.92, nothing paid, so nothing refundable."""
    order = shop.call(
        "orders.create",
        {
            "lineItems": [
                {
                    "name": "Console",
                    "quantity": 2,
                    "unitPriceMoney": {"amount": 4950},
                    "sku": "C-1",
                    "description": "Grey",
                    "imageUrl": "https://example.com/c.png",
                    "metadata": {"shelf_no": "4"},
                }
            ]
        },
    ).data
    (line,) = order["lineItems"]
    assert line == {
        "id": line["orderLineItemId"],
        "orderLineItemId": line["id"],
        "name": "Console",
        "quantity": 2,
        "unitPriceMoney": {"amount": 4950, "currency": "USD"},
        "grossMoney": {"amount": 9900, "currency": "USD"},
        "discountMoney": {"amount": 0, "currency": "USD"},
        "taxMoney": {"amount": 792, "currency": "USD"},
        "netMoney": {"amount": 9900, "currency": "USD"},
        "totalMoney": {"amount": 10692, "currency": "USD"},
        "refundedMoney": {"amount": 0, "currency": "USD"},
        "refundableMoney": {"amount": 0, "currency": "USD"},
        "refundableQuantity": 0,
        "itemId": None,
        "sku": "C-1",
        "description": "Grey",
        "imageUrl": "https://example.com/c.png",
        "taxable": True,
        "taxCategory": None,
        "metadata": {"shelf_no": "4"},
    }


def test_order_answers_every_field_of_the_contract(shop: Shop) -> None:
    """None of the order's fields is ever missing, not even an empty one."""
    assert set(shop.order()) >= {
        "orderId",
        "orderNumber",
        "status",
        "lineItems",
        "discounts",
        "tips",
        "charges",
        "taxes",
        "netAmounts",
        "payments",
        "refunds",
        "paymentIntentIds",
        "refundIds",
        "checkoutSessionIds",
        "customerId",
        "taxExempt",
        "buyerEmail",
        "buyerNote",
        "merchantNote",
        "metadata",
        "source",
        "summary",
        "availableActions",
        "closedReason",
        "subscriptionId",
        "subscriptionPlanId",
        "invoiceId",
        "version",
        "createdAt",
        "updatedAt",
        "blockedActions",
        "id",
    }


def test_order_hides_what_only_storage_keeps(shop: Shop) -> None:
    """Internal fields, such as counters, are no part of an answer."""
    order = shop.order()
    assert not {"lines", "rates", "activityCount", "partCount", "rounding", "addedTips"} & set(order)


def test_ids_carry_their_prefix_and_a_ulid(shop: Shop) -> None:
    """`ord_` and `li_`, each with 26 characters."""
    order = shop.order(100)
    ids = [order["id"], order["lineItems"][0]["id"]]
    assert [(identity.split("_")[0], len(identity.split("_")[1])) for identity in ids] == [("ord", 26), ("li", 26)]


def test_order_carries_its_id_twice(shop: Shop) -> None:
    """`id` and `orderId` are the same."""
    order = shop.order()
    assert order["id"] == order["orderId"]


def test_times_are_utc_with_z(shop: Shop) -> None:
    """The clock says 09:30 UTC."""
    assert shop.order()["createdAt"] == "2026-03-02T09:30:00Z"


def test_open_order_offers_what_the_contract_lets_it_do(shop: Shop) -> None:
    """Everything but a refund."""
    assert actions(shop.order()) == {
        "pay",
        "recordManualPayment",
        "addLineItems",
        "updateLineItem",
        "removeLineItems",
        "applyCoupon",
        "addDiscount",
        "removeDiscounts",
        "addTips",
        "removeTips",
        "addCharge",
        "removeCharge",
        "applyTax",
        "update",
        "close",
    }


def test_offer_is_ready_to_be_sent(shop: Shop) -> None:
    """The offer to pay says where, with what, under which scope and up to which amount."""
    order = shop.order(10000)
    offer = next(offer for offer in order["availableActions"] if offer["action"] == "pay")
    assert offer == {
        "action": "pay",
        "method": "POST",
        "href": f"/v1/orders/{order['id']}/pay",
        "description": "Charge the order's balance to a card.",
        "requiredFields": ["paymentSourceToken"],
        "requiredScope": "orders.write",
        "maxAmountMoney": {"amount": 10800, "currency": "USD"},
        "requiresHumanConfirmation": True,
        "body": {"expectedVersion": 1, "amountMoney": {"amount": 10800, "currency": "USD"}},
    }


def test_summary_names_items_amounts_and_state(shop: Shop) -> None:
    """One sentence: 100.00 plus 8 % is 108.00, still to be paid."""
    order = shop.order(10000)
    assert order["summary"] == (
        f"Order {order['orderNumber']} with 1 x Thing 1 at 100.00 USD: subtotal 100.00 USD, tax 8.00 USD, "
        "total 108.00 USD; OPEN, 108.00 USD to be paid."
    )


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"discounts": [{"couponCode": "launch20"}]}, (2000, 640, 8640)),
        ({"discounts": [{"name": "Sorry", "amountMoney": {"amount": 500}}]}, (500, 760, 10260)),
        ({"discounts": [{"name": "Half", "percentOff": "50"}, {"couponCode": "LAUNCH20"}]}, (6000, 320, 4320)),
        ({"taxes": []}, (0, 0, 10000)),
        ({"taxes": [{"name": "VAT", "percentage": "25", "inclusive": True}]}, (0, 2000, 10000)),
        ({"taxes": [{"name": "A", "percentage": "5"}, {"name": "A", "percentage": "5.0"}]}, (0, 500, 10500)),
        ({"tips": [{"percent": "18"}]}, (0, 800, 12600)),
        ({"tips": [{"amountMoney": {"amount": 250}}], "discounts": [{"couponCode": "LAUNCH20"}]}, (2000, 640, 8890)),
        ({"charges": [{"name": "Courier", "amountMoney": {"amount": 300}, "taxable": True}]}, (0, 824, 11124)),
        (
            {
                "charges": [{"name": "Service", "percent": "10", "calculationBasis": "subtotal_post_discount"}],
                "discounts": [{"couponCode": "LAUNCH20"}],
            },
            (2000, 640, 9440),
        ),
    ],
    ids=[
        "coupon",
        "amount_off",
        "two_percentages_each_on_what_remains",
        "no_taxes",
        "inclusive_tax",
        "equal_rates_are_one",
        "tip_on_subtotal",
        "tip_beside_coupon",
        "taxed_charge",
        "charge_after_discount",
    ],
)
def test_create_computes_discount_tax_and_total(
    shop: Shop, fields: dict[str, object], expected: tuple[int, int, int]
) -> None:
    """Of a line of 100.00 with 8 % tax, unless the case says otherwise."""
    order = shop.order(10000, **fields)
    assert (net(order)["discount"], net(order)["tax"], net(order)["total"]) == expected


def test_line_scoped_discount_finds_its_line_by_the_requests_own_key(shop: Shop) -> None:
    """50 % of the second line's 29.00 is 14.50; the first keeps its price."""
    order = shop.call(
        "orders.create",
        {
            "lineItems": [
                {"name": "A", "unitPriceMoney": {"amount": 9900}, "key": "a"},
                {"name": "B", "unitPriceMoney": {"amount": 2900}, "key": "b"},
            ],
            "discounts": [{"name": "Half", "percentOff": "50", "scope": "line_item", "lineItemKeys": ["b"]}],
        },
    ).data
    assert [line["discountMoney"]["amount"] for line in order["lineItems"]] == [0, 1450]


def test_lines_own_taxes_win_over_the_orders(shop: Shop) -> None:
    """The first line bears 10 % of 100.00, the second the order's 5 % of 100.00, the third none."""
    body = {
        "taxes": [{"name": "T", "percentage": "5"}],
        "lineItems": [
            {"name": "A", "unitPriceMoney": {"amount": 10000}, "taxes": [{"name": "L", "percentage": "10"}]},
            {"name": "B", "unitPriceMoney": {"amount": 10000}},
            {"name": "C", "unitPriceMoney": {"amount": 10000}, "taxable": False},
        ],
    }
    order = shop.call("orders.create", body).data
    assert [line["taxMoney"]["amount"] for line in order["lineItems"]] == [1000, 500, 0]


def test_tax_address_picks_the_merchants_most_specific_rate(shop: Shop) -> None:
    """California's 7.25 % of 100.00 instead of the default 8 %."""
    shop.call("taxRates.create", {"name": "US", "percentage": "1", "jurisdiction": {"country": "US"}})
    shop.call("taxRates.create", {"name": "CA", "percentage": "7.25", "jurisdiction": {"country": "us", "state": "ca"}})
    order = shop.order(10000, taxAddress={"country": "US", "state": "CA"})
    assert [(tax["name"], tax["taxMoney"]["amount"]) for tax in order["taxes"]] == [("CA", 725)]


def test_merchants_half_even_setting_rounds_exact_halves_to_even(shop: Shop) -> None:
    """5 % of 0.50 is 2.5 cents, half-even makes it 2."""
    shop.call("settings.update", {"rounding": "half_even"})
    assert net(shop.order(50, taxes=[{"name": "T", "percentage": "5"}]))["tax"] == 2


def test_half_up_is_the_default(shop: Shop) -> None:
    """5 % of 0.50 is 2.5 cents, rounded up to 3."""
    assert net(shop.order(50, taxes=[{"name": "T", "percentage": "5"}]))["tax"] == 3


@pytest.mark.parametrize("currency", ["JPY", "kwd"])
def test_order_may_have_another_currency_than_the_merchant(shop: Shop, currency: str) -> None:
    """The code is read without case, and every amount carries it."""
    order = shop.order(1000, currency=currency)
    assert {money["currency"] for money in order["netAmounts"].values()} == {currency.upper()}


@pytest.mark.parametrize(("currency", "shown"), [("JPY", "1000 JPY"), ("KWD", "1.000 KWD"), ("USD", "10.00 USD")])
def test_summary_knows_the_currencys_minor_units(shop: Shop, currency: str, shown: str) -> None:
    """1000 minor units are 1000 yen, 1 dinar, 10 dollars."""
    assert f"total {shown}" in shop.order(1000, currency=currency, taxes=[])["summary"]


def test_amount_in_another_currency_is_refused_by_its_field(shop: Shop) -> None:
    """A line in euros does not fit an order in dollars."""
    line = {"name": "A", "unitPriceMoney": {"amount": 1, "currency": "EUR"}}
    answer = shop.call("orders.create", {"lineItems": [line]})
    assert (answer.refusal, answer.wrong_fields) == (
        (400, "CURRENCY_MISMATCH"),
        {"lineItems[0].unitPriceMoney.currency"},
    )


def test_five_hundred_lines_fit(shop: Shop) -> None:
    """500 * 1.00 = 500.00."""
    assert net(shop.order(*[100] * 500))["subtotal"] == 50000


def test_more_than_five_hundred_lines_are_refused(shop: Shop) -> None:
    """501 lines name the field that has too many."""
    answer = shop.call("orders.create", {"lineItems": lines(*[100] * 501)})
    assert (answer.status, answer.wrong_fields) == (400, {"lineItems"})


def test_order_that_would_not_fit_into_an_item_is_refused_before_anything_is_written(shop: Shop) -> None:
    """500 lines with incompressible texts are more than DynamoDB takes."""
    import random  # noqa: PLC0415

    noise = random.Random(1)
    texts = ["".join(chr(noise.randrange(0x4E00, 0x9FFF)) for _ in range(650)) for _ in range(500)]
    body = {"lineItems": [{**line, "description": text} for line, text in zip(lines(*[1] * 500), texts, strict=True)]}
    before = shop.world.table.rows()
    answer = shop.call("orders.create", body)
    assert (answer.refusal[0], shop.world.table.rows()) == (400, before)


def test_calculate_answers_what_create_would(shop: Shop) -> None:
    """The same amounts, and nothing is stored."""
    body = {"lineItems": lines(9900, 2900), "discounts": [{"couponCode": "LAUNCH20"}]}
    before = shop.world.table.rows()
    calculated = shop.call("orders.calculate", body).data
    unchanged = shop.world.table.rows() == before
    assert (calculated["netAmounts"], unchanged) == (shop.call("orders.create", body).data["netAmounts"], True)


def test_coupon_that_does_not_exist_is_not_found(shop: Shop) -> None:
    """404 at creation as when it is applied."""
    answer = shop.call("orders.create", {"lineItems": lines(100), "discounts": [{"couponCode": "NOPE"}]})
    assert answer.refusal == (404, "COUPON_NOT_FOUND")


def test_discount_on_a_key_that_no_line_has_is_refused(shop: Shop) -> None:
    """400, naming the field."""
    discount = {"name": "Half", "percentOff": "50", "scope": "line_item", "lineItemKeys": ["x"]}
    answer = shop.call("orders.create", {"lineItems": lines(100), "discounts": [discount]})
    assert (answer.status, answer.wrong_fields) == (400, {"discounts.lineItemKeys"})


def test_tax_rate_that_does_not_exist_is_not_found(shop: Shop) -> None:
    """404, nothing is invented."""
    unknown = f"tax_{'0' * 26}"
    answer = shop.call("orders.create", {"lineItems": lines(100), "taxes": [{"taxRateId": unknown}]})
    assert answer.refusal == (404, "NOT_FOUND")


def test_made_up_currency_is_refused_by_name(shop: Shop) -> None:
    """An order's currency circulates somewhere."""
    answer = shop.call("orders.create", {"lineItems": lines(100), "currency": "ZZZ"})
    assert answer.wrong_fields == {"currency"}


def test_flag_is_true_or_false_and_nothing_like_it(shop: Shop) -> None:
    """Neither 1 nor "yes" is a flag."""
    sent = [{**lines(100)[0], "taxable": 1}, {**lines(100)[0], "taxable": "yes"}]
    answer = shop.call("orders.create", {"lineItems": sent})
    assert answer.wrong_fields == {"lineItems[0].taxable", "lineItems[1].taxable"}


def test_order_that_comes_to_more_than_an_amount_can_say_is_refused(shop: Shop) -> None:
    """Two lines of the highest amount are above it."""
    answer = shop.call("orders.create", {"lineItems": lines(99_999_999_999, 99_999_999_999)})
    assert answer.refusal == (400, "ORDER_TOO_LARGE")
