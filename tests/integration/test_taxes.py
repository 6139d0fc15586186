"""Taxes through the API: which rates meet an order, and what they come to."""

from __future__ import annotations

import pytest

from tests.shop import Json, Shop, net

US, CA, SF = {"country": "US"}, {"country": "US", "state": "CA"}, {"country": "US", "postalCodes": ["941*"]}
IN_CA = {"country": "US", "state": "CA", "postalCode": "90001"}
IN_SF = {"country": "US", "state": "CA", "postalCode": "94105"}


def rate(shop: Shop, name: str, percentage: str, place: Json | None = None, **terms: object) -> Json:
    """Make a rate."""
    where = {} if place is None else {"jurisdiction": place}
    return dict(shop.call("taxRates.create", {"name": name, "percentage": percentage, **where, **terms}).data)


def names(order: Json) -> list[str]:
    """Tell the rates that an order met, in the order of their names."""
    return sorted(tax["name"] for tax in order["taxes"])


def sold(shop: Shop, *categories: str | None, **fields: object) -> Json:
    """Order a line of 100.00 per category."""
    items = [
        {"name": category or "plain", "unitPriceMoney": {"amount": 10000}, "taxCategory": category}
        for category in categories
    ]
    return dict(shop.call("orders.create", {"lineItems": items, **fields}).data)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        (IN_SF, ["City", "District"]),
        (IN_CA, ["State"]),
        ({"country": "US", "state": "US-CA"}, ["State"]),
        ({"country": "US"}, ["Country"]),
        ({"country": "DE"}, ["Sales tax"]),
    ],
    ids=str,
)
def test_all_of_the_closest_rates_apply_and_no_others(shop: Shop, address: Json, expected: list[str]) -> None:
    """City and district are equally close; a state's rate is not added to them."""
    for name, percentage, place in (
        ("Country", "5", US),
        ("State", "7.25", CA),
        ("City", "8.5", SF),
        ("District", "0.125", SF),
    ):
        rate(shop, name, percentage, place)
    assert names(shop.order(10000, taxAddress=address)) == expected


@pytest.mark.parametrize(
    ("customer", "order", "expected"),
    [
        ({"shippingAddress": IN_CA, "billingAddress": {"country": "DE"}}, {}, (["State"], IN_CA)),
        ({"shippingAddress": {"city": "Fresno"}, "billingAddress": IN_CA}, {}, (["State"], IN_CA)),
        ({"shippingAddress": IN_CA}, {"taxAddress": {"country": "DE"}}, (["Sales tax"], {"country": "DE"})),
        ({"shippingAddress": IN_CA}, {"taxes": []}, ([], IN_CA)),
        ({}, {}, (["Sales tax"], None)),
    ],
    ids=["shipped to", "billed to", "said by the order", "no tax", "no address"],
)
def test_order_is_taxed_where_its_customer_is(
    shop: Shop, customer: Json, order: Json, expected: tuple[list[str], Json | None]
) -> None:
    """Unless it says where itself; an address without a country says nothing."""
    rate(shop, "State", "7.25", CA)
    made = shop.order(10000, customerId=shop.customer(**customer)["id"], **order)
    address = made["taxAddress"] and {name: each for name, each in made["taxAddress"].items() if each is not None}
    assert (names(made), address) == expected


def test_address_of_the_customer_is_fixed_on_the_order(shop: Shop) -> None:
    """Who moves is taxed anew by the next order; who comes to an order that has no address, by this one."""
    rate(shop, "State", "7.25", CA)
    customer = shop.customer(billingAddress=IN_CA | {"city": "B" * 200})
    order = shop.order(10000, customerId=customer["id"])
    shop.call("customers.update", {"billingAddress": {"country": "DE"}}, customer_id=customer["id"])
    noted = shop.call("orders.update", {"buyerNote": "Ring twice"}, order_id=order["id"]).data
    assert (names(noted), names(shop.order(10000, customerId=customer["id"]))) == (["State"], ["Sales tax"])
    other, nobody_s = shop.customer(shippingAddress=IN_CA), shop.order(10000)
    taken = shop.call("orders.update", {"customerId": other["id"]}, order_id=nobody_s["id"]).data
    assert (names(nobody_s), names(taken), net(taken)["tax"]) == (["Sales tax"], ["State"], 725)


def test_several_rates_are_each_rounded_once(shop: Shop) -> None:
    """8.5 % and 0.125 % of 99.99: 849.915 and 12.49875, so 850 and 12."""
    rate(shop, "City", "8.5", SF)
    rate(shop, "District", "0.125", SF)
    order = shop.order(9999, taxAddress=IN_SF)
    assert ([tax["taxMoney"]["amount"] for tax in order["taxes"]], net(order)["tax"]) == ([850, 12], 862)


def test_a_category_has_its_closest_rate_though_a_general_one_is_closer(shop: Shop) -> None:
    """Food bears the state's 1 % of 100.00 also in the city, whose general rate of 8.5 % is for the rest."""
    rate(shop, "City", "8.5", SF)
    rate(shop, "Food", "1", CA, taxCategories=["food"])
    order = sold(shop, "food", None, taxAddress=IN_SF)
    assert [line["taxMoney"]["amount"] for line in order["lineItems"]] == [100, 850]


def test_lines_of_no_category_have_the_default_where_only_a_category_is_met(shop: Shop) -> None:
    """A rate for food in California leaves the default 8 % to everything else."""
    rate(shop, "Food", "1", CA, taxCategories=["food"])
    order = sold(shop, "food", None, taxAddress=IN_CA)
    assert [line["taxMoney"]["amount"] for line in order["lineItems"]] == [100, 800]


def test_a_categorys_default_stands_back_behind_a_general_rate_that_is_met(shop: Shop) -> None:
    """2 % on food is the default; in California all bears the state's 7 %."""
    rate(shop, "Food", "2", taxCategories=["food"], isDefault=True)
    rate(shop, "State", "7", CA)
    assert [
        sold(shop, "food", taxAddress=address)["lineItems"][0]["taxMoney"]["amount"]
        for address in (IN_CA, {"country": "DE"})
    ] == [700, 200]


def test_a_rate_of_two_categories_is_only_for_the_one_in_which_nothing_is_closer(shop: Shop) -> None:
    """3 % on food and books in California; food has 1 % of its own in the city."""
    rate(shop, "Both", "3", CA, taxCategories=["food", "books"])
    rate(shop, "Food", "1", SF, taxCategories=["food"])
    order = sold(shop, "food", "books", None, taxAddress=IN_SF)
    assert [line["taxMoney"]["amount"] for line in order["lineItems"]] == [100, 300, 800]


def test_exempt_line_bears_nothing_whatever_its_category_or_own_taxes(shop: Shop) -> None:
    """Beside it 8 % of 100.00."""
    own = {"name": "Own", "percentage": "50"}
    items = [
        {"name": "exempt", "unitPriceMoney": {"amount": 10000}, "taxable": False, "taxes": [own]},
        {"name": "plain", "unitPriceMoney": {"amount": 10000}},
    ]
    order = shop.call("orders.create", {"lineItems": items}).data
    assert ([line["taxMoney"]["amount"] for line in order["lineItems"]], names(order)) == ([0, 800], ["Sales tax"])


def test_a_lines_own_taxes_win_over_the_orders_and_none_means_none(shop: Shop) -> None:
    """20 % for the first, nothing for the second, the order's 10 % for the third, each of 100.00."""
    items = [
        {"name": "own", "unitPriceMoney": {"amount": 10000}, "taxes": [{"name": "Own", "percentage": "20"}]},
        {"name": "none", "unitPriceMoney": {"amount": 10000}, "taxes": []},
        {"name": "order's", "unitPriceMoney": {"amount": 10000}},
    ]
    taxes = [{"name": "Order", "percentage": "10"}]
    order = shop.call("orders.create", {"lineItems": items, "taxes": taxes, "taxAddress": IN_CA}).data
    assert [line["taxMoney"]["amount"] for line in order["lineItems"]] == [2000, 0, 1000]


def test_inline_taxes_that_agree_are_one_rate_and_round_once(shop: Shop) -> None:
    """8 % named on either line of 79.20 and 23.20 is 819.2, so 8.19; rounded per line it would be 8.20."""
    own = [{"name": "VAT", "percentage": "8.0"}], [{"name": "VAT", "percentage": "8"}]
    items = [
        {"name": "x", "unitPriceMoney": {"amount": amount}, "taxes": taxes}
        for amount, taxes in zip((7920, 2320), own, strict=True)
    ]
    order = shop.call("orders.create", {"lineItems": items}).data
    assert ([tax["taxMoney"]["amount"] for tax in order["taxes"]], net(order)["tax"]) == ([819], 819)


def test_inclusive_and_exclusive_rates_stand_together(shop: Shop) -> None:
    """19 % inside 119.00 is 19.00; 10 % on the 100.00 that it leaves comes on top: 129.00."""
    taxes = [
        {"name": "Levy", "percentage": "10"},
        {"name": "VAT", "percentage": "19", "inclusive": True},
    ]
    order = shop.order(11900, taxes=taxes)
    assert ([tax["taxMoney"]["amount"] for tax in order["taxes"]], net(order)["total"], net(order)["tax"]) == (
        [1000, 1900],
        12900,
        2900,
    )
    assert order["lineItems"][0]["netMoney"]["amount"] == 10000


def test_tax_rate_of_the_merchants_is_named_by_its_id(shop: Shop) -> None:
    """On the order, with the rate's id, whatever the address."""
    made = rate(shop, "State", "7", CA)
    order = shop.order(10000, taxes=[{"taxRateId": made["id"]}], taxAddress={"country": "DE"})
    assert [(tax["taxRateId"], tax["taxMoney"]["amount"]) for tax in order["taxes"]] == [(made["id"], 700)]


@pytest.mark.parametrize(("rounding", "tax"), [("half_up", 3), ("half_even", 2)])
def test_rounding_is_the_merchants_and_stays_on_the_order(shop: Shop, rounding: str, tax: int) -> None:
    """10 % of 0.25 is exactly 2.5 cents; the setting that comes later is for later orders."""
    shop.call("settings.update", {"rounding": rounding})
    order = shop.order(25, taxes=[{"name": "t", "percentage": "10"}])
    shop.call("settings.update", {"rounding": "half_up"})
    assert net(shop.read(order["id"]))["tax"] == tax


@pytest.mark.parametrize(("rounding", "discount"), [("half_up", 3), ("half_even", 2)])
def test_discounts_round_as_taxes_do(shop: Shop, rounding: str, discount: int) -> None:
    """10 % off 0.25."""
    shop.call("settings.update", {"rounding": rounding})
    order = shop.order(25, discounts=[{"name": "d", "percentOff": "10"}], taxes=[])
    assert net(order)["discount"] == discount


def test_address_given_later_chooses_anew_and_leaves_named_taxes_alone(shop: Shop) -> None:
    """7 % in California instead of the default 8 %; a line's own 20 % stays."""
    rate(shop, "State", "7", CA)
    items = [
        {"name": "own", "unitPriceMoney": {"amount": 10000}, "taxes": [{"name": "Own", "percentage": "20"}]},
        {"name": "plain", "unitPriceMoney": {"amount": 10000}},
    ]
    order = shop.call("orders.create", {"lineItems": items}).data
    order = shop.call("orders.applyTax", {"taxAddress": IN_CA}, order_id=order["id"]).data
    assert [line["taxMoney"]["amount"] for line in order["lineItems"]] == [2000, 700]


@pytest.mark.parametrize(
    "place",
    [{"state": "CA"}, {"postalCodes": ["94105"]}, {"country": "US", "postalCodes": ["94*05"]}, {"country": "USA"}],
    ids=str,
)
def test_jurisdiction_that_nobody_lives_in_is_refused(shop: Shop, place: Json) -> None:
    """400 on making and on changing."""
    body = {"name": "n", "percentage": "1", "jurisdiction": place}
    made = rate(shop, "n", "1")
    answers = [
        shop.call("taxRates.create", body),
        shop.call("taxRates.update", {"jurisdiction": place}, tax_rate_id=made["id"]),
    ]
    assert [answer.refusal for answer in answers] == [(400, "INVALID_REQUEST")] * 2
    assert all(field.startswith("jurisdiction") for answer in answers for field in answer.wrong_fields)


def test_taxable_charge_bears_the_general_rates(shop: Shop) -> None:
    """8 % of a line of 100.00 and a delivery of 5.00: 8.40; the tip bears none."""
    charges = [
        {"name": "Delivery", "type": "delivery", "amountMoney": {"amount": 500}, "taxable": True},
        {"name": "Service", "amountMoney": {"amount": 300}},
    ]
    order = shop.order(10000, charges=charges, tips=[{"amountMoney": {"amount": 1000}}])
    assert (net(order)["tax"], [charge["taxMoney"]["amount"] for charge in order["charges"]]) == (840, [40, 0])
