"""Agents' keys: what they may move by themselves, what a person has to approve, and what they may never do."""

from __future__ import annotations

import json
from typing import Any

import pytest

from commerce.edge.mcp import serve
from commerce.edge.operation import Operation
from commerce.store.keys import confirmation_name
from commerce.store.store import Found
from commerce.usecases.authorization import identify
from tests.card_tokens import lost
from tests.contract.asking import MUTATIONS, ask, named, prepare
from tests.fakes import PatientStore
from tests.shop import Answer, Json, Shop, net
from workers.serve_mcp import TOOLS

MOVING = {
    "invoices.recordManualPayment",
    "invoices.reverseManualPayment",
    "orders.pay",
    "orders.payById",
    "orders.recordManualPayment",
    "paymentIntents.capture",
    "paymentIntents.confirm",
    "paymentIntents.create",
    "refunds.create",
    "subscriptions.create",
}
"""Operations whose examples move money."""

TOTAL = 13824
"""What an order of 99.00 and 29.00 comes to with 8 % tax: 12800 + 1024."""


def agent(shop: Shop, *allowed: str, scopes: tuple[str, ...] = ("*",), **limits: int) -> Shop:
    """The shop, asked with an agent's key. limits: `max`, `daily` and `threshold`, minor units."""
    names = {"max": "maxAmountMoney", "daily": "maxDailyAmountMoney", "threshold": "confirmationThresholdMoney"}
    terms: Json = {names[name]: {"amount": amount} for name, amount in limits.items()}
    if allowed:
        terms["allowedActions"] = list(allowed)
    made = shop.call("apiKeys.create", {"name": "Agent", "scopes": list(scopes), "agentLimits": terms})
    return shop.with_key(made.data["key"])


def confirmation_of(answer: Answer) -> str:
    """The confirmation that a refusal names."""
    assert answer.refusal == (403, "HUMAN_CONFIRMATION_REQUIRED"), answer.text
    return str(answer.error["confirmationId"])


def approve(shop: Shop, answer: Answer) -> Json:
    """Approve what a refusal asks for."""
    return dict(shop.call("confirmations.approve", confirmation_id=confirmation_of(answer)).data)


def key_id(shop: Shop) -> str:
    """The id of the key that asks."""
    return identify(shop.world.runtime, shop.api_key)["keyId"]


def books(shop: Shop) -> list[Any]:
    """What orders and the card processor say of money."""
    orders = shop.call("orders.list", query={"pageSize": "100"}).data
    gateway = shop.world.gateway
    moved = [call for call in gateway.calls if call in {"charge", "capture", "refund"}]
    return [{order["id"]: net(order)["paid"] - net(order)["refunded"] for order in orders}, moved]


def test_no_operation_moves_more_than_the_key_may(shop: Shop) -> None:
    """Of every operation that there is: a key that may move nothing moves nothing, whoever wrote the operation.

    Those that would move money write nothing; all others pay no order, and charge no card.
    """
    nothing, ids = agent(shop, max=0), prepare(shop)
    moving = {each.name: each for each in MUTATIONS if each.name in MOVING}
    rows, before = shop.world.table.rows(), books(shop)
    refused = {name: ask(nothing, operation, ids).refusal for name, operation in moving.items()}
    assert refused == dict.fromkeys(MOVING, (403, "AMOUNT_EXCEEDS_KEY_LIMIT"))
    assert shop.world.table.rows() == rows
    for operation in MUTATIONS:
        if operation.name not in MOVING:
            ask(nothing, operation, ids)
    after = books(shop)
    assert {order: money for order, money in after[0].items() if money} == {o: m for o, m in before[0].items() if m}
    assert after[1] == before[1]


@pytest.mark.parametrize("operation", [each for each in MUTATIONS if each.name in MOVING], ids=named)
def test_every_operation_waits_for_a_person_and_goes_through_once(shop: Shop, operation: Operation) -> None:
    """Refused, approved, repeated: done once; repeated again: the first answer."""
    ids = prepare(shop, operation)
    nobody = agent(shop, threshold=0)
    before = books(shop)
    refused = ask(nobody, operation, ids, key="k")
    asked = approve(shop, refused)
    assert (asked["operation"], books(shop)) == (operation.name, before)
    first, again = (ask(nobody, operation, ids, key="k") for _ in range(2))
    assert (first.status, first.body["meta"]) == (operation.status, {})
    assert (again.data_text, again.body["meta"]) == (first.data_text, {"idempotencyReplayed": True})
    assert len(books(shop)[1]) - len(before[1]) <= 1
    shown = shop.call("confirmations.get", confirmation_id=asked["id"]).data
    assert (shown["status"], shown["decidedBy"]) == ("used", key_id(shop))


def test_payment_without_an_amount_is_measured_by_the_balance(shop: Shop) -> None:
    """138.24 are owed: a key for 138.24 pays, one for a cent less does not."""
    order = shop.order()
    assert agent(shop, max=TOTAL - 1).pay(order["id"]).refusal == (403, "AMOUNT_EXCEEDS_KEY_LIMIT")
    assert agent(shop, max=TOTAL).pay(order["id"]).status == 200


def test_cards_of_one_request_count_together(shop: Shop) -> None:
    """Two cards of 69.12 each are 138.24."""
    order = shop.order()
    body = {"paymentSourceTokens": ["tok_visa", "tok_visa"]}
    refused = agent(shop, max=TOTAL - 1).call("orders.pay", body, order_id=order["id"])
    paid = agent(shop, max=TOTAL, daily=TOTAL).call("orders.pay", body, order_id=order["id"])
    assert (refused.status, paid.status, shop.world.gateway.taken) == (403, 200, TOTAL)


def test_tip_counts_with_the_payment(shop: Shop) -> None:
    """138.24 and a tip of 10.00."""
    body = {"paymentSourceToken": "tok_visa", "tipMoney": {"amount": 1000}}
    answer = agent(shop, max=TOTAL + 999).call("orders.pay", body, order_id=shop.order()["id"])
    assert answer.refusal == (403, "AMOUNT_EXCEEDS_KEY_LIMIT")
    assert "would move 148.24 USD" in answer.error["message"]


def test_day_has_an_end(shop: Shop) -> None:
    """Two orders of 60.00 in a day of 100.00: the second waits until midnight UTC, half a day later."""
    first, second = (shop.order(6000, taxes=[])["id"] for _ in range(2))
    limited = agent(shop, daily=10_000)
    paid, refused = limited.pay(first).status, limited.pay(second)
    assert (paid, refused.refusal) == (200, (403, "AMOUNT_EXCEEDS_KEY_LIMIT"))
    assert "60.00 USD were moved today, and this is 60.00 USD more" in refused.error["message"]
    dry = limited.call("orders.pay", {"paymentSourceToken": "tok_visa"}, order_id=second, query={"dryRun": "true"})
    shop.world.clock.advance(hours=15)
    assert (dry.refusal, limited.pay(second).status) == ((403, "AMOUNT_EXCEEDS_KEY_LIMIT"), 200)


def test_days_limit_is_kept_between_two_at_once(shop: Shop) -> None:
    """Both see an empty day; only one of them may fill it."""
    first, second = (shop.order(6000, taxes=[])["id"] for _ in range(2))
    limited = agent(shop, daily=10_000)
    twin: list[Answer] = []
    shop.world.before_next_write(lambda: twin.append(limited.pay(second)))
    slower = limited.pay(first)
    assert (twin[0].status, slower.refusal) == (200, (403, "AMOUNT_EXCEEDS_KEY_LIMIT"))
    assert shop.world.gateway.taken == 6000


def test_money_given_back_counts_like_money_taken(shop: Shop) -> None:
    """50.00 taken and 50.00 given back are 100.00 of a day; the refund's amount is what is left, not what was said."""
    limited = agent(shop, daily=9_999)
    order = shop.order(5000, taxes=[])
    limited.pay(order["id"])
    assert limited.refund(order["id"]).refusal == (403, "AMOUNT_EXCEEDS_KEY_LIMIT")
    assert limited.refund(order["id"], 4999).status == 201


def test_hold_is_measured_and_counts_once_it_is_captured(shop: Shop) -> None:
    """A hold of 80.00, of which 30.00 are taken: 30.00 of the day's 80.00, so that 50.00 are left."""
    limited = agent(shop, daily=8_000)
    hold = {"paymentSourceToken": "tok_visa", "autoConfirm": True, "captureMethod": "manual"}
    more = limited.call("paymentIntents.create", {**hold, "amountMoney": {"amount": 8001}})
    held = limited.call("paymentIntents.create", {**hold, "amountMoney": {"amount": 8000}}).data
    limited.call("paymentIntents.capture", {"amountMoney": {"amount": 3000}}, payment_intent_id=held["id"])
    refused, paid = (limited.pay(shop.order(each, taxes=[])["id"]) for each in (5001, 5000))
    assert more.refusal == refused.refusal == (403, "AMOUNT_EXCEEDS_KEY_LIMIT")
    assert paid.status == 200


def test_other_currency_is_not_moved(shop: Shop) -> None:
    """A limit in dollars says nothing of euros."""
    answer = agent(shop, max=1_000_000).pay(shop.order(currency="EUR", taxes=[])["id"])
    assert answer.refusal == (403, "AMOUNT_EXCEEDS_KEY_LIMIT")
    assert "moves USD only" in answer.error["message"]


def test_prepared_payment_is_not_money_yet(shop: Shop) -> None:
    """It may be made and changed; it is measured when it is confirmed."""
    limited = agent(shop, max=100)
    body = {"amountMoney": {"amount": 5000}, "paymentSourceToken": "tok_visa"}
    made = limited.call("paymentIntents.create", body).data
    changed = limited.call("paymentIntents.update", {"amountMoney": {"amount": 4000}}, payment_intent_id=made["id"])
    confirmed = limited.call("paymentIntents.confirm", {}, payment_intent_id=made["id"])
    assert (changed.status, confirmed.refusal) == (200, (403, "AMOUNT_EXCEEDS_KEY_LIMIT"))


def test_texts_of_a_payment_under_way_are_no_money(shop: Shop) -> None:
    """Only its metadata change, while it waits for an answer of the processor."""
    order_id = shop.order()["id"]
    shop.world.gateway.after.append(lost())
    shop.pay(order_id)
    (payment,) = shop.read(order_id)["paymentIntentIds"]
    answer = agent(shop, max=0).call("paymentIntents.update", {"metadata": {"a": "b"}}, payment_intent_id=payment)
    assert answer.status == 200


def test_what_was_claimed_is_finished_whatever_the_limit_says(shop: Shop) -> None:
    """The process dies once the card was charged; the repetition settles it, and counts it no second time."""
    limited = agent(shop, daily=TOTAL)
    order = shop.order()
    shop.world.gateway.after.append(lost())
    limited.pay(order["id"], key="k")
    shop.world.clock.advance(minutes=2)
    again = limited.pay(order["id"], key="k")
    assert (again.status, net(again.data)["paid"], shop.world.gateway.taken) == (200, TOTAL, TOTAL)


def test_action_that_is_not_allowed_is_refused(shop: Shop) -> None:
    """Those that are named may be called, and whatever only reads."""
    limited = agent(shop, "orders.create", "orders.pay")
    order = limited.call("orders.create", {"lineItems": [{"name": "x", "unitPriceMoney": {"amount": 100}}]}).data
    refused = limited.call("orders.close", {}, order_id=order["id"])
    assert refused.refusal == (403, "ACTION_NOT_ALLOWED")
    assert "it may call orders.create, orders.pay" in refused.error["message"]
    assert (limited.pay(order["id"]).status, limited.read(order["id"])["status"]) == (200, "PAID")


def test_refusal_says_how_a_person_approves(shop: Shop) -> None:
    """And by when; what is repeated meanwhile asks no second time."""
    limited = agent(shop, threshold=TOTAL - 1)
    order = shop.order()
    first, again = (limited.pay(order["id"], key="k") for _ in range(2))
    (asked,) = shop.call("confirmations.list", query={"status": "pending"}).data
    assert confirmation_of(first) == confirmation_of(again) == asked["id"]
    steps = first.error["remediation"]["nextSteps"]
    assert f"POST /v1/confirmations/{asked['id']}/approve" in steps[0]
    assert "before 2026-03-03T09:30:00Z" in steps[1]
    assert asked["description"] == f"orders.pay: 138.24 USD of order {order['orderNumber']}."
    assert (asked["amountMoney"]["amount"], asked["orderId"], asked["apiKeyId"]) == (
        TOTAL,
        order["id"],
        key_id(limited),
    )


def test_audit_trail_names_who_asked_and_who_approved(shop: Shop) -> None:
    """The agent's key acts, the person's key approved."""
    limited = agent(shop, threshold=0)
    order = shop.order()
    approve(shop, limited.pay(order["id"], key="k"))
    limited.pay(order["id"], key="k")
    paid = shop.activities(order["id"])[-1]
    assert (paid["type"], paid["actor"], paid["approvedBy"]) == ("payment.succeeded", key_id(limited), key_id(shop))


def test_audit_trail_names_the_approver_whoever_finishes(shop: Shop) -> None:
    """The agent's process dies; the sweeper settles what a person approved."""
    limited = agent(shop, threshold=0)
    order = shop.order()
    approve(shop, limited.pay(order["id"], key="k"))
    shop.world.gateway.after.append(lost())
    limited.pay(order["id"], key="k")
    shop.world.clock.advance(minutes=2)
    shop.world.sweep()
    paid = shop.activities(order["id"])[-1]
    assert (paid["type"], paid["actor"], paid["approvedBy"]) == ("payment.succeeded", "system", key_id(shop))


def test_approval_is_for_one_request_and_one_amount(shop: Shop) -> None:
    """Another key, another order and another total are asked about anew."""
    limited = agent(shop, threshold=0)
    order, other = shop.order(), shop.order()
    asked = approve(shop, limited.pay(order["id"], key="k"))
    assert confirmation_of(limited.pay(order["id"], key="another")) != asked["id"]
    assert confirmation_of(limited.pay(other["id"], key="k")) != asked["id"]
    shop.call("orders.addTips", {"amountMoney": {"amount": 1}}, order_id=order["id"])
    shop.world.clock.advance(seconds=1)
    anew = confirmation_of(limited.pay(order["id"], key="k"))
    assert anew != asked["id"]
    assert shop.call("confirmations.get", confirmation_id=anew).data["amountMoney"]["amount"] == TOTAL + 1


def test_approval_of_another_agents_request_does_not_count(shop: Shop) -> None:
    """Two agents send the same."""
    one, two = agent(shop, threshold=0), agent(shop, threshold=0)
    order = shop.order()
    approve(shop, one.pay(order["id"], key="k"))
    assert two.pay(order["id"], key="k").refusal == (403, "HUMAN_CONFIRMATION_REQUIRED")


def test_declined_request_stays_declined(shop: Shop) -> None:
    """Also one that was approved and not used; with another key the agent may ask again."""
    limited = agent(shop, threshold=0)
    order = shop.order()
    asked = approve(shop, limited.pay(order["id"], key="k"))
    declined = shop.call("confirmations.decline", confirmation_id=asked["id"])
    assert declined.data["status"] == "declined"
    assert limited.pay(order["id"], key="k").refusal == (403, "CONFIRMATION_DECLINED")
    assert shop.call("confirmations.approve", confirmation_id=asked["id"]).refusal == (409, "CONFIRMATION_NOT_PENDING")
    assert limited.pay(order["id"], key="another").refusal == (403, "HUMAN_CONFIRMATION_REQUIRED")


def test_approval_ends_after_a_day(shop: Shop) -> None:
    """It is shown as expired, can't be decided any more, and the same request asks anew."""
    limited = agent(shop, threshold=0)
    order = shop.order()
    asked = approve(shop, limited.pay(order["id"], key="k"))
    shop.world.clock.advance(hours=24)
    expired, approved = (
        shop.call("confirmations.list", query={"status": status}).data for status in ("expired", "approved")
    )
    assert ([each["id"] for each in expired], approved) == ([asked["id"]], [])
    assert shop.call("confirmations.decline", confirmation_id=asked["id"]).refusal == (409, "CONFIRMATION_NOT_PENDING")
    assert confirmation_of(limited.pay(order["id"], key="k")) != asked["id"]
    assert shop.call("confirmations.get", confirmation_id=asked["id"]).refusal == (404, "CONFIRMATION_NOT_FOUND")


def test_one_approval_of_two_repetitions_at_once_is_one_charge(shop: Shop) -> None:
    """Both have read the approval; one of them uses it up."""
    limited = agent(shop, threshold=0)
    hold = {"amountMoney": {"amount": 5000}, "paymentSourceToken": "tok_visa", "autoConfirm": True}
    approve(shop, limited.call("paymentIntents.create", hold))
    twin: list[Answer] = []
    shop.world.before_next_write(lambda: twin.append(limited.call("paymentIntents.create", hold)))
    slower = limited.call("paymentIntents.create", hold)
    assert (twin[0].status, slower.refusal) == (201, (403, "HUMAN_CONFIRMATION_REQUIRED"))
    assert shop.world.gateway.taken == 5000


def test_decline_beats_a_request_that_has_read_the_approval(shop: Shop) -> None:
    """The person changes their mind just before the agent's write."""
    limited = agent(shop, threshold=0)
    order = shop.order()
    asked = approve(shop, limited.pay(order["id"], key="k"))
    shop.world.before_next_write(lambda: shop.call("confirmations.decline", confirmation_id=asked["id"]))
    assert limited.pay(order["id"], key="k").refusal == (403, "CONFIRMATION_DECLINED")
    assert shop.world.gateway.taken == 0


def test_approval_between_two_repetitions_is_kept(shop: Shop) -> None:
    """The person approves while the agent, who has read that they had not, asks again."""
    limited = agent(shop, threshold=0)
    order = shop.order()
    asked = confirmation_of(limited.pay(order["id"], key="k"))
    meanwhile = [lambda: shop.call("confirmations.approve", confirmation_id=asked)]

    class Interrupted(PatientStore):
        def read(self, *names: str) -> Found:
            """Read; once what the person was asked was read, they approve."""
            found = super().read(*names)
            if confirmation_name(asked) in names and meanwhile:
                meanwhile.pop()()
            return found

    shop.world.runtime.store_for = Interrupted
    assert confirmation_of(limited.pay(order["id"], key="k")) == asked
    assert limited.pay(order["id"], key="k").status == 200


def test_dry_run_asks_nobody(shop: Shop) -> None:
    """It says that a person would have to approve."""
    body = {"paymentSourceToken": "tok_visa"}
    answer = agent(shop, threshold=0).call("orders.pay", body, order_id=shop.order()["id"], query={"dryRun": "true"})
    assert (answer.refusal, "confirmationId" in answer.error) == ((403, "HUMAN_CONFIRMATION_REQUIRED"), False)
    assert shop.call("confirmations.list").data == []


def test_dry_run_sees_what_a_person_has_said_of_the_request_in_earnest(shop: Shop) -> None:
    """Asked, approved, used: the dry run of the same request is refused, goes well, and is refused again."""
    limited, order = agent(shop, threshold=0), shop.order()
    body = {"paymentSourceToken": "tok_visa", "amountMoney": {"amount": 100}}

    def pay(**query: str) -> Answer:
        return limited.call("orders.pay", body, order_id=order["id"], query=query, key="k")

    asked = confirmation_of(pay())
    dry = pay(dryRun="true")
    assert (dry.refusal, confirmation_of(dry)) == ((403, "HUMAN_CONFIRMATION_REQUIRED"), asked)
    assert dry.error["remediation"]["nextSteps"][1].startswith("Then send this request without dryRun, with the same")
    shop.call("confirmations.approve", confirmation_id=asked)
    assert [pay(dryRun="true").status for _ in "12"] == [200, 200]
    assert shop.call("confirmations.get", confirmation_id=asked).data["status"] == "approved"
    assert (pay().status, shop.call("confirmations.get", confirmation_id=asked).data["status"]) == (200, "used")
    body["amountMoney"] = {"amount": 101}
    assert pay(dryRun="true").refusal == (409, "IDEMPOTENCY_KEY_REUSED")


def test_amount_at_the_threshold_needs_nobody(shop: Shop) -> None:
    """Only more than that."""
    assert agent(shop, threshold=TOTAL).pay(shop.order()["id"]).status == 200


def test_no_approval_lifts_the_limits(shop: Shop) -> None:
    """What the key may not move at all, a person does with a key of theirs; nobody is asked."""
    limited = agent(shop, max=100, threshold=0)
    assert limited.pay(shop.order()["id"]).refusal == (403, "AMOUNT_EXCEEDS_KEY_LIMIT")
    assert shop.call("confirmations.list").data == []


def test_agent_does_not_approve(shop: Shop) -> None:
    """Neither its own requests nor those of others, whatever its scopes; nor does it make a key that could."""
    limited, other = agent(shop, threshold=0), agent(shop)
    asked = confirmation_of(limited.pay(shop.order()["id"]))
    refused = [
        limited.call("confirmations.approve", confirmation_id=asked),
        other.call("confirmations.approve", confirmation_id=asked),
        other.call("confirmations.decline", confirmation_id=asked),
        limited.call("apiKeys.create", {"name": "x", "scopes": ["*"]}),
        limited.call("apiKeys.revoke", api_key_id=key_id(shop)),
    ]
    assert {answer.refusal for answer in refused} == {(403, "ACTION_NOT_ALLOWED")}
    assert limited.call("apiKeys.revoke", api_key_id=key_id(limited)).status == 200


def test_person_without_the_scope_does_not_approve(shop: Shop) -> None:
    """`confirmations.write` says who may."""
    asked = confirmation_of(agent(shop, threshold=0).pay(shop.order()["id"]))
    clerk = shop.with_key(shop.call("apiKeys.create", {"name": "x", "scopes": ["confirmations.read"]}).data["key"])
    assert clerk.call("confirmations.get", confirmation_id=asked).status == 200
    assert clerk.call("confirmations.approve", confirmation_id=asked).refusal == (403, "INSUFFICIENT_SCOPE")


def test_plan_that_begins_anew_is_measured(shop: Shop) -> None:
    """From 29.00 a month to 290.00 a year at once: 261.00 after the credit, 281.88 with tax."""
    made, yearly = shop.subscription(), shop.plan(29_000, billingInterval="yearly")
    before = shop.world.gateway.taken
    refused, moved = (
        agent(shop, max=most).call("subscriptions.update", {"planId": yearly["id"]}, subscription_id=made["id"])
        for most in (28_187, 28_188)
    )
    assert refused.refusal == (403, "AMOUNT_EXCEEDS_KEY_LIMIT")
    assert (moved.status, shop.world.gateway.taken - before) == (200, 28_188)


def test_agents_new_default_card_pays_within_the_limits_only(shop: Shop) -> None:
    """A late subscription of 31.32 is charged to it by a person's choice, not by that of an agent for less."""
    customer = shop.carded_customer("tok_later_CARD_DECLINED")
    plan = shop.plan(trialPeriodDays=7)
    made = shop.subscription(customerId=customer["id"], planId=plan["id"])
    shop.world.clock.advance(days=8)
    shop.world.bill()
    card = shop.card(customer["id"])

    def state() -> str:
        return str(shop.call("subscriptions.get", subscription_id=made["id"]).data["status"])

    assert state() == "past_due"
    agent(shop, max=3131).call("paymentMethods.setDefault", payment_method_id=card["id"])
    assert (state(), shop.world.gateway.taken) == ("past_due", 0)
    shop.call("paymentMethods.setDefault", payment_method_id=card["id"])
    assert (state(), shop.world.gateway.taken) == ("active", 3132)


def test_tools_go_by_the_same_limits(shop: Shop) -> None:
    """A call by the Model Context Protocol is the operation itself."""
    limited = agent(shop, threshold=0)
    arguments = {"orderId": shop.order()["id"], "paymentSourceToken": "tok_visa", "idempotencyKey": "k"}

    def call() -> Json:
        params = {"name": "orders_pay", "arguments": arguments}
        message = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params}
        asked_by = {"authorizer": {"lambda": identify(shop.world.runtime, limited.api_key)}}
        answer = serve({"body": json.dumps(message), "requestContext": asked_by}, shop.world.runtime, TOOLS)
        return dict(json.loads(answer["body"])["result"]["structuredContent"])

    refused = call()["error"]
    assert refused["code"] == "HUMAN_CONFIRMATION_REQUIRED"
    shop.call("confirmations.approve", confirmation_id=refused["confirmationId"])
    assert call()["data"]["status"] == "PAID"


def test_actions_that_may_wait_for_a_person_say_so(shop: Shop) -> None:
    """`requiresHumanConfirmation` of an order's actions is true for whatever a limited key is stopped at."""
    order, nobody = shop.order(), agent(shop, threshold=0)
    bodies = {"pay": {"paymentSourceToken": "tok_visa"}}
    offers = {each["action"]: each for each in nobody.read(order["id"])["availableActions"]}
    stopped = set()
    for action in ("recordManualPayment", "pay", "update", "addTips", "close"):
        answer = nobody.call(f"orders.{action}", bodies.get(action, {}), order_id=order["id"])
        if answer.status == 403:
            stopped.add(action)
    assert stopped == {"pay", "recordManualPayment"}
    assert all(offers[action]["requiresHumanConfirmation"] for action in stopped)


@pytest.mark.parametrize(
    ("limits", "field"),
    [
        ({"allowedActions": ["orders.fly"]}, "agentLimits.allowedActions"),
        (
            {
                "maxAmountMoney": {"amount": 1, "currency": "USD"},
                "maxDailyAmountMoney": {"amount": 1, "currency": "EUR"},
            },
            "agentLimits.maxDailyAmountMoney.currency",
        ),
        ({"maxAmountMoney": {"amount": -1}}, "agentLimits.maxAmountMoney.amount"),
        ({"noSuchLimit": 1}, "agentLimits.noSuchLimit"),
    ],
)
def test_limits_that_make_no_sense_are_refused(shop: Shop, limits: Json, field: str) -> None:
    """By the name of their field."""
    answer = shop.call("apiKeys.create", {"name": "x", "scopes": ["*"], "agentLimits": limits})
    assert (answer.status, answer.wrong_fields) == (400, {field})


def test_limits_are_shown_with_the_key(shop: Shop) -> None:
    """In the merchant's currency, unless another one was named; other keys have none."""
    limited = agent(shop, "orders.pay", max=100)
    keys = {each["id"]: each["agentLimits"] for each in shop.call("apiKeys.list").data}
    assert keys[key_id(shop)] is None
    assert keys[key_id(limited)] == {
        "maxAmountMoney": {"amount": 100, "currency": "USD"},
        "maxDailyAmountMoney": None,
        "confirmationThresholdMoney": None,
        "allowedActions": ["orders.pay"],
    }
