"""Who may see what: keys, scopes, merchants and modes."""

from __future__ import annotations

import pytest

from commerce.edge.operation import Operation
from commerce.usecases.authorization import identify
from tests.contract.asking import MUTATIONS, ask, named, prepare
from tests.shop import Shop, World, lines


def test_missing_key_is_a_401(shop: Shop) -> None:
    """With the two ways to send one."""
    answer = shop.with_key(None).call("orders.list")
    assert (answer.refusal, answer.error["type"], "X-API-Key" in answer.error["message"]) == (
        (401, "API_KEY_REQUIRED"),
        "authentication_error",
        True,
    )


def _tampered(key: str) -> dict[str, str]:
    prefix, mode, rest = key.split("_")
    return {
        "another word": "secret",
        "another prefix": f"other_{mode}_{rest}",
        "another mode": f"{prefix}_live_{rest}",
        "an unknown mode": f"{prefix}_demo_{rest}",
        "a letter less": key[:-1],
        "a letter more": key + "0",
        "another checksum": key[:-1] + ("0" if key[-1] != "0" else "1"),
        "another secret": key[:-20] + ("0" if key[-20] != "0" else "1") + key[-19:],
        "lower case": key.lower(),
        "a slash": key[:30] + "/" + key[31:],
        "another alphabet": key[:30] + "é" + key[31:],
        "a blank": key + " ",
        "a line break": key + "\n",
        "no rest": "flint_test_",
    }


@pytest.mark.parametrize("how", _tampered("flint_test_0123456789abcdef0123456789"))
def test_tampered_key_is_a_401(shop: Shop, how: str) -> None:
    """Whatever was changed about it."""
    assert shop.api_key is not None
    answer = shop.with_key(_tampered(shop.api_key)[how]).call("orders.list")
    assert answer.refusal == (401, "API_KEY_NOT_FOUND")


def test_identity_names_merchant_mode_and_scopes_and_no_secret(world: World, shop: Shop) -> None:
    """What the edge gets to know."""
    assert shop.api_key is not None
    identity = identify(world.runtime, shop.api_key)
    told = (identity["merchantId"], identity["mode"], identity["scopes"])
    assert (told, shop.api_key[-30:] in str(identity)) == ((shop.merchant_id, "test", "*"), False)


@pytest.mark.parametrize("operation", MUTATIONS, ids=named)
def test_read_only_key_changes_nothing_and_is_told_what_is_missing(shop: Shop, operation: Operation) -> None:
    """403, naming the scope; the table stays as it is."""
    ids = prepare(shop, operation)
    before = shop.world.table.rows()
    answer = ask(shop.with_key(shop.read_only_api_key), operation, ids)
    assert (answer.refusal, answer.error["requiredScope"], shop.world.table.rows()) == (
        (403, "INSUFFICIENT_SCOPE"),
        operation.scope,
        before,
    )


def test_read_only_key_reads(shop: Shop) -> None:
    """Orders, payments, refunds, coupons, tax rates and settings."""
    reader = shop.with_key(shop.read_only_api_key)
    names = ("orders.list", "paymentIntents.list", "refunds.list", "coupons.list", "taxRates.list", "settings.get")
    assert [reader.call(name).status for name in names] == [200] * 6


def test_read_only_key_may_calculate(shop: Shop) -> None:
    """It stores nothing."""
    answer = shop.with_key(shop.read_only_api_key).call("orders.calculate", {"lineItems": lines(1)})
    assert answer.status == 200


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("orders.payById", {"orderId": "order_id", "paymentSourceToken": "tok_visa"}),
        ("refunds.create", {"orderId": "paid_order_id"}),
        ("refunds.create", {"paymentIntentId": "payment_intent_id"}),
        ("refunds.create", {"paymentIntentId": "payment_intent_id", "orderId": "paid_order_id"}),
        ("orders.create", {"discounts": [{"couponId": "coupon_id"}]}),
        ("orders.create", {"discounts": [{"couponCode": "OTHER"}]}),
        ("orders.create", {"taxes": [{"taxRateId": "tax_rate_id"}]}),
        ("orders.calculate", {"discounts": [{"couponId": "coupon_id"}]}),
    ],
)
def test_another_merchant_sees_404_through_a_body(
    shop: Shop, other_shop: Shop, name: str, body: dict[str, object]
) -> None:
    """Ids in a body open no more than ids in a path."""
    text = str(body).replace("'", '"')
    for named_id, value in prepare(shop).items():
        text = text.replace(f'"{named_id}"', f'"{value}"')
    before = shop.world.table.rows()
    answer = other_shop.call(name, text)
    assert (answer.status, shop.world.table.rows()) == (404, before)


def test_another_merchants_coupon_can_not_be_applied_to_my_order(shop: Shop, other_shop: Shop) -> None:
    """By code or by id."""
    theirs = other_shop.coupon("THEIRS")
    order = shop.order(1000)
    answers = [
        shop.call("orders.applyCoupon", named, order_id=order["id"])
        for named in ({"couponCode": "THEIRS"}, {"couponId": theirs["id"]})
    ]
    assert [answer.refusal for answer in answers] == [(404, "COUPON_NOT_FOUND")] * 2


def test_lists_hold_my_own_and_nothing_of_others(shop: Shop, other_shop: Shop) -> None:
    """Also behind another merchant's page token."""
    prepare(shop)
    prepare(other_shop)
    for name in ("orders.list", "paymentIntents.list", "refunds.list", "coupons.list"):
        theirs = {item["id"] for item in other_shop.call(name).data}
        token = other_shop.call(name, query={"pageSize": "1"}).body["nextPageToken"]
        queries = [{}, {"pageToken": token}] if token else [{}]
        mine = {item["id"] for query in queries for item in shop.call(name, query=query).data}
        assert not mine & theirs, name


def test_page_token_does_not_hide_that_an_order_is_not_mine(shop: Shop, other_shop: Shop) -> None:
    """404 for activities of another merchant's order, on any page."""
    order = shop.order(1000)
    shop.call("orders.addTips", {"percent": "1"}, order_id=order["id"])
    page = shop.call("orders.listActivities", query={"pageSize": "1"}, order_id=order["id"])
    query = {"pageToken": page.body["nextPageToken"]}
    assert other_shop.call("orders.listActivities", query=query, order_id=order["id"]).status == 404


def test_another_mode_is_another_world(world: World, shop: Shop) -> None:
    """A live key does not see test orders."""
    live = world.shop(mode="live")
    order = shop.order(1000)
    assert live.call("orders.get", order_id=order["id"]).status == 404
