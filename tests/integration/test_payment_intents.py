"""Payment intents by hand: made, confirmed, captured, given up. The order is 10.00 USD and 8 % tax: 10.80 USD."""

from typing import Any

import pytest

from commerce.domain.deadlines import AUTHORIZATION_LASTS, RESUME_AFTER
from tests.card_tokens import lost, succeeded
from tests.fake_gateway import ProcessDied
from tests.shop import Json, Shop, net


def made(shop: Shop, **body: Any) -> Json:
    """A payment intent."""
    return dict(shop.call("paymentIntents.create", body).data)


def held(shop: Shop, order_id: str, **body: Any) -> Json:
    """A payment intent whose money is held."""
    terms = {"orderId": order_id, "paymentSourceToken": "tok_visa", "autoConfirm": True, "captureMethod": "manual"}
    return made(shop, **{**terms, **body})


def test_intent_of_an_order_waits_for_its_card(shop: Shop) -> None:
    """For the balance; the order lists it and may still change."""
    order = shop.order(1000)
    intent = made(shop, orderId=order["id"])
    assert (intent["status"], intent["amountMoney"]["amount"]) == ("requires_payment_method", 1080)
    after = shop.read(order["id"])
    assert (after["paymentIntentIds"], after["status"], net(after)["balance"]) == ([intent["id"]], "OPEN", 1080)
    assert shop.world.gateway.calls == []


def test_intent_with_a_token_waits_for_its_confirmation(shop: Shop) -> None:
    """Confirmed without another token."""
    order = shop.order(1000)
    intent = made(shop, orderId=order["id"], paymentSourceToken="tok_visa")
    assert intent["status"] == "requires_confirmation"
    confirmed = shop.call("paymentIntents.confirm", {}, payment_intent_id=intent["id"]).data
    assert (confirmed["status"], confirmed["amountReceivedMoney"]["amount"]) == ("succeeded", 1080)
    assert shop.read(order["id"])["status"] == "PAID"


def test_derived_amount_follows_the_order_until_it_is_confirmed(shop: Shop) -> None:
    """1080, then a line of 500 more: 1620 are charged."""
    order = shop.order(1000)
    intent = made(shop, orderId=order["id"])
    more = {"lineItems": [{"name": "More", "unitPriceMoney": {"amount": 500}}]}
    shop.call("orders.addLineItems", more, order_id=order["id"])
    token = {"paymentSourceToken": "tok_visa"}
    confirmed = shop.call("paymentIntents.confirm", token, payment_intent_id=intent["id"]).data
    assert (confirmed["amountMoney"]["amount"], shop.read(order["id"])["status"]) == (1620, "PAID")


def test_named_amount_stays_and_is_refused_where_it_is_too_much(shop: Shop) -> None:
    """1080, then only 200 are left to be paid."""
    order = shop.order(1000)
    intent = made(shop, orderId=order["id"], amountMoney={"amount": 1080})
    part = {"paymentSourceToken": "tok_visa", "amountMoney": {"amount": 880}}
    shop.call("orders.pay", part, order_id=order["id"])
    token = {"paymentSourceToken": "tok_visa"}
    refused = shop.call("paymentIntents.confirm", token, payment_intent_id=intent["id"])
    assert refused.refusal == (400, "AMOUNT_EXCEEDS_BALANCE")


def test_amount_alone_makes_an_order(shop: Shop) -> None:
    """Of one line without tax: whatever is paid, is paid on an order."""
    intent = made(shop, amountMoney={"amount": 5000}, paymentSourceToken="tok_visa", autoConfirm=True)
    order = shop.read(intent["orderId"])
    assert (intent["status"], order["status"], order["source"]) == ("succeeded", "PAID", "payment_intent")
    assert (net(order)["total"], net(order)["tax"], len(order["lineItems"])) == (5000, 0, 1)
    assert [entry["type"] for entry in shop.activities(order["id"])] == ["order.created", "payment.succeeded"]


def test_declined_intent_takes_another_card(shop: Shop) -> None:
    """A second call to the processor under a key of its own."""
    order = shop.order(1000)
    body = {"orderId": order["id"], "paymentSourceToken": "tok_CARD_DECLINED", "autoConfirm": True}
    assert shop.call("paymentIntents.create", body).refusal == (402, "CARD_DECLINED")
    (intent_id,) = shop.read(order["id"])["paymentIntentIds"]
    assert shop.call("paymentIntents.confirm", {}, payment_intent_id=intent_id).wrong_fields == {"paymentSourceToken"}
    token = {"paymentSourceToken": "tok_visa"}
    confirmed = shop.call("paymentIntents.confirm", token, payment_intent_id=intent_id).data
    assert (confirmed["status"], confirmed["failureCode"]) == ("succeeded", None)
    assert sorted(payment.key for payment in shop.world.gateway.payments.values()) == [intent_id, f"{intent_id}-2"]
    assert shop.read(order["id"])["paymentIntentIds"] == [intent_id]


@pytest.mark.parametrize("dies_at", ["before", "after"])
def test_second_attempt_that_died_is_found_by_its_own_key(shop: Shop, dies_at: str) -> None:
    """A day later, when the processor has forgotten both keys: the declined first one is not taken for it."""
    order = shop.order(1000)
    intent_id = _declined(shop, order["id"])
    getattr(shop.world.gateway, dies_at).append(ProcessDied())
    with pytest.raises(ProcessDied):
        shop.call("paymentIntents.confirm", {"paymentSourceToken": "tok_visa"}, payment_intent_id=intent_id, key="k")
    shop.world.clock.advance(hours=25)
    shop.world.sweep()
    intent = shop.call("paymentIntents.get", payment_intent_id=intent_id).data
    expected = ("canceled", "OPEN") if dies_at == "before" else ("succeeded", "PAID")
    assert (intent["status"], shop.read(order["id"])["status"]) == expected


def _declined(shop: Shop, order_id: str) -> str:
    shop.pay(order_id, "tok_CARD_DECLINED")
    return str(shop.read(order_id)["paymentIntentIds"][0])


def test_held_money_is_not_paid(shop: Shop) -> None:
    """The order stays open; what is held can't be paid a second time."""
    order = shop.order(1000)
    intent = held(shop, order["id"])
    assert (intent["status"], intent["amountCapturableMoney"]["amount"]) == ("requires_capture", 1080)
    after = shop.read(order["id"])
    assert (after["status"], net(after)["paid"], net(after)["balance"]) == ("OPEN", 0, 1080)
    refused = shop.pay(order["id"])
    assert refused.refusal == (409, "ORDER_NOT_PAYABLE")
    assert "held on cards" in refused.error["message"]
    assert shop.call("orders.close", {}, order_id=order["id"]).refusal == (409, "ORDER_STATUS_NOT_CLOSABLE")


def test_capture_pays_the_order(shop: Shop) -> None:
    """All that is held."""
    order = shop.order(1000)
    intent = held(shop, order["id"])
    captured = shop.call("paymentIntents.capture", {}, payment_intent_id=intent["id"], key="k").data
    assert (captured["status"], captured["amountReceivedMoney"]["amount"]) == ("succeeded", 1080)
    assert (shop.read(order["id"])["status"], shop.world.gateway.taken) == ("PAID", 1080)


def test_partial_capture_lets_the_rest_go(shop: Shop) -> None:
    """500 of 1080; 580 are still to be paid, and can be refunded once they are."""
    order = shop.order(1000)
    intent = held(shop, order["id"])
    part = {"amountMoney": {"amount": 500}}
    captured = shop.call("paymentIntents.capture", part, payment_intent_id=intent["id"]).data
    assert (captured["amountMoney"]["amount"], captured["authorizedAmountMoney"]["amount"]) == (500, 1080)
    after = shop.read(order["id"])
    assert (after["status"], net(after)["paid"], net(after)["balance"]) == ("OPEN", 500, 580)
    assert shop.pay(order["id"]).data["status"] == "PAID"
    assert shop.world.gateway.taken == 1080


def test_capture_of_more_than_is_held_is_refused(shop: Shop) -> None:
    """Nothing is called."""
    intent = held(shop, shop.order(1000)["id"])
    refused = shop.call("paymentIntents.capture", {"amountMoney": {"amount": 1081}}, payment_intent_id=intent["id"])
    assert refused.refusal == (400, "AMOUNT_EXCEEDS_BALANCE")
    assert shop.world.gateway.calls == ["charge"]


def test_only_held_money_is_captured(shop: Shop) -> None:
    """Not what was taken already."""
    paid = shop.paid_order(1000)
    refused = shop.call("paymentIntents.capture", {}, payment_intent_id=paid["paymentIntentIds"][0])
    assert refused.refusal == (409, "PAYMENT_INTENT_UNEXPECTED_STATE")


@pytest.mark.parametrize("dies_at", ["before", "after"])
@pytest.mark.parametrize("hours", [1, 25])
def test_capture_whose_process_died_is_finished_once(shop: Shop, dies_at: str, hours: int) -> None:
    """However late: what is still held was not captured."""
    order = shop.order(1000)
    intent = held(shop, order["id"])
    getattr(shop.world.gateway, dies_at).append(ProcessDied())
    with pytest.raises(ProcessDied):
        shop.call("paymentIntents.capture", {"amountMoney": {"amount": 700}}, payment_intent_id=intent["id"], key="k")
    shop.world.clock.advance(hours=hours)
    shop.world.sweep()
    captured = shop.call("paymentIntents.get", payment_intent_id=intent["id"]).data
    assert (captured["status"], captured["amountMoney"]["amount"], shop.world.gateway.taken) == ("succeeded", 700, 700)


def test_lost_capture_is_taken_up_by_its_retry(shop: Shop) -> None:
    """With the same key."""
    order = shop.order(1000)
    intent = held(shop, order["id"])
    shop.world.gateway.after.append(lost())
    body = {"amountMoney": {"amount": 700}}
    answer = shop.call("paymentIntents.capture", body, payment_intent_id=intent["id"], key="k")
    assert answer.refusal == (503, "PROCESSOR_UNAVAILABLE")
    shop.world.clock.at += RESUME_AFTER
    again = shop.call("paymentIntents.capture", body, payment_intent_id=intent["id"], key="k")
    assert (again.data["status"], shop.world.gateway.taken) == ("succeeded", 700)


def test_canceled_hold_frees_the_order(shop: Shop) -> None:
    """And its coupon use; the order can be paid anew."""
    shop.coupon("LAST", maxUses=1)
    order = shop.order(1000, discounts=[{"couponCode": "LAST"}])
    intent = held(shop, order["id"])
    reason = {"cancellationReason": "Out of stock"}
    canceled = shop.call("paymentIntents.cancel", reason, payment_intent_id=intent["id"], key="k")
    assert (canceled.data["status"], canceled.data["cancellationReason"]) == ("canceled", "Out of stock")
    assert shop.call("coupons.list", query={"code": "LAST"}).data[0]["uses"] == 0
    assert shop.pay(order["id"]).data["status"] == "PAID"
    replayed = shop.call("paymentIntents.cancel", reason, payment_intent_id=intent["id"], key="k")
    assert replayed.data_text == canceled.data_text


def test_canceled_hold_leaves_the_coupon_to_what_was_paid_beside_it(shop: Shop) -> None:
    """The order was paid in part with that use: nobody else gets it, and the rest can be paid."""
    shop.coupon("LAST", maxUses=1)
    order = shop.order(1000, taxes=[], discounts=[{"couponCode": "LAST"}])
    intent = held(shop, order["id"], amountMoney={"amount": 300})
    shop.pay(order["id"])
    shop.call("paymentIntents.cancel", {}, payment_intent_id=intent["id"])
    assert shop.call("coupons.list", query={"code": "LAST"}).data[0]["uses"] == 1
    assert shop.pay(order["id"]).data["status"] == "PAID"
    assert shop.call("coupons.list", query={"code": "LAST"}).data[0]["uses"] == 1


@pytest.mark.parametrize("dies_at", ["cancel", "settle"])
def test_cancellation_whose_process_died_is_finished(shop: Shop, dies_at: str) -> None:
    """By the sweeper, within a minute; a retry with the key is answered with what came of it."""
    order = shop.order(1000)
    intent = held(shop, order["id"])
    if dies_at == "cancel":
        shop.world.gateway.before.append(ProcessDied())
    else:
        shop.world.before_next_write(lambda: None, _die)
    with pytest.raises(ProcessDied):
        shop.call("paymentIntents.cancel", {}, payment_intent_id=intent["id"], key="k")
    shop.world.clock.at += RESUME_AFTER
    shop.world.sweep()
    shown = shop.call("paymentIntents.get", payment_intent_id=intent["id"]).data
    assert (shown["status"], shop.read(order["id"])["payments"][0]["status"]) == ("canceled", "canceled")
    again = shop.call("paymentIntents.cancel", {}, payment_intent_id=intent["id"], key="k")
    assert again.data["status"] == "canceled"
    assert shop.pay(order["id"]).data["status"] == "PAID"


def _die() -> None:
    raise ProcessDied


def test_cancellation_that_comes_too_late_says_so(shop: Shop) -> None:
    """The buyer confirmed meanwhile: the order is paid, and the caller is told."""
    order = shop.order(1000)
    waiting = shop.pay(order["id"], "tok_3ds").data
    shop.world.gateway.settle_payment(succeeded)
    refused = shop.call("paymentIntents.cancel", {}, payment_intent_id=waiting["paymentIntentIds"][0])
    assert refused.refusal == (409, "PAYMENT_INTENT_UNEXPECTED_STATE")
    assert shop.read(order["id"])["status"] == "PAID"


def test_challenge_can_be_given_up(shop: Shop) -> None:
    """The order is free at once."""
    order = shop.order(1000)
    waiting = shop.pay(order["id"], "tok_3ds").data
    shop.call("paymentIntents.cancel", {}, payment_intent_id=waiting["paymentIntentIds"][0])
    assert shop.pay(order["id"]).data["status"] == "PAID"


def test_hold_that_nobody_captures_is_let_go(shop: Shop) -> None:
    """After a week, as banks do."""
    order = shop.order(1000)
    intent = held(shop, order["id"])
    shop.world.clock.at += AUTHORIZATION_LASTS
    shop.world.sweep()
    canceled = shop.call("paymentIntents.get", payment_intent_id=intent["id"]).data
    assert (canceled["status"], shop.read(order["id"])["status"]) == ("canceled", "OPEN")


def test_several_intents_are_paid_by_a_map(shop: Shop) -> None:
    """Each with its card, at its amount."""
    order = shop.order(1000)
    first = made(shop, orderId=order["id"], amountMoney={"amount": 600})
    second = made(shop, orderId=order["id"], amountMoney={"amount": 480})
    cards = {"paymentSourceTokens": {first["id"]: "tok_visa", second["id"]: "tok_visa"}}
    paid = shop.call("orders.pay", cards, order_id=order["id"]).data
    assert (paid["status"], paid["paymentIntentIds"]) == ("PAID", [first["id"], second["id"]])
    assert [payment["amountMoney"]["amount"] for payment in paid["payments"]] == [600, 480]


def test_intents_of_a_map_belong_to_the_order(shop: Shop) -> None:
    """One of another order is not found."""
    order, other = shop.order(1000), shop.order(1000)
    intent = made(shop, orderId=other["id"])
    cards = {"paymentSourceTokens": {intent["id"]: "tok_visa"}}
    assert shop.call("orders.pay", cards, order_id=order["id"]).refusal == (404, "NOT_FOUND")


def test_update_changes_amount_and_card_before_confirmation(shop: Shop) -> None:
    """Then 300 are charged; afterwards only metadata can change."""
    order = shop.order(1000)
    intent = made(shop, orderId=order["id"])
    body = {"amountMoney": {"amount": 300}, "paymentSourceToken": "tok_visa", "metadata": {"till": "3"}}
    updated = shop.call("paymentIntents.update", body, payment_intent_id=intent["id"]).data
    assert (updated["status"], updated["metadata"]) == ("requires_confirmation", {"till": "3"})
    shop.call("paymentIntents.confirm", {}, payment_intent_id=intent["id"])
    assert net(shop.read(order["id"]))["paid"] == 300
    late = shop.call("paymentIntents.update", {"amountMoney": {"amount": 1}}, payment_intent_id=intent["id"])
    assert late.refusal == (409, "PAYMENT_INTENT_UNEXPECTED_STATE")
    assert shop.call("paymentIntents.update", {"metadata": {}}, payment_intent_id=intent["id"]).data["metadata"] == {}


def test_auto_confirm_needs_a_card(shop: Shop) -> None:
    """And an intent needs an order or an amount."""
    order = shop.order(1000)
    for body in ({"orderId": order["id"], "autoConfirm": True}, {}, {"captureMethod": "manual"}):
        assert shop.call("paymentIntents.create", body).refusal == (400, "INVALID_REQUEST")


def test_intent_is_shown_with_what_was_refunded(shop: Shop) -> None:
    """A part of what was captured."""
    order = shop.order(1000, taxes=[])
    intent = held(shop, order["id"])
    shop.call("paymentIntents.capture", {}, payment_intent_id=intent["id"])
    shop.refund(order["id"], 400)
    shown = shop.call("paymentIntents.get", payment_intent_id=intent["id"]).data
    assert (shown["refundedAmountMoney"]["amount"], shown["lifecycleState"]) == (400, "partially_refunded")
