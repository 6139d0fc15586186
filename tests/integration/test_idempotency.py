"""Idempotency where it gets hard; that every mutation keeps the rules is held against the registry elsewhere."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.card_tokens import lost
from tests.fake_gateway import ProcessDied
from tests.shop import Answer, Json, Shop, World, lines

KEY = "key-1"


def _coupon_id(shop: Shop) -> str:
    return str(shop.call("coupons.list").data[0]["id"])


def _order(shop: Shop) -> Json:
    return shop.order(1000, 500, discounts=[{"name": "d", "percentOff": "1"}], tips=[{"amountMoney": {"amount": 9}}])


def test_creation_with_a_coupon_is_replayed_byte_for_byte(shop: Shop) -> None:
    """The coupon was deleted since: the order stands as it was made."""
    body = {"lineItems": lines(100), "discounts": [{"couponCode": "LAUNCH20"}]}
    first = shop.call("orders.create", body, key=KEY)
    shop.call("coupons.delete", coupon_id=_coupon_id(shop))
    assert shop.call("orders.create", body, key=KEY).data_text == first.data_text


def test_challenge_is_replayed_byte_for_byte(shop: Shop) -> None:
    """With the secret that lets the buyer go on."""
    order = shop.order(1000)
    first = shop.pay(order["id"], "tok_3ds", KEY)
    assert shop.pay(order["id"], "tok_3ds", KEY).data_text == first.data_text


def test_refund_is_replayed_byte_for_byte(shop: Shop) -> None:
    """And the money goes back once: 29.00."""
    order = shop.paid_order()
    first, second = shop.refund(order["id"], 2900, KEY), shop.refund(order["id"], 2900, KEY)
    assert (second.data_text, shop.world.gateway.given_back) == (first.data_text, 2900)


def test_refund_update_is_replayed_byte_for_byte(shop: Shop) -> None:
    """Texts too."""
    refund = shop.refund(shop.paid_order()["id"], 100).data
    send = [shop.call("refunds.update", {"reasonMessage": "m"}, key=KEY, refund_id=refund["id"]) for _ in range(2)]
    assert send[1].data_text == send[0].data_text


def test_first_answer_stays_after_the_order_has_moved_on(shop: Shop) -> None:
    """The retry of the first edit still shows the order as it was then, and does not undo what came after."""
    order = _order(shop)
    first = shop.call("orders.update", {"buyerNote": "one"}, key=KEY, order_id=order["id"])
    shop.call("orders.update", {"buyerNote": "two"}, order_id=order["id"])
    again = shop.call("orders.update", {"buyerNote": "one"}, key=KEY, order_id=order["id"])
    assert (again.data_text, shop.read(order["id"])["buyerNote"]) == (first.data_text, "two")


def test_first_answer_of_a_payment_stays_after_a_refund(shop: Shop) -> None:
    """The retry of `pay` says PAID, although the order is REFUNDED by now."""
    order = shop.order(1000)
    first = shop.pay(order["id"], key=KEY)
    shop.refund(order["id"])
    assert shop.pay(order["id"], key=KEY).data_text == first.data_text


def test_first_answer_of_a_creation_stays_after_settings_changed(shop: Shop) -> None:
    """Later rates do not leak into what was answered."""
    body = {"lineItems": lines(1000)}
    first = shop.call("orders.create", body, key=KEY)
    shop.call("taxRates.create", {"name": "More", "percentage": "1", "isDefault": True})
    assert shop.call("orders.create", body, key=KEY).data_text == first.data_text


def test_replay_holds_for_a_stale_expected_version(shop: Shop) -> None:
    """The retry repeats the version that was right the first time."""
    order = _order(shop)
    body = {"buyerNote": "one", "expectedVersion": order["version"]}
    first = shop.call("orders.update", body, key=KEY, order_id=order["id"])
    assert shop.call("orders.update", body, key=KEY, order_id=order["id"]).data_text == first.data_text


def test_key_may_stand_in_the_body(shop: Shop) -> None:
    """`idempotencyKey` and `Idempotency-Key` are the same key."""
    first = shop.call("orders.create", {"lineItems": lines(100), "idempotencyKey": KEY})
    assert shop.call("orders.create", {"lineItems": lines(100)}, key=KEY).data == first.data


def test_key_may_stand_in_the_body_in_snake_case(shop: Shop) -> None:
    """`idempotency_key` too."""
    first = shop.call("orders.create", {"lineItems": lines(100), "idempotency_key": KEY})
    assert shop.call("orders.create", {"lineItems": lines(100)}, key=KEY).data == first.data


def test_key_of_an_operation_without_a_body_may_stand_in_one(shop: Shop) -> None:
    """A DELETE that carries nothing but its key."""
    coupon_id = _coupon_id(shop)
    send = [shop.call("coupons.delete", {"idempotencyKey": KEY}, coupon_id=coupon_id) for _ in range(2)]
    assert send[1].data_text == send[0].data_text


def test_same_key_in_header_and_body_is_one_key(shop: Shop) -> None:
    """Both and equal is fine."""
    answer = shop.call("orders.create", {"lineItems": lines(100), "idempotencyKey": KEY}, key=KEY)
    assert answer.status == 201


def test_different_keys_in_header_and_body_are_refused(shop: Shop) -> None:
    """Both and different is a 400."""
    answer = shop.call("orders.create", {"lineItems": lines(100), "idempotencyKey": "a"}, key="b")
    assert answer.refusal == (400, "IDEMPOTENCY_KEY_MISMATCH")


def test_different_keys_in_both_casings_are_refused(shop: Shop) -> None:
    """None of the two is dropped silently."""
    answer = shop.call("orders.create", {"lineItems": lines(100), "idempotencyKey": "a", "idempotency_key": "b"})
    assert answer.status == 400


@pytest.mark.parametrize("key", ["", "k" * 256, "tab\there", 7, ["k"]], ids=repr)
def test_key_must_be_a_short_printable_string(shop: Shop, key: Any) -> None:
    """1 to 255 characters."""
    answer = shop.call("orders.create", {"lineItems": lines(100), "idempotencyKey": key})
    assert (answer.status, answer.wrong_fields) == (400, {"idempotencyKey"})


def test_key_of_255_characters_is_taken(shop: Shop) -> None:
    """The longest."""
    assert shop.call("orders.create", {"lineItems": lines(100)}, key="k" * 255).status == 201


def test_same_key_with_other_input_is_refused(shop: Shop) -> None:
    """409, whatever the first try did."""
    shop.call("orders.create", {"lineItems": lines(100)}, key=KEY)
    answer = shop.call("orders.create", {"lineItems": lines(101)}, key=KEY)
    assert answer.refusal == (409, "IDEMPOTENCY_KEY_REUSED")


def test_same_key_for_another_order_is_refused(shop: Shop) -> None:
    """The path is part of the input."""
    one, two = shop.order(100), shop.order(100)
    shop.call("orders.close", {}, key=KEY, order_id=one["id"])
    answer = shop.call("orders.close", {}, key=KEY, order_id=two["id"])
    assert answer.refusal == (409, "IDEMPOTENCY_KEY_REUSED")


def test_same_key_for_another_operation_is_refused(shop: Shop) -> None:
    """Even with the same body and path."""
    order = _order(shop)
    shop.call("orders.removeTips", {}, key=KEY, order_id=order["id"])
    answer = shop.call("orders.close", {}, key=KEY, order_id=order["id"])
    assert answer.refusal == (409, "IDEMPOTENCY_KEY_REUSED")


def test_order_of_fields_is_no_other_input(shop: Shop) -> None:
    """JSON objects have no order."""
    first = shop.call("orders.create", '{"buyerNote": "a", "merchantNote": "b"}', key=KEY)
    assert shop.call("orders.create", '{"merchantNote": "b", "buyerNote": "a"}', key=KEY).data == first.data


def test_validation_error_is_not_remembered(shop: Shop) -> None:
    """The same key works once the input is right."""
    shop.call("orders.create", {"lineItems": [{}]}, key=KEY)
    assert shop.call("orders.create", {"lineItems": lines(100)}, key=KEY).status == 201


def test_missing_scope_is_not_remembered(shop: Shop) -> None:
    """The same key works with an API key that may."""
    reader = shop.with_key(shop.read_only_api_key)
    reader.call("orders.create", {"lineItems": lines(100)}, key=KEY)
    assert shop.call("orders.create", {"lineItems": lines(100)}, key=KEY).status == 201


def test_same_key_of_another_merchant_is_another_key(shop: Shop, other_shop: Shop) -> None:
    """Both get orders of their own."""
    one = shop.call("orders.create", {"lineItems": lines(100)}, key=KEY).data
    two = other_shop.call("orders.create", {"lineItems": lines(100)}, key=KEY)
    assert (two.status, two.data["id"] != one["id"], two.body["meta"]) == (201, True, {})


def test_key_is_kept_for_a_day(shop: Shop) -> None:
    """After 24 hours the first answer still stands."""
    first = shop.call("orders.create", {"lineItems": lines(100)}, key=KEY)
    shop.world.clock.advance(hours=24)
    assert shop.call("orders.create", {"lineItems": lines(100)}, key=KEY).data_text == first.data_text


@pytest.mark.parametrize("step", [timedelta(0), timedelta(milliseconds=1), timedelta(hours=1)], ids=str)
def test_key_that_has_expired_is_a_new_one(shop: Shop, step: timedelta) -> None:
    """48 hours later it makes another order, whether or not the table has cleaned up, from the first moment on."""
    first = shop.call("orders.create", {"lineItems": lines(100)}, key=KEY).data
    shop.world.clock.advance(hours=48, seconds=step.total_seconds())
    again = shop.call("orders.create", {"lineItems": lines(100)}, key=KEY)
    assert (again.status, again.data["id"] != first["id"]) == (201, True)


@pytest.mark.parametrize("step", [timedelta(0), timedelta(milliseconds=1), timedelta(hours=1)], ids=str)
def test_key_that_has_expired_changes_again(shop: Shop, step: timedelta) -> None:
    """The same for a change, which reads the key's record before it writes."""
    order = shop.order(100)
    shop.call("orders.addTips", {"percent": "10"}, key=KEY, order_id=order["id"])
    shop.world.clock.advance(hours=48, seconds=step.total_seconds())
    again = shop.call("orders.addTips", {"percent": "10"}, key=KEY, order_id=order["id"])
    assert len(again.data["tips"]) == 2


# ---- Payments: the work takes two transactions and a call between them -----------------------------------------------


def test_decline_is_replayed_as_402(shop: Shop) -> None:
    """With code, message and remediation of the first, and without a second charge."""
    order = shop.order(1000)
    first, second = shop.pay(order["id"], "tok_EXPIRED_CARD", KEY), shop.pay(order["id"], "tok_EXPIRED_CARD", KEY)
    expected = {**first.error, "requestId": second.body["requestId"]}
    assert (second.refusal, second.error, second.body["meta"], shop.world.gateway.calls) == (
        (402, "EXPIRED_CARD"),
        expected,
        {"idempotencyReplayed": True},
        ["charge"],
    )


def test_refused_source_is_replayed_as_400(shop: Shop) -> None:
    """The processor's definite refusal is an outcome too."""
    order = shop.order(1000)
    shop.pay(order["id"], "tok_bad", KEY)
    again = shop.pay(order["id"], "tok_bad", KEY)
    assert (again.refusal, shop.world.gateway.calls) == ((400, "PAYMENT_SOURCE_INVALID"), ["charge"])


def test_declined_key_with_another_card_is_refused(shop: Shop) -> None:
    """The input is remembered although the first try failed."""
    order = shop.order(1000)
    shop.pay(order["id"], "tok_EXPIRED_CARD", KEY)
    assert shop.pay(order["id"], "tok_visa", KEY).refusal == (409, "IDEMPOTENCY_KEY_REUSED")


def test_lost_charge_remembers_its_input(shop: Shop) -> None:
    """The input is remembered from the first moment: also while the outcome is unknown."""
    order = shop.order(1000)
    shop.world.gateway.after.append(lost())
    shop.pay(order["id"], "tok_visa", KEY)
    assert shop.pay(order["id"], "tok_3ds", KEY).refusal == (409, "IDEMPOTENCY_KEY_REUSED")


def test_retry_while_the_first_try_is_at_work_is_told_to_wait(shop: Shop) -> None:
    """409 with Retry-After, and the card is charged once."""
    order = shop.order(1000)
    during: list[Answer] = []
    shop.world.gateway.meanwhile = lambda: during.append(shop.pay(order["id"], key=KEY))
    shop.pay(order["id"], key=KEY)
    assert (during[0].refusal, during[0].headers["retry-after"], during[0].error["remediation"]["retryAfterMs"]) == (
        (409, "IDEMPOTENCY_KEY_IN_PROGRESS"),
        "2",
        2000,
    )


def test_retry_while_a_refund_is_at_work_is_told_to_wait(shop: Shop) -> None:
    """As for a payment."""
    order = shop.paid_order(1000)
    during: list[Answer] = []
    shop.world.gateway.meanwhile = lambda: during.append(shop.refund(order["id"], 100, KEY))
    shop.refund(order["id"], 100, KEY)
    assert during[0].refusal == (409, "IDEMPOTENCY_KEY_IN_PROGRESS")


def test_other_input_while_the_first_try_is_at_work_is_refused(shop: Shop) -> None:
    """409 for another reason: waiting would not help."""
    order = shop.order(1000)
    during: list[Answer] = []
    shop.world.gateway.meanwhile = lambda: during.append(shop.pay(order["id"], "tok_3ds", KEY))
    shop.pay(order["id"], key=KEY)
    assert during[0].refusal == (409, "IDEMPOTENCY_KEY_REUSED")


def test_zero_total_payment_is_replayed(shop: Shop) -> None:
    """It takes no processor, but it is remembered all the same."""
    order = shop.order(0)
    first = shop.call("orders.pay", {}, key=KEY, order_id=order["id"])
    assert shop.call("orders.pay", {}, key=KEY, order_id=order["id"]).data_text == first.data_text


def test_two_requests_with_one_key_at_once_make_one_order(world: World, shop: Shop) -> None:
    """The second writes in the moment before the first does; both get the same order."""
    body = {"lineItems": lines(100)}
    others: list[Answer] = []
    world.before_next_write(lambda: others.append(shop.call("orders.create", body, key=KEY)))
    mine = shop.call("orders.create", body, key=KEY)
    assert (mine.data_text, len(shop.call("orders.list").data)) == (others[0].data_text, 1)


def test_two_changes_with_one_key_at_once_change_once(world: World, shop: Shop) -> None:
    """One tip, not two."""
    order = shop.order(1000)

    def tip() -> Answer:
        return shop.call("orders.addTips", {"percent": "10"}, key=KEY, order_id=order["id"])

    others: list[Answer] = []
    world.before_next_write(lambda: others.append(tip()))
    assert (tip().data_text, len(shop.read(order["id"])["tips"])) == (others[0].data_text, 1)


def test_process_that_dies_before_it_writes_leaves_the_key_unused(world: World, shop: Shop) -> None:
    """The retry does the work."""

    def die() -> None:
        raise ProcessDied

    world.before_next_write(die)
    with pytest.raises(ProcessDied):
        shop.call("orders.create", {"lineItems": lines(100)}, key=KEY)
    again = shop.call("orders.create", {"lineItems": lines(100)}, key=KEY)
    assert (again.status, again.body["meta"]) == (201, {})
