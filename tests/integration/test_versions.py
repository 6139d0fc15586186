"""Versions: a stale write is refused where it says so, and no edit is lost where it does not."""

from __future__ import annotations

from typing import Any

import pytest

from tests.shop import Shop, World


def test_every_change_counts(shop: Shop) -> None:
    """1, 2, 3."""
    order = shop.order(1000)
    edited = [shop.call("orders.update", {"buyerNote": note}, order_id=order["id"]).data for note in ("a", "b")]
    assert [each["version"] for each in (order, *edited)] == [1, 2, 3]


@pytest.mark.parametrize(
    ("body", "headers"),
    [({"expectedVersion": 1}, {}), ({"expected_version": 1}, {}), ({}, {"If-Match": "1"}), ({}, {"if-match": '"1"'})],
    ids=str,
)
def test_stale_write_is_refused_with_the_current_version(
    shop: Shop, body: dict[str, int], headers: dict[str, str]
) -> None:
    """In body or header."""
    order = shop.order(1000)
    shop.call("orders.update", {"buyerNote": "theirs"}, order_id=order["id"])
    answer = shop.call("orders.update", {"buyerNote": "mine", **body}, headers=headers, order_id=order["id"])
    assert (answer.refusal, answer.error["currentVersion"], shop.read(order["id"])["buyerNote"]) == (
        (409, "VERSION_CONFLICT"),
        "2",
        "theirs",
    )


@pytest.mark.parametrize("headers", [{"If-Match": "1"}, {"If-Match": 'W/"1"'}, {"If-Match": "*"}], ids=str)
def test_current_version_is_let_through(shop: Shop, headers: dict[str, str]) -> None:
    """In every form of the header."""
    order = shop.order(1000)
    assert shop.call("orders.update", {"buyerNote": "n"}, headers=headers, order_id=order["id"]).status == 200


@pytest.mark.parametrize("version", [0, -1, 1.5, "1", True, "x"], ids=repr)
def test_version_is_a_whole_number(shop: Shop, version: Any) -> None:
    """400 that names it."""
    order = shop.order(1000)
    answer = shop.call("orders.update", {"expectedVersion": version}, order_id=order["id"])
    assert (answer.status, answer.wrong_fields) == (400, {"expectedVersion"})


def test_version_in_header_and_body_must_agree(shop: Shop) -> None:
    """Both and different is a 400."""
    order = shop.order(1000)
    answer = shop.call("orders.update", {"expectedVersion": 1}, headers={"If-Match": "2"}, order_id=order["id"])
    assert answer.status == 400


def test_payment_of_a_stale_version_charges_nobody(shop: Shop) -> None:
    """The buyer saw another price."""
    order = shop.order(1000)
    shop.call("orders.addTips", {"percent": "10"}, order_id=order["id"])
    body = {"paymentSourceToken": "tok_visa", "expectedVersion": 1}
    answer = shop.call("orders.pay", body, order_id=order["id"])
    assert (answer.refusal, shop.world.gateway.calls) == ((409, "VERSION_CONFLICT"), [])


def test_two_edits_at_once_lose_none(world: World, shop: Shop) -> None:
    """Both tips are there."""
    order = shop.order(1000)
    tip = {"amountMoney": {"amount": 1}}
    world.before_next_write(lambda: shop.call("orders.addTips", tip, order_id=order["id"]))
    mine = shop.call("orders.addTips", tip, order_id=order["id"]).data
    assert (len(mine["tips"]), mine["version"]) == (2, 3)


def test_ten_edits_in_between_lose_none(world: World, shop: Shop) -> None:
    """The write is decided anew each time: all 11 tips are there."""
    order = shop.order(1000)
    left = [None] * 10

    def tip() -> None:
        shop.call("orders.addTips", {"amountMoney": {"amount": 1}}, order_id=order["id"])

    def interrupt() -> None:
        if left:
            left.pop()
            tip()
            world.before_next_write(interrupt)

    world.before_next_write(interrupt)
    tip()
    assert len(shop.read(order["id"])["tips"]) == 11


def test_expected_version_that_was_right_a_moment_ago_is_refused(world: World, shop: Shop) -> None:
    """The other edit came between read and write: no silent retry for whoever named a version."""
    order = shop.order(1000)
    tip = {"amountMoney": {"amount": 1}}
    world.before_next_write(lambda: shop.call("orders.addTips", tip, order_id=order["id"]))
    answer = shop.call("orders.addTips", {**tip, "expectedVersion": 1}, order_id=order["id"])
    assert answer.refusal == (409, "VERSION_CONFLICT")


@pytest.mark.parametrize("name", ["coupons.update", "taxRates.update", "settings.update"])
def test_other_resources_have_versions_too(shop: Shop, name: str) -> None:
    """A stale change of a coupon, a rate or the settings is refused."""
    path = {
        "coupons.update": {"coupon_id": shop.call("coupons.list").data[0]["id"]},
        "taxRates.update": {"tax_rate_id": shop.call("taxRates.list").data[0]["id"]},
        "settings.update": {},
    }[name]
    body: dict[str, Any] = {"businessName": "n"} if name == "settings.update" else {"name": "n"}
    typed: dict[str, Any] = dict(path)
    shop.call(name, body, **typed)
    assert shop.call(name, {**body, "expectedVersion": 1}, **typed).refusal == (409, "VERSION_CONFLICT")
