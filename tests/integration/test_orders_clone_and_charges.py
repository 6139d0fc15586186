"""Charges after creation, and orders made like another one. A thing of 1000 with 8 % tax costs 1080."""

from typing import Any

import pytest

from tests.shop import Shop, net

DELIVERY = {"name": "Delivery", "type": "delivery", "amountMoney": {"amount": 700}}


def test_charge_is_added_and_taken_away(shop: Shop) -> None:
    """1080 + 700 without tax, then 1080 again; the audit trail adds up."""
    order = shop.order(1000)
    charged = shop.call("orders.addCharge", DELIVERY, order_id=order["id"]).data
    assert (net(charged)["charge"], net(charged)["tax"], net(charged)["total"]) == (700, 80, 1780)
    (charge,) = charged["charges"]
    after = shop.call("orders.removeCharge", order_id=order["id"], charge_id=charge["id"]).data
    assert (after["charges"], net(after)["total"]) == ([], 1080)
    assert sum(entry["balanceDelta"]["amount"] for entry in shop.activities(order["id"])) == 1080


@pytest.mark.parametrize(
    ("basis", "charge"),
    [("subtotal_pre_discount", 100), ("subtotal_post_discount", 80)],
)
def test_percent_charge_is_of_its_basis(shop: Shop, basis: str, charge: int) -> None:
    """10 % of 1000, or of the 800 that LAUNCH20 leaves; taxed: 8 % of 800 + charge."""
    order = shop.order(1000, discounts=[{"couponCode": "LAUNCH20"}])
    body = {"name": "Service", "percent": "10", "calculationBasis": basis, "taxable": True}
    charged = shop.call("orders.addCharge", body, order_id=order["id"]).data
    assert net(charged)["charge"] == charge
    assert net(charged)["tax"] == round((800 + charge) * 8 / 100)


def test_charges_are_limited(shop: Shop) -> None:
    """Fifty; the next is refused."""
    order = shop.order(1000, charges=[DELIVERY] * 50)
    assert shop.call("orders.addCharge", DELIVERY, order_id=order["id"]).refusal == (400, "ORDER_TOO_LARGE")


def test_charge_that_is_not_there_is_not_found(shop: Shop) -> None:
    """404 that says where ids stand."""
    unknown = "chg_01M82R9NV1D351P6V0YJPVRW1Y"
    answer = shop.call("orders.removeCharge", order_id=shop.order(1000)["id"], charge_id=unknown)
    assert (answer.status, answer.error["param"]) == (404, "chargeId")


def test_charge_of_a_paid_order_is_refused(shop: Shop) -> None:
    """It costs what was paid."""
    paid = shop.paid_order(1000)
    assert shop.call("orders.addCharge", DELIVERY, order_id=paid["id"]).refusal == (409, "ORDER_NOT_OPEN")


def source_of(shop: Shop) -> dict[str, Any]:
    """An order with parts of every kind, paid and refunded."""
    order = shop.order(
        1000,
        2000,
        discounts=[{"couponCode": "LAUNCH20"}, {"name": "Kind", "percentOff": "10"}],
        charges=[DELIVERY],
        tips=[{"percent": "10"}],
        buyerEmail="ada@example.com",
        metadata={"table": "7"},
    )
    shop.pay(order["id"])
    shop.refund(order["id"])
    return shop.read(order["id"])


def test_clone_has_what_was_ordered_and_nothing_that_became_of_it(shop: Shop) -> None:
    """3000 less 10 %, 8 % tax of 2700 = 216, 700 delivery: 3616. No coupon, no tip, no payment."""
    source = source_of(shop)
    assert source["status"] == "REFUNDED"
    clone = shop.call("orders.clone", order_id=source["id"], key="k").data
    assert (clone["status"], clone["source"], net(clone)["total"], net(clone)["paid"]) == ("OPEN", "clone", 3616, 0)
    assert [discount["name"] for discount in clone["discounts"]] == ["Kind"]
    assert (clone["tips"], clone["payments"], clone["refunds"]) == ([], [], [])
    assert (clone["buyerEmail"], clone["metadata"]) == ("ada@example.com", {"table": "7"})
    ids = {part["id"] for order in (source, clone) for part in (*order["lineItems"], *order["charges"], order)}
    assert len(ids) == 8
    assert shop.read(source["id"]) == source
    assert shop.pay(clone["id"]).data["status"] == "PAID"


def test_clone_keeps_discounts_on_their_lines(shop: Shop) -> None:
    """100 off the second line, which has another id now."""
    discount = {"name": "Less", "amountMoney": {"amount": 100}, "scope": "line_item", "lineItemKeys": ["b"]}
    lines = [{"name": name, "key": name, "unitPriceMoney": {"amount": 1000}} for name in ("a", "b")]
    order = shop.call("orders.create", {"lineItems": lines, "discounts": [discount]}).data
    clone = shop.call("orders.clone", order_id=order["id"]).data
    assert [line["discountMoney"]["amount"] for line in clone["lineItems"]] == [0, 100]
    assert clone["discounts"][0]["orderLineItemIds"] == [clone["lineItems"][1]["id"]]


def test_clone_meets_the_taxes_of_today_unless_the_order_named_its_own(shop: Shop) -> None:
    """8 % became 10 %; what was ordered without tax stays so."""
    taxed, exempt = shop.order(1000), shop.order(1000, taxes=[])
    rate = shop.call("taxRates.list").data[0]["id"]
    shop.call("taxRates.update", {"percentage": "10"}, tax_rate_id=rate)
    assert net(shop.call("orders.clone", order_id=taxed["id"]).data)["tax"] == 100
    assert net(shop.call("orders.clone", order_id=exempt["id"]).data)["tax"] == 0


def test_clone_can_be_changed_like_any_order(shop: Shop) -> None:
    """New lines and charges get ids of their own."""
    clone = shop.call("orders.clone", order_id=source_of(shop)["id"]).data
    more = {"lineItems": [{"name": "More", "unitPriceMoney": {"amount": 500}}]}
    after = shop.call("orders.addLineItems", more, order_id=clone["id"]).data
    assert len({part["id"] for part in (*after["lineItems"], *after["charges"], *after["discounts"])}) == 5
