"""Giving money back: amounts, limits, states, and what happens when the processor is slow, refuses or is lost."""

from __future__ import annotations

import pytest

from commerce.domain.deadlines import RESUME_AFTER
from commerce.domain.lifecycle import RefundStatus
from commerce.domain.outcomes import RefundOutcome
from tests.card_tokens import lost
from tests.fake_gateway import ProcessDied
from tests.shop import Answer, Json, Shop, World, actions, net

KEY = "refund-1"
RESUME_SECONDS = RESUME_AFTER.total_seconds()


@pytest.fixture
def paid(shop: Shop) -> Json:
    """The walk-through's order: 128.00, LAUNCH20, tax 8.19, paid 110.59."""
    return shop.paid_order(discounts=[{"couponCode": "LAUNCH20"}])


def test_part_refund_answers_pending_with_its_tax(shop: Shop, paid: Json) -> None:
    """Of 29.00, 29.00 * 8.19 / 110.59 = 2.1476 is tax: 2.15."""
    answer = shop.refund(paid["id"], 2900)
    refund = answer.data
    assert (answer.status, refund["status"], refund["amountMoney"]["amount"], refund["taxMoney"]["amount"]) == (
        201,
        "pending",
        2900,
        215,
    )


def test_part_refund_leaves_total_and_balance(shop: Shop, paid: Json) -> None:
    """Refunds do not reopen the balance: 110.59 - 29.00 = 81.59 stay collected."""
    shop.refund(paid["id"], 2900)
    order = shop.read(paid["id"])
    amounts = net(order)
    assert (order["status"], amounts["total"], amounts["balance"], amounts["refunded"], amounts["netCollected"]) == (
        "PARTIALLY_REFUNDED",
        11059,
        0,
        2900,
        8159,
    )


def test_last_refund_takes_the_remainder(shop: Shop, paid: Json) -> None:
    """81.59 with the rest of the tax, 8.19 - 2.15 = 6.04."""
    shop.refund(paid["id"], 2900)
    rest = shop.refund(paid["id"]).data
    order = shop.read(paid["id"])
    assert (rest["amountMoney"]["amount"], rest["taxMoney"]["amount"], order["status"], net(order)["refundedTax"]) == (
        8159,
        604,
        "REFUNDED",
        819,
    )


def test_refund_carries_its_id_twice_and_what_it_belongs_to(shop: Shop, paid: Json) -> None:
    """`id` and `refundId`, the order and the payment."""
    refund = shop.refund(paid["id"], 100).data
    assert (refund["refundId"], refund["orderId"], refund["paymentIntentId"], refund["id"][:4]) == (
        refund["id"],
        paid["id"],
        paid["paymentIntentIds"][0],
        "ref_",
    )


def test_order_lists_its_refunds(shop: Shop, paid: Json) -> None:
    """By id and in full."""
    refund = shop.refund(paid["id"], 100).data
    order = shop.read(paid["id"])
    assert (order["refundIds"], order["refunds"][0]["amountMoney"]["amount"]) == ([refund["id"]], 100)


def test_refund_by_payment_intent_needs_no_order_id(shop: Shop, paid: Json) -> None:
    """The payment knows its order."""
    body = {"paymentIntentId": paid["paymentIntentIds"][0], "amountMoney": {"amount": 100}}
    assert shop.call("refunds.create", body).data["orderId"] == paid["id"]


def test_refund_of_nothing_named_is_refused(shop: Shop) -> None:
    """It takes an order or a payment."""
    assert shop.call("refunds.create", {"amountMoney": {"amount": 1}}).status == 400


@pytest.mark.parametrize(("amount", "status"), [(11059, 201), (11060, 400)])
def test_refund_is_at_most_what_was_paid(shop: Shop, paid: Json, amount: int, status: int) -> None:
    """110.59, and not a cent more."""
    assert shop.refund(paid["id"], amount).status == status


def test_refund_above_the_rest_names_the_most(shop: Shop, paid: Json) -> None:
    """After 29.00, 81.59 are left."""
    shop.refund(paid["id"], 2900)
    answer = shop.refund(paid["id"], 8160)
    assert (answer.refusal, answer.wrong_fields, "8159" in answer.error["message"]) == (
        (400, "AMOUNT_EXCEEDS_REFUNDABLE"),
        {"amountMoney.amount"},
        True,
    )


def test_refund_in_another_currency_is_refused(shop: Shop, paid: Json) -> None:
    """The order is in dollars."""
    body = {"orderId": paid["id"], "amountMoney": {"amount": 1, "currency": "EUR"}}
    assert shop.call("refunds.create", body).refusal == (400, "CURRENCY_MISMATCH")


def test_open_order_can_not_be_refunded(shop: Shop) -> None:
    """Nothing was paid of it."""
    assert shop.refund(shop.order()["id"], 1).refusal == (400, "NOTHING_TO_REFUND")


def test_refunded_order_can_not_be_refunded(shop: Shop, paid: Json) -> None:
    """Nothing more is allowed."""
    shop.refund(paid["id"])
    answer = shop.refund(paid["id"], 1)
    assert (answer.refusal, answer.error["supportedActions"]) == ((409, "ORDER_NOT_REFUNDABLE"), [])


def test_closed_order_can_not_be_refunded(shop: Shop, paid: Json) -> None:
    """Closed is the end."""
    shop.call("orders.close", {}, order_id=paid["id"])
    assert shop.refund(paid["id"], 1).refusal == (409, "ORDER_NOT_REFUNDABLE")


def test_free_order_has_nothing_to_refund(shop: Shop) -> None:
    """It is PAID, but nobody paid anything."""
    order = shop.call("orders.pay", {}, order_id=shop.order(0)["id"]).data
    assert shop.refund(order["id"]).refusal == (400, "NOTHING_TO_REFUND")


def test_payment_that_failed_can_not_be_refunded(shop: Shop) -> None:
    """Of two payments, the declined one took nothing."""
    order = shop.order(1000)
    shop.pay(order["id"], "tok_CARD_DECLINED")
    failed, _ = shop.pay(order["id"]).data["paymentIntentIds"]
    answer = shop.call("refunds.create", {"paymentIntentId": failed})
    assert answer.refusal == (400, "PAYMENT_INTENT_NOT_REFUNDABLE")


@pytest.mark.parametrize("named", ["orderId", "paymentIntentId"])
def test_refund_of_what_does_not_exist_is_not_found(shop: Shop, named: str) -> None:
    """404."""
    prefix = "ord" if named == "orderId" else "pi"
    assert shop.call("refunds.create", {named: f"{prefix}_{'0' * 26}"}).status == 404


def test_refund_of_another_orders_payment_is_not_found(shop: Shop, paid: Json) -> None:
    """Order and payment do not belong together."""
    other = shop.paid_order(1000)
    body = {"orderId": paid["id"], "paymentIntentId": other["paymentIntentIds"][0]}
    assert shop.call("refunds.create", body).status == 404


def test_unknown_reason_lists_the_known_ones(shop: Shop, paid: Json) -> None:
    """Stripe's four."""
    answer = shop.call("refunds.create", {"orderId": paid["id"], "reason": "regret"})
    message = answer.error["remediation"]["missingOrInvalidFields"][0]["message"]
    known = ("requested_by_customer", "duplicate", "fraudulent", "other")
    assert all(reason in message for reason in known)


def test_refund_is_read_and_listed_as_it_was_answered(shop: Shop, paid: Json) -> None:
    """One form everywhere."""
    refund = shop.refund(paid["id"], 100).data
    assert shop.call("refunds.list").data == [refund] == [shop.call("refunds.get", refund_id=refund["id"]).data]


def test_refunds_texts_can_change(shop: Shop, paid: Json) -> None:
    """Message and metadata; the version counts."""
    refund = shop.refund(paid["id"], 100).data
    body = {"reasonMessage": "late", "metadata": {"ticket_no": "7"}}
    changed = shop.call("refunds.update", body, refund_id=refund["id"]).data
    assert (changed["reasonMessage"], changed["metadata"], changed["version"]) == (
        "late",
        {"ticket_no": "7"},
        refund["version"] + 1,
    )


def test_refund_that_does_not_exist_is_not_found(shop: Shop) -> None:
    """404 for a read and for a change."""
    missing = f"ref_{'0' * 26}"
    answers = [shop.call("refunds.get", refund_id=missing), shop.call("refunds.update", {}, refund_id=missing)]
    assert [answer.status for answer in answers] == [404, 404]


def test_payment_intent_shows_what_went_back(shop: Shop, paid: Json) -> None:
    """In part, then in full."""
    intent_id = paid["paymentIntentIds"][0]
    seen = []
    for amount in (2900, None):
        shop.refund(paid["id"], amount)
        intent = shop.call("paymentIntents.get", payment_intent_id=intent_id).data
        seen.append((intent["refundedAmountMoney"]["amount"], intent["lifecycleState"]))
    assert seen == [(2900, "partially_refunded"), (11059, "refunded")]


# ---- Races -----------------------------------------------------------------------------------------------------------


def test_two_refunds_at_once_never_give_back_more_than_was_paid(world: World, shop: Shop, paid: Json) -> None:
    """Both want 60.00 of 110.59; the other reserves in the moment before this one does."""
    others: list[Answer] = []
    world.before_next_write(lambda: others.append(shop.refund(paid["id"], 6000)))
    mine = shop.refund(paid["id"], 6000)
    assert (mine.refusal, others[0].status, world.gateway.given_back) == (
        (400, "AMOUNT_EXCEEDS_REFUNDABLE"),
        201,
        6000,
    )


def test_two_refunds_at_once_that_fit_both_happen(world: World, shop: Shop, paid: Json) -> None:
    """29.00 and 50.00; the books hold both."""
    others: list[Answer] = []
    world.before_next_write(lambda: others.append(shop.refund(paid["id"], 2900)))
    mine = shop.refund(paid["id"], 5000)
    assert (mine.status, others[0].status, net(shop.read(paid["id"]))["refunded"]) == (201, 201, 7900)


def test_refund_while_another_one_is_at_the_processor(world: World, shop: Shop, paid: Json) -> None:
    """The order moves on while the first is under way; the first settles all the same."""
    others: list[Answer] = []
    world.gateway.meanwhile = lambda: others.append(shop.refund(paid["id"], 2900))
    mine = shop.refund(paid["id"], 5000, KEY)
    statuses = {refund["id"]: refund["status"] for refund in shop.call("refunds.list").data}
    assert statuses == {mine.data["id"]: "pending", others[0].data["id"]: "pending"}


def test_refund_settles_although_the_order_was_closed_meanwhile(world: World, shop: Shop, paid: Json) -> None:
    """The order stays closed, and the refund counts."""
    world.gateway.meanwhile = lambda: shop.call("orders.close", {}, order_id=paid["id"])
    shop.refund(paid["id"], 5000)
    order = shop.read(paid["id"])
    assert (order["status"], net(order)["refunded"], order["refunds"][0]["status"]) == ("CLOSED", 5000, "pending")


def test_text_change_while_the_refund_is_at_the_processor_is_kept(world: World, shop: Shop, paid: Json) -> None:
    """Settling does not overwrite what somebody else wrote."""

    def change() -> None:
        (refund,) = shop.call("refunds.list").data
        shop.call("refunds.update", {"reasonMessage": "kept"}, refund_id=refund["id"])

    world.gateway.meanwhile = change
    shop.refund(paid["id"], 5000)
    (refund,) = shop.call("refunds.list").data
    assert (refund["reasonMessage"], world.gateway.given_back) == ("kept", 5000)


# ---- What the processor says -----------------------------------------------------------------------------------------


def _settle(world: World, status: RefundStatus, reason: str | None = None) -> None:
    world.gateway.settle_refund(status, reason)
    world.clock.advance(seconds=61)
    world.sweep()


def test_refund_that_arrived_is_succeeded(world: World, shop: Shop, paid: Json) -> None:
    """On the refund and on the order."""
    refund = shop.refund(paid["id"], 2900).data
    _settle(world, RefundStatus.SUCCEEDED)
    refund = shop.call("refunds.get", refund_id=refund["id"]).data
    assert (refund["status"], shop.read(paid["id"])["refunds"][0]["status"]) == ("succeeded", "succeeded")


def test_refund_that_failed_later_drops_out_of_the_books(world: World, shop: Shop, paid: Json) -> None:
    """The whole amount is collected, and can be refunded, again."""
    shop.refund(paid["id"], 2900)
    _settle(world, RefundStatus.FAILED, "lost_or_stolen_card")
    order = shop.read(paid["id"])
    assert (order["status"], net(order)["refunded"], net(order)["refundedTax"], "refund" in actions(order)) == (
        "PAID",
        0,
        0,
        True,
    )


def test_refund_that_failed_later_says_why(world: World, shop: Shop, paid: Json) -> None:
    """In the bank's words."""
    shop.refund(paid["id"], 2900)
    _settle(world, RefundStatus.FAILED, "lost_or_stolen_card")
    (refund,) = shop.call("refunds.list").data
    assert (refund["status"], refund["failureReason"]) == ("failed", "lost_or_stolen_card")


def test_failed_last_refund_leads_back_to_partially_refunded(world: World, shop: Shop, paid: Json) -> None:
    """REFUNDED was premature."""
    shop.refund(paid["id"], 2900)
    shop.refund(paid["id"])
    _settle(world, RefundStatus.FAILED)
    order = shop.read(paid["id"])
    assert (order["status"], net(order)["refunded"]) == ("PARTIALLY_REFUNDED", 2900)


def test_failed_refund_of_a_closed_order_leaves_it_closed(world: World, shop: Shop, paid: Json) -> None:
    """Closed is the end, but the books say what was given back."""
    shop.refund(paid["id"], 2900)
    shop.call("orders.close", {}, order_id=paid["id"])
    _settle(world, RefundStatus.FAILED)
    order = shop.read(paid["id"])
    assert (order["status"], net(order)["refunded"]) == ("CLOSED", 0)


def test_pending_refund_is_looked_at_less_and_less_often(world: World, shop: Shop, paid: Json) -> None:
    """After one minute, then four more: not every minute for days."""
    shop.refund(paid["id"], 2900)
    for _ in range(6):
        world.clock.advance(seconds=61)
        world.sweep()
    assert world.gateway.calls.count("look_up_refund") == 2


def test_refund_that_the_processor_refuses_is_an_error(world: World, shop: Shop, paid: Json) -> None:
    """402 REFUND_FAILED, nothing was given back, and the order is as before."""
    world.gateway.refund_answers.append(RefundOutcome(RefundStatus.FAILED, None, "charge_disputed"))
    answer = shop.refund(paid["id"], 2900)
    order = shop.read(paid["id"])
    assert (answer.refusal, order["status"], net(order)["refunded"]) == ((402, "REFUND_FAILED"), "PAID", 0)


def test_refused_refund_does_not_advise_to_pay(world: World, shop: Shop, paid: Json) -> None:
    """Another card would be of no help."""
    world.gateway.refund_answers.append(RefundOutcome(RefundStatus.FAILED, None, "charge_disputed"))
    error = shop.refund(paid["id"], 2900).error
    assert ("pay" in error["supportedActions"], "another card" in str(error["remediation"]["nextSteps"])) == (
        False,
        False,
    )


def test_refused_refund_is_replayed(world: World, shop: Shop, paid: Json) -> None:
    """With its code, and without another call."""
    world.gateway.refund_answers.append(RefundOutcome(RefundStatus.FAILED, None, "charge_disputed"))
    shop.refund(paid["id"], 2900, KEY)
    again = shop.refund(paid["id"], 2900, KEY)
    assert (again.refusal, world.gateway.calls.count("refund")) == ((402, "REFUND_FAILED"), 1)


# ---- Lost ------------------------------------------------------------------------------------------------------------


def _lose(world: World, shop: Shop, paid: Json, *, effect: bool, key: str | None = KEY) -> Answer:
    (world.gateway.after if effect else world.gateway.before).append(lost())
    return shop.refund(paid["id"], 2900, key)


@pytest.mark.parametrize("effect", [True, False], ids=["took_effect", "had_no_effect"])
def test_lost_refund_is_reserved(world: World, shop: Shop, paid: Json, effect: bool) -> None:  # noqa: FBT001 (a case)
    """503, and its amount can't be given back a second time."""
    answer = _lose(world, shop, paid, effect=effect)
    assert (answer.refusal, shop.refund(paid["id"], 11059).refusal) == (
        (503, "PROCESSOR_UNAVAILABLE"),
        (400, "AMOUNT_EXCEEDS_REFUNDABLE"),
    )


@pytest.mark.parametrize("effect", [True, False], ids=["took_effect", "had_no_effect"])
def test_retry_of_a_lost_refund_finishes_it_once(world: World, shop: Shop, paid: Json, effect: bool) -> None:  # noqa: FBT001
    """29.00 go back."""
    _lose(world, shop, paid, effect=effect)
    world.clock.advance(seconds=RESUME_SECONDS)
    answer = shop.refund(paid["id"], 2900, KEY)
    assert (answer.status, answer.data["amountMoney"]["amount"], world.gateway.given_back) == (201, 2900, 2900)


def test_retry_of_a_lost_refund_at_once_is_told_to_wait(world: World, shop: Shop, paid: Json) -> None:
    """Its process may still be at work."""
    _lose(world, shop, paid, effect=True)
    assert shop.refund(paid["id"], 2900, KEY).refusal == (409, "IDEMPOTENCY_KEY_IN_PROGRESS")


@pytest.mark.parametrize("effect", [True, False], ids=["took_effect", "had_no_effect"])
def test_sweeper_finishes_a_lost_refund_once(world: World, shop: Shop, paid: Json, effect: bool) -> None:  # noqa: FBT001
    """Without anybody's retry."""
    _lose(world, shop, paid, effect=effect, key=None)
    world.clock.advance(seconds=RESUME_SECONDS)
    world.sweep()
    (refund,) = shop.call("refunds.list").data
    assert (refund["status"], world.gateway.given_back) == ("pending", 2900)


def test_refund_of_a_dead_process_is_finished_by_the_sweeper(world: World, shop: Shop, paid: Json) -> None:
    """It died between the reservation and the call."""
    world.gateway.before.append(ProcessDied())
    with pytest.raises(ProcessDied):
        shop.refund(paid["id"], 2900)
    world.clock.advance(seconds=RESUME_SECONDS)
    world.sweep()
    assert (net(shop.read(paid["id"]))["refunded"], world.gateway.given_back) == (2900, 2900)


def test_old_refund_is_looked_for_and_never_repeated(world: World, shop: Shop, paid: Json) -> None:
    """The processor may have forgotten the key."""
    _lose(world, shop, paid, effect=True)
    world.clock.advance(hours=25)
    world.sweep()
    assert (world.gateway.calls[-1], world.gateway.given_back) == ("find_refund", 2900)


def test_old_refund_that_never_reached_the_processor_failed(world: World, shop: Shop, paid: Json) -> None:
    """Its amount can be given back again."""
    _lose(world, shop, paid, effect=False)
    world.clock.advance(hours=25)
    world.sweep()
    assert (shop.call("refunds.list").data[0]["status"], net(shop.read(paid["id"]))["refunded"]) == ("failed", 0)
