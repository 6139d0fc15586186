"""Several payments of one order: parts, several cards, tips, and money that came in past the card processor.

The order is 10.00 USD and 8 % tax: 10.80 USD.
"""

from datetime import timedelta

import pytest

from commerce.domain.deadlines import RESUME_AFTER
from tests.card_tokens import declined, lost, succeeded
from tests.fake_gateway import ProcessDied
from tests.shop import Json, Shop, actions, net


def test_part_leaves_the_rest_to_be_paid(shop: Shop) -> None:
    """500 of 1080, then the rest: paid only then."""
    order = shop.order(1000)
    part = {"paymentSourceToken": "tok_visa", "amountMoney": {"amount": 500}}
    first = shop.call("orders.pay", part, order_id=order["id"]).data
    assert (first["status"], net(first)["paid"], net(first)["balance"]) == ("OPEN", 500, 580)
    assert shop.world.table.event_types() >= {"order.updated", "payment_intent.succeeded"}
    paid = shop.pay(order["id"]).data
    assert (paid["status"], net(paid)["paid"], net(paid)["balance"]) == ("PAID", 1080, 0)
    assert [payment["amountMoney"]["amount"] for payment in paid["payments"]] == [500, 580]


def test_part_is_at_most_the_balance(shop: Shop) -> None:
    """1081 of 1080: the answer says what is left."""
    order = shop.order(1000)
    refused = shop.call(
        "orders.pay", {"paymentSourceToken": "tok_visa", "amountMoney": {"amount": 1081}}, order_id=order["id"]
    )
    assert (refused.refusal, refused.wrong_fields) == ((400, "AMOUNT_EXCEEDS_BALANCE"), {"amountMoney.amount"})
    assert "send 1080 or less" in refused.error["message"]
    assert shop.world.gateway.calls == []


def test_part_is_in_the_orders_currency(shop: Shop) -> None:
    """Refused by name."""
    part = {"paymentSourceToken": "tok_visa", "amountMoney": {"amount": 5, "currency": "EUR"}}
    assert shop.call("orders.pay", part, order_id=shop.order(1000)["id"]).refusal == (400, "CURRENCY_MISMATCH")


def test_order_can_change_after_a_part_but_not_below_it(shop: Shop) -> None:
    """Of two lines 1080 each, 1500 are paid: one more line may come, but none may go."""
    order = shop.order(1000, 1000)
    shop.call("orders.pay", {"paymentSourceToken": "tok_visa", "amountMoney": {"amount": 1500}}, order_id=order["id"])
    line = order["lineItems"][0]["id"]
    refused = shop.call("orders.removeLineItems", {"orderLineItemIds": [line]}, order_id=order["id"])
    assert (refused.status, refused.error["code"]) == (409, "ORDER_NOT_OPEN")
    more = {"lineItems": [{"name": "More", "unitPriceMoney": {"amount": 500}}]}
    assert net(shop.call("orders.addLineItems", more, order_id=order["id"]).data)["balance"] == 2160 + 540 - 1500
    assert net(shop.pay(order["id"]).data)["balance"] == 0


def test_several_cards_split_the_balance(shop: Shop) -> None:
    """1080 over three cards: 360 each; the first gets the cent when it does not divide."""
    order = shop.order(1000)
    cards = {"paymentSourceTokens": ["tok_visa", "tok_visa", "tok_visa"]}
    paid = shop.call("orders.pay", cards, order_id=order["id"]).data
    assert (paid["status"], [p["amountMoney"]["amount"] for p in paid["payments"]]) == ("PAID", [360, 360, 360])
    other = shop.order(1000, taxes=[])
    split = shop.call("orders.pay", cards, order_id=other["id"]).data
    assert [payment["amountMoney"]["amount"] for payment in split["payments"]] == [334, 333, 333]


def test_declined_second_card_keeps_the_first_ones_part(shop: Shop) -> None:
    """540 are paid, the third card is not tried, and the refusal says what is open: paid with another card."""
    order = shop.order(1000)
    cards = {"paymentSourceTokens": ["tok_visa", "tok_CARD_DECLINED", "tok_visa"]}
    answer = shop.call("orders.pay", cards, order_id=order["id"], key="k")
    assert answer.refusal == (402, "CARD_DECLINED")
    assert "7.20 USD are still to be paid" in answer.error["message"]
    after = shop.read(order["id"])
    assert (after["status"], net(after)["paid"], net(after)["balance"]) == ("OPEN", 360, 720)
    assert [p["status"] for p in after["payments"]] == ["succeeded", "requires_payment_method", "canceled"]
    assert [entry["type"] for entry in shop.activities(order["id"])][-3:] == [
        "payment.succeeded",
        "payment.failed",
        "payment.canceled",
    ]
    again = shop.call("orders.pay", cards, order_id=order["id"], key="k")
    assert (again.refusal, again.body["meta"]) == ((402, "CARD_DECLINED"), {"idempotencyReplayed": True})
    assert shop.world.gateway.calls.count("charge") == 2
    assert shop.pay(order["id"]).data["status"] == "PAID"


def test_declined_first_card_tries_no_other(shop: Shop) -> None:
    """Nothing is taken, and all of it is open."""
    order = shop.order(1000)
    cards = {"paymentSourceTokens": ["tok_CARD_DECLINED", "tok_visa"]}
    assert shop.call("orders.pay", cards, order_id=order["id"]).refusal == (402, "CARD_DECLINED")
    after = shop.read(order["id"])
    assert (net(after)["balance"], [p["status"] for p in after["payments"]]) == (
        1080,
        ["requires_payment_method", "canceled"],
    )
    assert shop.world.gateway.calls == ["charge"]


@pytest.mark.parametrize("dies_at", ["before", "after"])
@pytest.mark.parametrize("card", [0, 1])
def test_process_that_dies_between_cards_is_finished_once(shop: Shop, dies_at: str, card: int) -> None:
    """By the sweeper, which charges the cards that were not reached; a retry gets the answer."""
    order = shop.order(1000)
    cards = {"paymentSourceTokens": ["tok_visa", "tok_visa"]}
    getattr(shop.world.gateway, dies_at).extend([None] * card + [ProcessDied()])
    with pytest.raises(ProcessDied):
        shop.call("orders.pay", cards, order_id=order["id"], key="k")
    assert shop.call("orders.pay", cards, order_id=order["id"], key="k").error["code"] == "IDEMPOTENCY_KEY_IN_PROGRESS"
    shop.world.clock.at += RESUME_AFTER
    shop.world.sweep()
    answer = shop.call("orders.pay", cards, order_id=order["id"], key="k")
    assert (answer.data["status"], answer.body["meta"]) == ("PAID", {"idempotencyReplayed": True})
    assert shop.world.gateway.taken == 1080
    assert len(shop.world.gateway.payments) == 2


def test_retry_finishes_what_its_first_try_left(shop: Shop) -> None:
    """Without the sweeper: the second card's outcome was unknown."""
    order = shop.order(1000)
    cards = {"paymentSourceTokens": ["tok_visa", "tok_visa"]}
    shop.world.gateway.after.extend([None, lost()])
    assert shop.call("orders.pay", cards, order_id=order["id"], key="k").refusal == (503, "PROCESSOR_UNAVAILABLE")
    shop.world.clock.at += RESUME_AFTER
    answer = shop.call("orders.pay", cards, order_id=order["id"], key="k")
    assert (answer.data["status"], shop.world.gateway.taken) == ("PAID", 1080)


def test_challenge_of_one_card_holds_the_next_back(shop: Shop) -> None:
    """The second card is charged when the buyer has confirmed the first."""
    order = shop.order(1000)
    cards = {"paymentSourceTokens": ["tok_3ds", "tok_visa"]}
    waiting = shop.call("orders.pay", cards, order_id=order["id"], key="k").data
    assert [p["status"] for p in waiting["payments"]] == ["requires_action", "requires_confirmation"]
    assert len(waiting["pendingActions"]) == 1
    shop.world.gateway.settle_payment(succeeded)
    shop.world.clock.advance(hours=1)
    shop.world.sweep()
    paid = shop.read(order["id"])
    assert (paid["status"], [p["status"] for p in paid["payments"]]) == ("PAID", ["succeeded", "succeeded"])
    replayed = shop.call("orders.pay", cards, order_id=order["id"], key="k")
    assert replayed.data["status"] == "OPEN"  # the first answer, as it was


def test_failed_challenge_drops_the_next_card(shop: Shop) -> None:
    """Nothing is taken from either."""
    order = shop.order(1000)
    shop.call("orders.pay", {"paymentSourceTokens": ["tok_3ds", "tok_visa"]}, order_id=order["id"])
    shop.world.gateway.settle_payment(declined("AUTHENTICATION_REQUIRED"))
    shop.world.clock.advance(hours=1)
    shop.world.sweep()
    after = shop.read(order["id"])
    assert [payment["status"] for payment in after["payments"]] == ["requires_payment_method", "canceled"]
    assert "pay" in actions(after)


def test_tip_comes_with_the_payment(shop: Shop) -> None:
    """1080 and a tip of 200: one charge of 1280; the tip is not taxed."""
    order = shop.order(1000)
    paid = shop.call(
        "orders.pay", {"paymentSourceToken": "tok_visa", "tipMoney": {"amount": 200}}, order_id=order["id"]
    ).data
    assert (paid["status"], net(paid)["tip"], net(paid)["tax"], net(paid)["total"]) == ("PAID", 200, 80, 1280)
    assert shop.world.gateway.taken == 1280
    trail = shop.activities(order["id"])
    assert sum(entry["balanceDelta"]["amount"] for entry in trail) == 0


def test_tip_of_a_declined_payment_is_gone(shop: Shop) -> None:
    """The order costs what it did before."""
    order = shop.order(1000)
    tipped = {"paymentSourceToken": "tok_CARD_DECLINED", "tipMoney": {"amount": 200}}
    assert shop.call("orders.pay", tipped, order_id=order["id"]).refusal == (402, "CARD_DECLINED")
    after = shop.read(order["id"])
    assert (after["tips"], net(after)["total"], net(after)["balance"]) == ([], 1080, 1080)


def test_tip_with_a_part(shop: Shop) -> None:
    """500 and a tip of 100: 600 are charged, 580 stay open."""
    order = shop.order(1000)
    part = {"paymentSourceToken": "tok_visa", "amountMoney": {"amount": 500}, "tipMoney": {"amount": 100}}
    after = shop.call("orders.pay", part, order_id=order["id"]).data
    assert (net(after)["paid"], net(after)["balance"], after["status"]) == (600, 580, "OPEN")


def test_last_coupon_use_is_claimed_once_by_all_parts(shop: Shop) -> None:
    """With the first part; neither the second part nor a declined card between them counts or gives back."""
    shop.coupon("LAST", maxUses=1)
    order = shop.order(1000, taxes=[], discounts=[{"couponCode": "LAST"}])
    part = {"paymentSourceToken": "tok_visa", "amountMoney": {"amount": 400}}
    shop.call("orders.pay", part, order_id=order["id"])
    assert shop.pay(order["id"], "tok_CARD_DECLINED").status == 402
    assert uses(shop) == 1
    assert shop.pay(order["id"]).data["status"] == "PAID"
    assert uses(shop) == 1


def test_coupon_removed_after_a_part_is_given_back(shop: Shop) -> None:
    """When the order is paid without it."""
    shop.coupon("LAST", maxUses=1)
    order = shop.order(1000, taxes=[], discounts=[{"couponCode": "LAST"}])
    shop.call("orders.pay", {"paymentSourceToken": "tok_visa", "amountMoney": {"amount": 400}}, order_id=order["id"])
    applied = order["discounts"][0]["id"]
    shop.call("orders.removeDiscounts", {"appliedDiscountIds": [applied]}, order_id=order["id"])
    assert net(shop.pay(order["id"]).data)["paid"] == 1000
    assert uses(shop) == 0


def uses(shop: Shop) -> int:
    """How often the coupon counts as used."""
    (coupon,) = shop.call("coupons.list", query={"code": "LAST"}).data
    return int(coupon["uses"])


def test_cash_pays_an_order(shop: Shop) -> None:
    """Without any card; it stands among the payments as what it is."""
    order = shop.order(1000)
    cash = {"sourceType": "cash", "reference": "Receipt 42"}
    answer = shop.call("orders.recordManualPayment", cash, order_id=order["id"], key="k")
    paid = answer.data
    assert (paid["status"], net(paid)["paid"], paid["payments"][0]["sourceType"]) == ("PAID", 1080, "cash")
    intent = shop.call("paymentIntents.get", payment_intent_id=paid["paymentIntentIds"][0]).data
    assert (intent["status"], intent["sourceReference"]) == ("succeeded", "Receipt 42")
    assert shop.world.gateway.calls == []
    assert shop.world.table.event_types() >= {"order.paid", "payment_intent.succeeded"}
    replayed = shop.call("orders.recordManualPayment", cash, order_id=order["id"], key="k")
    assert replayed.data_text == answer.data_text


def test_cash_and_card_share_an_order(shop: Shop) -> None:
    """600 in cash, 480 by card."""
    order = shop.order(1000)
    shop.call("orders.recordManualPayment", {"amountMoney": {"amount": 600}}, order_id=order["id"])
    paid = shop.pay(order["id"]).data
    assert [(p["sourceType"], p["amountMoney"]["amount"]) for p in paid["payments"]] == [("cash", 600), ("card", 480)]
    assert (paid["status"], shop.world.gateway.taken) == ("PAID", 480)


def test_card_is_not_recorded_by_hand(shop: Shop) -> None:
    """It is charged, or it is no card."""
    refused = shop.call("orders.recordManualPayment", {"sourceType": "card"}, order_id=shop.order(1000)["id"])
    assert refused.refusal == (400, "INVALID_REQUEST")


@pytest.mark.parametrize(
    "body",
    [
        {"paymentSourceTokens": []},
        {"paymentSourceTokens": "tok_visa"},
        {"paymentSourceTokens": {}},
        {"paymentSourceTokens": ["tok_visa"] * 11},
        {"paymentSourceTokens": ["tok_visa"], "paymentSourceToken": "tok_visa"},
        {"paymentSourceTokens": {"pi_1": "tok_visa"}},
        {"paymentSourceTokens": ["4242"]},
        {"paymentSourceToken": "tok_visa", "amountMoney": {"amount": 0}},
        {"paymentSourceToken": "tok_visa", "tipMoney": {"amount": -1}},
    ],
)
def test_what_can_not_be_charged_is_refused(shop: Shop, body: dict[str, object]) -> None:
    """400, and nothing is called."""
    refused = shop.call("orders.pay", body, order_id=shop.order(1000)["id"])
    assert refused.refusal == (400, "INVALID_REQUEST")
    assert shop.world.gateway.calls == []


def test_amount_too_small_to_split_is_refused(shop: Shop) -> None:
    """2 minor units over three cards."""
    order = shop.order(2, taxes=[])
    refused = shop.call("orders.pay", {"paymentSourceTokens": ["tok_visa"] * 3}, order_id=order["id"])
    assert refused.refusal == (400, "INVALID_REQUEST")


def test_dry_run_of_several_cards_shows_the_paid_order(shop: Shop) -> None:
    """As if all of them were good; nothing is charged."""
    order = shop.order(1000)
    body = {"paymentSourceTokens": ["tok_visa", "tok_visa"], "tipMoney": {"amount": 100}}
    shown = shop.call("orders.pay", body, order_id=order["id"], query={"dryRun": "true"}).data
    assert (shown["status"], net(shown)["paid"], shop.world.gateway.calls) == ("PAID", 1180, [])
    assert shop.read(order["id"])["payments"] == []


# ---- Between two payments --------------------------------------------------------------------------------------------


def pay_part(shop: Shop, order: Json, amount: int) -> Json:
    """Pay a part of an order by card."""
    body = {"paymentSourceToken": "tok_visa", "amountMoney": {"amount": amount}}
    return dict(shop.call("orders.pay", body, order_id=order["id"]).data)


@pytest.mark.parametrize("operation", ["orders.pay", "orders.recordManualPayment"])
def test_order_that_was_refunded_in_part_says_so_once_it_is_paid(shop: Shop, operation: str) -> None:
    """500 of 1080 were paid and 200 of them given back: with the other 580 it is partially refunded at once."""
    order = shop.order(1000)
    pay_part(shop, order, 500)
    shop.refund(order["id"], 200)
    body = {"paymentSourceToken": "tok_visa"} if operation == "orders.pay" else {}
    paid = shop.call(operation, body, order_id=order["id"]).data
    assert (paid["status"], net(paid)["balance"], net(paid)["refunded"]) == ("PARTIALLY_REFUNDED", 0, 200)
    assert "order.paid" in shop.world.table.event_types()
    assert shop.refund(order["id"]).data["amountMoney"]["amount"] == 880
    assert shop.read(order["id"])["status"] == "REFUNDED"


def test_order_of_which_everything_went_back_before_it_was_complete_is_refunded(shop: Shop) -> None:
    """1000 of 2000 were paid, the other line was removed, and the 1000 were given back: nothing is left to be paid."""
    order = shop.order(1000, 1000, taxes=[])
    pay_part(shop, order, 1000)
    body = {"orderLineItemIds": [order["lineItems"][1]["id"]]}
    shop.call("orders.removeLineItems", body, order_id=order["id"])
    shop.refund(order["id"])
    assert shop.call("orders.pay", {}, order_id=order["id"]).data["status"] == "REFUNDED"


def test_payment_intent_that_follows_the_balance_is_not_confirmed_for_nothing(shop: Shop) -> None:
    """Prepared for 1080, which were paid in cash but for a line that was removed: the processor is not asked for 0."""
    order = shop.order(500, 500, taxes=[])
    intent = shop.call("paymentIntents.create", {"orderId": order["id"], "paymentSourceToken": "tok_visa"}).data
    pay_part(shop, order, 500)
    body = {"orderLineItemIds": [order["lineItems"][1]["id"]]}
    shop.call("orders.removeLineItems", body, order_id=order["id"])
    asked = len(shop.world.gateway.calls)
    refused = shop.call("paymentIntents.confirm", {}, payment_intent_id=intent["id"])
    assert refused.refusal == (409, "ORDER_NOT_PAYABLE")
    assert len(shop.world.gateway.calls) == asked
    assert shop.call("orders.pay", {}, order_id=order["id"]).data["status"] == "PAID"


@pytest.mark.parametrize("terms", [{}, {"maxUses": 1}, {"maxUsesPerCustomer": 1}], ids=["free", "limited", "per buyer"])
@pytest.mark.parametrize("refunded", [0, 100])
def test_coupon_with_which_a_part_was_paid_stands(shop: Shop, terms: dict[str, int], refunded: int) -> None:
    """It expires between two payments: the rest has the price that the buyer was told, 864 in all."""
    soon = {"expiresAt": (shop.world.clock.now() + timedelta(hours=1)).isoformat()}
    shop.call("coupons.create", {"name": "Soon", "couponCode": "SOON", "percentOff": "20", **soon, **terms})
    customer = shop.call("customers.create", {"name": "Ada"}).data
    order = shop.order(1000, discounts=[{"couponCode": "SOON"}], customerId=customer["id"])
    pay_part(shop, order, 500)
    if refunded:
        shop.refund(order["id"], refunded)
    shop.world.clock.advance(hours=2)
    paid = shop.pay(order["id"]).data
    assert (paid["status"], net(paid)["total"]) == ("PARTIALLY_REFUNDED" if refunded else "PAID", 864)


def test_coupon_that_was_applied_after_a_part_was_paid_may_expire(shop: Shop) -> None:
    """Nothing was taken with it: paying says so, and without it the order is payable."""
    soon = {"expiresAt": (shop.world.clock.now() + timedelta(hours=1)).isoformat()}
    shop.call("coupons.create", {"name": "Soon", "couponCode": "SOON", "percentOff": "20", **soon})
    order = shop.order(1000)
    pay_part(shop, order, 500)
    applied = shop.call("orders.applyCoupon", {"couponCode": "SOON"}, order_id=order["id"]).data
    shop.world.clock.advance(hours=2)
    assert shop.pay(order["id"]).refusal == (409, "COUPON_EXPIRED")
    body = {"appliedDiscountIds": [applied["discounts"][0]["id"]]}
    shop.call("orders.removeDiscounts", body, order_id=order["id"])
    assert shop.pay(order["id"]).data["status"] == "PAID"


def test_coupon_of_a_declined_payment_does_not_stand(shop: Shop) -> None:
    """No money was taken with it."""
    soon = {"expiresAt": (shop.world.clock.now() + timedelta(hours=1)).isoformat()}
    shop.call("coupons.create", {"name": "Soon", "couponCode": "SOON", "percentOff": "20", **soon})
    order = shop.order(1000, discounts=[{"couponCode": "SOON"}])
    shop.pay(order["id"], "tok_CARD_DECLINED")
    shop.world.clock.advance(hours=2)
    assert shop.pay(order["id"]).refusal == (409, "COUPON_EXPIRED")
