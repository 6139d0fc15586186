"""One refund over several payments, the latest first: each part stands and fails by itself."""

from typing import Any

import pytest

from commerce.domain.deadlines import RESUME_AFTER
from commerce.domain.lifecycle import RefundStatus
from commerce.domain.outcomes import RefundOutcome
from tests.card_tokens import lost
from tests.fake_gateway import ProcessDied
from tests.shop import Json, Shop, net

KEY = "refund-1"
REFUSED = RefundOutcome(RefundStatus.FAILED, None, "charge_disputed")


def paid_in_parts(shop: Shop, *parts: int, cash: int = 0) -> Json:
    """The walk-through's 138.24, 10.24 of it tax: cash first, then a card for each part, and one for the rest."""
    order = shop.order()
    if cash:
        shop.call("orders.recordManualPayment", {"amountMoney": {"amount": cash}}, order_id=order["id"])
    for part in parts:
        body = {"paymentSourceToken": "tok_visa", "amountMoney": {"amount": part}}
        shop.call("orders.pay", body, order_id=order["id"])
    return dict(shop.pay(order["id"]).data)


def parts_of(refund: Json) -> list[tuple[int, int, str]]:
    """Amount, tax and status of each part."""
    return [(p["amountMoney"]["amount"], p["taxMoney"]["amount"], p["status"]) for p in refund["allocations"]]


def read_refund(shop: Shop, refund: Json) -> Json:
    """The refund as it stands now."""
    return dict(shop.call("refunds.get", refund_id=refund["id"]).data)


def bank_ends(shop: Shop, status: RefundStatus, of: str) -> None:
    """The bank has its say on what went back to this payment, and the sweeper looks."""
    shop.world.gateway.settle_refund(status, "lost_or_stolen_card" if status is RefundStatus.FAILED else None, of=of)
    shop.world.clock.advance(hours=1)
    shop.world.sweep()


def test_refund_of_all_goes_back_to_every_payment(shop: Shop) -> None:
    """5000, 3000 and 5824: the latest first, one refund at the processor for each, under keys of their own."""
    order = paid_in_parts(shop, 5000, 3000)
    refund = shop.refund(order["id"]).data
    # 10.24 of 138.24 is tax: 4.31 of 58.24, 6.54 of the first 88.24, so 2.23 of 30.00, and 3.70 are left.
    assert parts_of(refund) == [(5824, 431, "pending"), (3000, 223, "pending"), (5000, 370, "pending")]
    assert (refund["amountMoney"]["amount"], refund["taxMoney"]["amount"], refund["paymentIntentId"]) == (
        13824,
        1024,
        None,
    )
    assert [part["paymentIntentId"] for part in refund["allocations"]] == order["paymentIntentIds"][::-1]
    assert list(shop.world.gateway.refunds) == [refund["id"], f"{refund['id']}-2", f"{refund['id']}-3"]
    after = shop.read(order["id"])
    assert (after["status"], after["refundIds"], net(after)["refunded"]) == ("REFUNDED", [refund["id"]], 13824)
    assert [entry["amountMoney"]["amount"] for entry in after["refunds"]] == [5824, 3000, 5000]
    assert shop.world.gateway.given_back == 13824


def test_refund_touches_an_earlier_payment_only_when_it_must(shop: Shop) -> None:
    """5824 from the second payment; the next cent comes from the first."""
    order = paid_in_parts(shop, 8000)
    first, second = shop.refund(order["id"], 5824).data, shop.refund(order["id"], 1).data
    assert [refund["paymentIntentId"] for refund in (first, second)] == order["paymentIntentIds"][::-1]
    intents = [shop.call("paymentIntents.get", payment_intent_id=name).data for name in order["paymentIntentIds"]]
    assert [(intent["refundedAmountMoney"]["amount"], intent["lifecycleState"]) for intent in intents] == [
        (1, "partially_refunded"),
        (5824, "refunded"),
    ]


def test_payment_that_is_named_gives_back_alone(shop: Shop) -> None:
    """8000 of it, and not a cent of the other payment's."""
    order = paid_in_parts(shop, 8000)
    body: dict[str, Any] = {"orderId": order["id"], "paymentIntentId": order["paymentIntentIds"][0]}
    refused = shop.call("refunds.create", body | {"amountMoney": {"amount": 8001}})
    assert refused.refusal == (400, "AMOUNT_EXCEEDS_REFUNDABLE")
    assert parts_of(shop.call("refunds.create", body).data) == [(8000, 593, "pending")]


def test_line_is_given_back_over_two_payments(shop: Shop) -> None:
    """106.92 of the console: 58.24 and 48.68, with its 7.92 of tax."""
    order = paid_in_parts(shop, 8000)
    body = {
        "orderId": order["id"],
        "lineItems": [{"orderLineItemId": order["lineItems"][0]["id"], "quantity": 1}],
    }
    refund = shop.call("refunds.create", body).data
    assert parts_of(refund) == [(5824, 431, "pending"), (4868, 361, "pending")]
    (line,) = refund["lineItems"]
    assert (line["quantity"], line["amountMoney"]["amount"], line["taxMoney"]["amount"]) == (1, 10692, 792)
    console = shop.read(order["id"])["lineItems"][0]
    assert (console["refundedMoney"]["amount"], console["refundableQuantity"]) == (10692, 0)


def test_cash_in_the_spread_is_given_back_by_hand(shop: Shop) -> None:
    """40.00 in cash are back at once; the processor is asked for the card's 98.24 only."""
    order = paid_in_parts(shop, cash=4000)
    refund = shop.refund(order["id"]).data
    assert parts_of(refund) == [(9824, 728, "pending"), (4000, 296, "succeeded")]
    assert ([part["sourceType"] for part in refund["allocations"]], refund["sourceType"]) == (["card", "cash"], None)
    assert shop.world.gateway.given_back == 9824
    bank_ends(shop, RefundStatus.SUCCEEDED, order["paymentIntentIds"][1])
    assert read_refund(shop, refund)["status"] == "succeeded"
    assert shop.world.sweep()["due"] == 0


def test_part_that_is_refused_at_once_restores_its_part(shop: Shop) -> None:
    """The second payment's 58.24 go back, the first one's 80.00 don't: the refund comes to what went."""
    order = paid_in_parts(shop, 8000)
    shop.world.gateway.refund_answers += [RefundOutcome(RefundStatus.PENDING, "re_1"), REFUSED]
    answer = shop.refund(order["id"], key=KEY)
    assert (answer.status, parts_of(answer.data)) == (201, [(5824, 431, "pending"), (8000, 593, "failed")])
    assert (answer.data["amountMoney"]["amount"], answer.data["failureReason"]) == (5824, "charge_disputed")
    after = shop.read(order["id"])
    assert (after["status"], net(after)["refunded"], net(after)["refundedTax"]) == ("PARTIALLY_REFUNDED", 5824, 431)
    assert shop.refund(order["id"], key=KEY).data == answer.data
    assert parts_of(shop.refund(order["id"]).data) == [(8000, 593, "pending")]


def test_refund_of_which_every_part_is_refused_is_an_error(shop: Shop) -> None:
    """402, and the order is as before."""
    order = paid_in_parts(shop, 8000)
    shop.world.gateway.refund_answers += [REFUSED, REFUSED]
    assert shop.refund(order["id"]).refusal == (402, "REFUND_FAILED")
    assert (shop.read(order["id"])["status"], net(shop.read(order["id"]))["refunded"]) == ("PAID", 0)


def test_part_that_fails_later_restores_exactly_its_part(shop: Shop) -> None:
    """First one part comes back, then the other arrives: what is left of the refund is the first's 58.24."""
    order = paid_in_parts(shop, 8000)
    earlier, latest = order["paymentIntentIds"]
    refund = shop.refund(order["id"]).data
    bank_ends(shop, RefundStatus.FAILED, earlier)
    assert (read_refund(shop, refund)["status"], shop.read(order["id"])["status"]) == ("pending", "PARTIALLY_REFUNDED")
    shop.world.clock.advance(hours=6)
    bank_ends(shop, RefundStatus.SUCCEEDED, latest)
    now = read_refund(shop, refund)
    assert (now["status"], now["amountMoney"]["amount"], parts_of(now)) == (
        "succeeded",
        5824,
        [(5824, 431, "succeeded"), (8000, 593, "failed")],
    )
    told = [entry["type"] for entry in shop.call("orders.listActivities", order_id=order["id"]).data]
    assert told[:3] == ["refund.succeeded", "refund.failed", "refund.created"]


# ---- Lost ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("effect", [True, False], ids=["took_effect", "had_no_effect"])
def test_part_whose_outcome_is_unknown_is_finished_once(shop: Shop, effect: bool) -> None:  # noqa: FBT001 (a case)
    """The first part settles, the second is looked up; the retry gets one answer, and nothing goes back twice."""
    order = paid_in_parts(shop, 8000)
    (shop.world.gateway.after if effect else shop.world.gateway.before).extend([None, lost()])
    assert shop.refund(order["id"], key=KEY).refusal == (503, "PROCESSOR_UNAVAILABLE")
    assert [entry["status"] for entry in shop.read(order["id"])["refunds"]] == ["pending", "pending"]
    assert shop.refund(order["id"], key=KEY).refusal == (409, "IDEMPOTENCY_KEY_IN_PROGRESS")
    shop.world.clock.advance(seconds=RESUME_AFTER.total_seconds())
    answer = shop.refund(order["id"], key=KEY)
    assert parts_of(answer.data) == [(5824, 431, "pending"), (8000, 593, "pending")]
    assert shop.refund(order["id"], key=KEY).data == answer.data
    assert shop.world.gateway.given_back == 13824
    told = [entry["type"] for entry in shop.call("orders.listActivities", order_id=order["id"]).data]
    assert told[:2] == ["refund.pending", "refund.created"]


def test_sweeper_finishes_a_refund_whose_process_died_between_two_parts(shop: Shop) -> None:
    """The first part is repeated under its key, the second is asked for."""
    order = paid_in_parts(shop, 8000)
    shop.world.gateway.before.extend([None, ProcessDied()])
    with pytest.raises(ProcessDied):
        shop.refund(order["id"])
    shop.world.clock.advance(seconds=RESUME_AFTER.total_seconds())
    shop.world.sweep()
    (refund,) = shop.call("refunds.list").data
    assert (parts_of(refund), shop.world.gateway.given_back) == (
        [(5824, 431, "pending"), (8000, 593, "pending")],
        13824,
    )


def test_part_that_never_reached_the_processor_is_given_up_a_day_later(shop: Shop) -> None:
    """Its 80.00 can be given back again; the other part is on its way."""
    order = paid_in_parts(shop, 8000)
    shop.world.gateway.before.extend([None, lost()])
    shop.refund(order["id"])
    shop.world.clock.advance(hours=25)
    shop.world.sweep()
    (refund,) = shop.call("refunds.list").data
    assert parts_of(refund) == [(5824, 431, "pending"), (8000, 593, "failed")]
    assert (refund["failureReason"], net(shop.read(order["id"]))["refunded"]) == ("never_reached_processor", 5824)


def test_dry_run_says_what_would_go_back_to_which_payment(shop: Shop) -> None:
    """And asks the processor for nothing."""
    order = paid_in_parts(shop, 8000)
    refund = shop.call("refunds.create", {"orderId": order["id"]}, query={"dryRun": "true"}).data
    assert parts_of(refund) == [(5824, 431, "pending"), (8000, 593, "pending")]
    assert ("refund" in shop.world.gateway.calls, net(shop.read(order["id"]))["refunded"]) == (False, 0)
