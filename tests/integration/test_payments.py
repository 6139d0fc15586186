"""Paying an order: success, declines, 3-D Secure, coupons that end, and what others may do meanwhile."""

from __future__ import annotations

import pytest

from commerce.domain.deadlines import ABANDON_AFTER
from commerce.domain.lifecycle import ORDER_ACTIONS
from tests.card_tokens import declined, succeeded
from tests.shop import Answer, Shop, World, actions, lines, net

DECLINES = (
    "CARD_DECLINED",
    "INSUFFICIENT_FUNDS",
    "EXPIRED_CARD",
    "INCORRECT_CVC",
    "PROCESSING_ERROR",
    "AUTHENTICATION_REQUIRED",
)


def test_pay_charges_the_balance(shop: Shop) -> None:
    """128.00 less 20 % plus 8 % of the rest is 110.59."""
    order = shop.order(discounts=[{"couponCode": "LAUNCH20"}])
    paid = shop.pay(order["id"]).data
    assert (paid["status"], net(paid)["paid"], net(paid)["balance"], shop.world.gateway.taken) == (
        "PAID",
        11059,
        0,
        11059,
    )


def test_paid_order_carries_its_payment(shop: Shop) -> None:
    """With what may be shown of the card, and no more."""
    paid = shop.paid_order(1000)
    (payment,) = paid["payments"]
    assert payment == {
        "paymentIntentId": paid["paymentIntentIds"][0],
        "status": "succeeded",
        "amountMoney": {"amount": 1080, "currency": "USD"},
        "sourceType": "card",
        "card": {"brand": "visa", "last4": "4242", "expMonth": 12, "expYear": 2034},
        "failureCode": None,
        "failureMessage": None,
        "createdAt": "2026-03-02T09:30:00Z",
    }


def test_pay_by_id_is_the_same_operation_under_another_path(shop: Shop) -> None:
    """The order stands in the body."""
    order = shop.order(1000)
    paid = shop.call("orders.payById", {"order_id": order["id"], "paymentSourceToken": "tok_visa"}).data
    assert (paid["id"], paid["status"]) == (order["id"], "PAID")


def test_token_may_come_in_a_list(shop: Shop) -> None:
    """As the page's clients send it."""
    order = shop.order(1000)
    paid = shop.call("orders.pay", {"paymentSourceTokens": ["tok_visa"]}, order_id=order["id"]).data
    assert paid["status"] == "PAID"


def test_pay_without_a_token_is_refused_before_anything_is_claimed(shop: Shop) -> None:
    """400 that names the field, and the order can still be edited."""
    order = shop.order(1000)
    answer = shop.call("orders.pay", {}, order_id=order["id"])
    assert (answer.status, answer.wrong_fields, shop.read(order["id"])) == (400, {"paymentSourceToken"}, order)


@pytest.mark.parametrize("token", ["4242424242424242", "visa", "tok_", "tok_a b", 7], ids=repr)
def test_pay_with_what_is_no_token_is_refused(shop: Shop, token: object) -> None:
    """A card number never gets further than this."""
    answer = shop.call("orders.pay", {"paymentSourceToken": token}, order_id=shop.order(1000)["id"])
    assert (answer.status, answer.wrong_fields, shop.world.gateway.calls) == (400, {"paymentSourceToken"}, [])


@pytest.mark.parametrize("code", DECLINES)
def test_decline_is_a_402_with_its_code(shop: Shop, code: str) -> None:
    """And says what to do next."""
    answer = shop.pay(shop.order(1000)["id"], f"tok_{code}")
    assert (answer.refusal, answer.error["type"], answer.error["supportedActions"]) == (
        (402, code),
        "payment_error",
        ["pay"],
    )


def test_declined_order_stays_open_with_the_failed_attempt_on_it(shop: Shop) -> None:
    """The attempt says why it failed; nothing was paid."""
    order = shop.order(1000)
    shop.pay(order["id"], "tok_EXPIRED_CARD")
    after = shop.read(order["id"])
    (payment,) = after["payments"]
    assert (after["status"], payment["status"], payment["failureCode"], net(after)["balance"]) == (
        "OPEN",
        "requires_payment_method",
        "EXPIRED_CARD",
        1080,
    )


def test_declined_order_can_be_edited_and_paid(shop: Shop) -> None:
    """10.00 + 5.00 and 8 % of it, with another card: 16.20."""
    order = shop.order(1000)
    shop.pay(order["id"], "tok_CARD_DECLINED")
    shop.call("orders.addLineItems", {"lineItems": lines(500)}, order_id=order["id"])
    paid = shop.pay(order["id"]).data
    assert (paid["status"], net(paid)["paid"], len(paid["payments"])) == ("PAID", 1620, 2)


def test_source_that_the_processor_does_not_know_is_a_400(shop: Shop) -> None:
    """Nothing was declined: the token was wrong."""
    answer = shop.pay(shop.order(1000)["id"], "tok_bad")
    assert (answer.refusal, answer.error["param"]) == ((400, "PAYMENT_SOURCE_INVALID"), "paymentSourceToken")


def test_paid_order_can_not_be_paid_again(shop: Shop) -> None:
    """409 that lists what is allowed."""
    order = shop.paid_order(1000)
    answer = shop.pay(order["id"])
    assert (answer.refusal, answer.error["supportedActions"], len(shop.world.gateway.payments)) == (
        (409, "ORDER_ALREADY_PAID"),
        ["refund", "update", "close"],
        1,
    )


def test_closed_order_can_not_be_paid(shop: Shop) -> None:
    """Nothing more is allowed."""
    order = shop.order(1000)
    shop.call("orders.close", {}, order_id=order["id"])
    answer = shop.pay(order["id"])
    assert (answer.refusal, answer.error["supportedActions"]) == ((409, "ORDER_NOT_PAYABLE"), [])


def test_order_without_lines_can_not_be_paid(shop: Shop) -> None:
    """It is not free, it is empty."""
    order = shop.call("orders.create", {}).data
    answer = shop.call("orders.pay", {}, order_id=order["id"])
    assert (answer.refusal, answer.error["supportedActions"]) == ((409, "ORDER_NOT_PAYABLE"), ["addLineItems"])


def test_order_that_does_not_exist_is_not_found(shop: Shop) -> None:
    """404."""
    assert shop.pay(f"ord_{'0' * 26}").refusal == (404, "ORDER_NOT_FOUND")


def test_zero_total_order_is_paid_without_a_token(shop: Shop) -> None:
    """100 % off leaves nothing to charge."""
    order = shop.order(1000, discounts=[{"name": "Gift", "percentOff": "100"}])
    paid = shop.call("orders.pay", {}, order_id=order["id"]).data
    assert (paid["status"], net(paid)["total"], shop.world.gateway.calls) == ("PAID", 0, [])


def test_zero_total_order_ignores_a_token(shop: Shop) -> None:
    """There is nothing to charge it with."""
    paid = shop.pay(shop.order(0)["id"]).data
    assert (paid["status"], shop.world.gateway.calls) == ("PAID", [])


# ---- In flight -------------------------------------------------------------------------------------------------------

EDITS = {
    "orders.update": {"buyerNote": "n"},
    "orders.addLineItems": {"lineItems": lines(1)},
    "orders.applyCoupon": {"couponCode": "LAUNCH20"},
    "orders.addDiscount": {"name": "x", "percentOff": "1"},
    "orders.addTips": {"percent": "1"},
    "orders.removeTips": {},
    "orders.applyTax": {"taxAddress": {"country": "US"}},
    "orders.close": {},
    "orders.pay": {"paymentSourceToken": "tok_visa"},
}


@pytest.mark.parametrize(("name", "body"), EDITS.items(), ids=list(EDITS))
def test_order_can_not_change_while_a_payment_is_in_flight(shop: Shop, name: str, body: dict[str, object]) -> None:
    """409 with Retry-After: it will be known soon."""
    order = shop.order(1000)
    during: list[Answer] = []
    shop.world.gateway.meanwhile = lambda: during.append(shop.call(name, body, order_id=order["id"]))
    shop.pay(order["id"])
    assert (during[0].refusal, during[0].headers["retry-after"]) == ((409, "PAYMENT_IN_PROGRESS"), "2")


def test_order_in_flight_offers_nothing(shop: Shop) -> None:
    """Every action stands among the blocked ones."""
    order = shop.order(1000)
    during = []
    shop.world.gateway.meanwhile = lambda: during.append(shop.read(order["id"]))
    shop.pay(order["id"])
    assert (actions(during[0]), len(during[0]["blockedActions"])) == (set(), len(ORDER_ACTIONS))


def test_order_in_flight_says_so_in_its_summary(shop: Shop) -> None:
    """People who read it need not look at payments."""
    order = shop.order(1000)
    during = []
    shop.world.gateway.meanwhile = lambda: during.append(shop.read(order["id"]))
    shop.pay(order["id"])
    assert "OPEN, a payment of 10.80 USD is in progress" in during[0]["summary"]


def test_two_payments_at_once_charge_once(world: World, shop: Shop) -> None:
    """The second claims in the moment before the first does: one card is charged, one answer is 409."""
    order = shop.order(1000)
    others: list[Answer] = []
    world.before_next_write(lambda: others.append(shop.pay(order["id"])))
    mine = shop.pay(order["id"])
    assert (mine.refusal, others[0].data["status"], world.gateway.taken) == ((409, "ORDER_ALREADY_PAID"), "PAID", 1080)


def test_edit_in_the_moment_before_the_claim_is_charged_too(world: World, shop: Shop) -> None:
    """The claim loses its version, reads again, and takes the balance with the tip: 10.80 + 1.00."""
    order = shop.order(1000)
    tip = {"amountMoney": {"amount": 100}}
    world.before_next_write(lambda: shop.call("orders.addTips", tip, order_id=order["id"]))
    assert (net(shop.pay(order["id"]).data)["paid"], world.gateway.taken) == (1180, 1180)


# ---- 3-D Secure ------------------------------------------------------------------------------------------------------


def test_card_that_needs_the_buyer_leaves_the_order_open_with_a_pending_action(shop: Shop) -> None:
    """The secret lets the buyer's browser go on."""
    order = shop.pay(shop.order(1000)["id"], "tok_3ds").data
    assert (order["status"], order["pendingActions"]) == (
        "OPEN",
        [
            {
                "paymentIntentId": order["paymentIntentIds"][0],
                "clientSecret": "pi_stripe0_secret",
                "type": "three_d_secure",
            }
        ],
    )


def test_order_that_waits_for_the_buyer_can_not_be_edited(shop: Shop) -> None:
    """The buyer confirms an amount: it must not move."""
    order = shop.pay(shop.order(1000)["id"], "tok_3ds").data
    answer = shop.call("orders.addTips", {"percent": "10"}, order_id=order["id"])
    assert answer.refusal == (409, "PAYMENT_IN_PROGRESS")


def test_challenge_that_the_buyer_passed_pays_the_order(world: World, shop: Shop) -> None:
    """The sweeper finds out, if nobody else did."""
    order = shop.pay(shop.order(1000)["id"], "tok_3ds").data
    world.gateway.settle_payment(succeeded)
    world.clock.advance(minutes=61)
    world.sweep()
    after = shop.read(order["id"])
    assert (after["status"], after["pendingActions"], net(after)["paid"]) == ("PAID", [], 1080)


def test_challenge_that_the_buyer_failed_frees_the_order(world: World, shop: Shop) -> None:
    """It can be paid with another card."""
    order = shop.pay(shop.order(1000)["id"], "tok_3ds").data
    world.gateway.settle_payment(declined("AUTHENTICATION_REQUIRED"))
    world.clock.advance(minutes=61)
    world.sweep()
    after = shop.read(order["id"])
    assert (after["payments"][0]["failureCode"], shop.pay(order["id"]).data["status"]) == (
        "AUTHENTICATION_REQUIRED",
        "PAID",
    )


def test_challenge_that_failed_can_not_succeed_behind_our_back(world: World, shop: Shop) -> None:
    """The buyer's browser still holds the secret: the payment is canceled at the processor before the order is free."""
    shop.pay(shop.order(1000)["id"], "tok_3ds")
    world.gateway.settle_payment(declined("AUTHENTICATION_REQUIRED"))
    world.clock.advance(minutes=61)
    world.sweep()
    assert world.gateway.calls[-1] == "cancel"


def test_challenge_that_nobody_completes_is_abandoned_after_an_hour(world: World, shop: Shop) -> None:
    """The processor is told first, then the order is free."""
    order = shop.pay(shop.order(1000)["id"], "tok_3ds").data
    world.clock.advance(seconds=ABANDON_AFTER.total_seconds() + 1)
    world.sweep()
    after = shop.read(order["id"])
    assert (after["payments"][0]["status"], world.gateway.calls[-1], "pay" in actions(after)) == (
        "canceled",
        "cancel",
        True,
    )


def test_challenge_passed_in_the_moment_it_is_abandoned_pays_the_order(world: World, shop: Shop) -> None:
    """The cancellation comes too late, and says so."""
    order = shop.pay(shop.order(1000)["id"], "tok_3ds").data
    world.clock.advance(minutes=61)

    def between_look_and_cancel() -> None:
        world.gateway.meanwhile = lambda: world.gateway.settle_payment(succeeded)

    world.gateway.meanwhile = between_look_and_cancel
    world.sweep()
    assert shop.read(order["id"])["status"] == "PAID"


def test_challenge_is_not_abandoned_within_the_hour(world: World, shop: Shop) -> None:
    """A buyer may need some minutes."""
    order = shop.pay(shop.order(1000)["id"], "tok_3ds").data
    world.clock.advance(minutes=59)
    world.sweep()
    assert shop.read(order["id"])["payments"][0]["status"] == "requires_action"


def test_payment_that_the_processor_still_works_on_is_settled_later(world: World, shop: Shop) -> None:
    """Processing is no outcome: the order waits."""
    order = shop.pay(shop.order(1000)["id"], "tok_slow").data
    world.gateway.settle_payment(succeeded)
    world.clock.advance(seconds=36)
    world.sweep()
    assert (order["payments"][0]["status"], shop.read(order["id"])["status"]) == ("processing", "PAID")


# ---- Coupons between application and payment -------------------------------------------------------------------------


def test_coupon_that_expired_since_makes_pay_fail(world: World, shop: Shop) -> None:
    """The price never changes silently."""
    shop.coupon("SOON", expiresAt="2026-03-02T10:00:00Z")
    order = shop.order(1000, discounts=[{"couponCode": "SOON"}])
    world.clock.advance(minutes=30)
    answer = shop.pay(order["id"])
    assert (answer.refusal, answer.error["supportedActions"]) == ((409, "COUPON_EXPIRED"), ["removeDiscounts"])


def test_coupon_whose_life_was_prolonged_still_pays(world: World, shop: Shop) -> None:
    """What was applied in time, and is valid now, is valid."""
    coupon = shop.coupon("SOON", expiresAt="2026-03-02T10:00:00Z")
    order = shop.order(1000, discounts=[{"couponCode": "SOON"}])
    shop.call("coupons.update", {"expiresAt": "2026-04-01T00:00:00Z"}, coupon_id=coupon["id"])
    world.clock.advance(minutes=30)
    assert shop.pay(order["id"]).status == 200


@pytest.mark.parametrize("end", ["disabled", "deleted", "expired"])
def test_coupon_that_was_ended_since_makes_pay_fail(shop: Shop, end: str) -> None:
    """With an error, and without a charge."""
    coupon = shop.coupon("MINE")
    order = shop.order(1000, discounts=[{"couponCode": "MINE"}])
    if end == "disabled":
        shop.call("coupons.update", {"status": "disabled"}, coupon_id=coupon["id"])
    elif end == "deleted":
        shop.call("coupons.delete", coupon_id=coupon["id"])
    else:
        shop.call("coupons.update", {"expiresAt": "2026-03-02T09:00:00Z"}, coupon_id=coupon["id"])
    answer = shop.pay(order["id"])
    expected = (409, "COUPON_EXPIRED") if end == "expired" else (404, "COUPON_NOT_FOUND")
    assert (answer.refusal, shop.world.gateway.calls) == (expected, [])


def test_coupon_that_is_used_up_since_makes_pay_fail(shop: Shop) -> None:
    """The other order was paid first."""
    shop.coupon("ONE", maxUses=1)
    mine, theirs = (shop.order(1000, discounts=[{"couponCode": "ONE"}]) for _ in range(2))
    shop.pay(theirs["id"])
    answer = shop.pay(mine["id"])
    assert (answer.refusal, shop.world.gateway.taken) == ((409, "COUPON_EXHAUSTED"), 972)


def test_last_use_is_claimed_once_by_two_at_once(world: World, shop: Shop) -> None:
    """The other claims it in the moment before this one does."""
    shop.coupon("ONE", maxUses=1)
    mine, theirs = (shop.order(1000, discounts=[{"couponCode": "ONE"}]) for _ in range(2))
    world.before_next_write(lambda: shop.pay(theirs["id"]))
    answer = shop.pay(mine["id"])
    assert (answer.refusal, shop.read(theirs["id"])["status"]) == ((409, "COUPON_EXHAUSTED"), "PAID")


def test_order_that_fell_below_a_coupons_minimum_is_not_paid(shop: Shop) -> None:
    """The line that carried it is gone."""
    shop.coupon("BIG", minimumPurchaseMoney={"amount": 1500})
    order = shop.order(1000, 1000, discounts=[{"couponCode": "BIG"}])
    line = order["lineItems"][0]["id"]
    shop.call("orders.removeLineItems", {"orderLineItemIds": [line]}, order_id=order["id"])
    assert shop.pay(order["id"]).refusal == (422, "COUPON_MINIMUM_NOT_MET")


def _uses(shop: Shop, code: str) -> tuple[int, int]:
    """Uses as the coupon's two rows count them: under its code and under its id."""
    (by_code,) = shop.call("coupons.list", query={"code": code}).data
    return by_code["uses"], shop.call("coupons.get", coupon_id=by_code["id"]).data["uses"]


def test_paid_order_holds_its_use(shop: Shop) -> None:
    """Both rows count it."""
    shop.coupon("TWO", maxUses=2)
    shop.paid_order(1000, discounts=[{"couponCode": "TWO"}])
    assert _uses(shop, "TWO") == (1, 1)


def test_free_order_holds_its_use(shop: Shop) -> None:
    """Also where nothing was charged."""
    shop.coupon("FREE", percentOff="100", maxUses=2)
    order = shop.order(1000, discounts=[{"couponCode": "FREE"}])
    shop.call("orders.pay", {}, order_id=order["id"])
    assert _uses(shop, "FREE") == (1, 1)


def test_declined_payment_gives_its_use_back_once(world: World, shop: Shop) -> None:
    """Not again when the sweeper comes by."""
    shop.coupon("TWO", maxUses=2)
    shop.paid_order(1000, discounts=[{"couponCode": "TWO"}])
    order = shop.order(1000, discounts=[{"couponCode": "TWO"}])
    shop.pay(order["id"], "tok_CARD_DECLINED")
    world.clock.advance(hours=2)
    world.sweep()
    assert _uses(shop, "TWO") == (1, 1)


def test_abandoned_payment_gives_its_use_back(world: World, shop: Shop) -> None:
    """The coupon's only use is free for the next buyer."""
    shop.coupon("ONE", maxUses=1)
    shop.pay(shop.order(1000, discounts=[{"couponCode": "ONE"}])["id"], "tok_3ds")
    world.clock.advance(hours=2)
    world.sweep()
    assert shop.paid_order(1000, discounts=[{"couponCode": "ONE"}])["status"] == "PAID"


def test_decline_settles_although_the_coupon_was_deleted_meanwhile(shop: Shop) -> None:
    """The order is free again."""
    coupon = shop.coupon("ONE", maxUses=1)
    order = shop.order(1000, discounts=[{"couponCode": "ONE"}])
    shop.world.gateway.meanwhile = lambda: shop.call("coupons.delete", coupon_id=coupon["id"])
    answer = shop.pay(order["id"], "tok_CARD_DECLINED")
    assert (answer.refusal, shop.read(order["id"])["payments"][0]["status"]) == (
        (402, "CARD_DECLINED"),
        "requires_payment_method",
    )


def test_decline_settles_although_the_code_belongs_to_another_coupon_by_now(shop: Shop) -> None:
    """The new coupon's uses are its own, and the order is free again."""
    coupon = shop.coupon("ONE", maxUses=1)
    order = shop.order(1000, discounts=[{"couponCode": "ONE"}])

    def replace_coupon() -> None:
        shop.call("coupons.delete", coupon_id=coupon["id"])
        shop.coupon("ONE", maxUses=5)

    shop.world.gateway.meanwhile = replace_coupon
    answer = shop.pay(order["id"], "tok_CARD_DECLINED")
    assert (answer.refusal, _uses(shop, "ONE")) == ((402, "CARD_DECLINED"), (0, 0))


def test_decline_takes_no_use_from_the_coupon_that_has_the_code_by_now(shop: Shop) -> None:
    """The new coupon was used once meanwhile, and keeps that."""
    coupon = shop.coupon("ONE", maxUses=1)
    order = shop.order(1000, discounts=[{"couponCode": "ONE"}])

    def replace_coupon() -> None:
        shop.call("coupons.delete", coupon_id=coupon["id"])
        shop.coupon("ONE", maxUses=5)
        shop.paid_order(1000, discounts=[{"couponCode": "ONE"}])

    shop.world.gateway.meanwhile = replace_coupon
    shop.pay(order["id"], "tok_CARD_DECLINED")
    assert _uses(shop, "ONE") == (1, 1)


def test_customer_may_use_a_coupon_as_often_as_it_says(shop: Shop) -> None:
    """Twice, not three times."""
    shop.coupon("PER", maxUsesPerCustomer=2)
    customer_id = shop.customer()["id"]
    orders = [shop.order(1000, customerId=customer_id, discounts=[{"couponCode": "PER"}]) for _ in range(3)]
    answers = [shop.pay(order["id"]) for order in orders]
    assert ([answer.status for answer in answers], answers[2].refusal) == ([200, 200, 409], (409, "COUPON_EXHAUSTED"))


def test_declined_payment_gives_the_customers_use_back(shop: Shop) -> None:
    """The same customer may try again with another card."""
    shop.coupon("PER", maxUsesPerCustomer=1)
    order = shop.order(1000, customerId=shop.customer()["id"], discounts=[{"couponCode": "PER"}])
    shop.pay(order["id"], "tok_CARD_DECLINED")
    assert shop.pay(order["id"]).status == 200


def test_customer_does_not_lose_the_limit_by_leaving_the_order(shop: Shop) -> None:
    """A coupon that is limited per customer does not pay for nobody."""
    shop.coupon("PER", maxUsesPerCustomer=1)
    order = shop.order(1000, customerId=shop.customer()["id"], discounts=[{"couponCode": "PER"}])
    shop.call("orders.update", {"customerId": None}, order_id=order["id"])
    assert shop.pay(order["id"]).refusal == (422, "COUPON_NOT_APPLICABLE")
