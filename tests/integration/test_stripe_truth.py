"""Stripe's events, challenges, late failures and disputes, through the real SDK and the stand-in."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import pytest

from commerce.payments.stripe import StripeGateway
from local.stripe_standin import StripeStandIn
from tests.shop import SIGNING_SECRET, Answer, Shop, World, net

EVENT_NUMBERS = count(1)
CHALLENGED = "tok_threeDSecure2Required"


@pytest.fixture
def standin() -> Iterator[StripeStandIn]:
    """A Stripe of this test's own."""
    with StripeStandIn.start(port=0) as running:
        yield running


@pytest.fixture
def stripe_shop(world: World, standin: StripeStandIn) -> Shop:
    """A shop whose cards are charged by the stand-in, at the stand-in's time."""
    world.clock.at = datetime.now(UTC)
    gateway = StripeGateway("sk_test_of_this_test", standin.base_url)
    world.runtime.gateway_for = lambda _: gateway
    return world.shop()


def signature(body: str, at: datetime, secret: str = SIGNING_SECRET) -> str:
    """The header that Stripe sends."""
    stamp = int(at.timestamp())
    digest = hmac.new(secret.encode(), f"{stamp}.{body}".encode(), hashlib.sha256).hexdigest()
    return f"t={stamp},v1={digest}"


def event(kind: str, about: dict[str, Any]) -> str:
    """An event as Stripe sends it, with the little that Flint reads."""
    number = next(EVENT_NUMBERS)
    return json.dumps({"id": f"evt_{number}", "object": "event", "type": kind, "data": {"object": about}})


def deliver(shop: Shop, body: str, header: str | None = None) -> Answer:
    """Send an event to Flint."""
    signed = signature(body, shop.world.clock.now()) if header is None else header
    return shop.call("stripe.receiveEvent", body, headers={"stripe-signature": signed})


def payment_of(shop: Shop, order_id: str) -> str:
    """Stripe's id of the order's latest payment."""
    intent = shop.call("paymentIntents.get", payment_intent_id=shop.read(order_id)["paymentIntentIds"][-1]).data
    return str(intent["processorDetails"]["stripe"]["paymentIntentId"])


def challenged_order(shop: Shop) -> tuple[str, str]:
    """An order whose buyer has to confirm: its id, and Stripe's of the payment."""
    order = shop.order()
    assert shop.pay(order["id"], CHALLENGED, key="challenge").status == 200
    return order["id"], payment_of(shop, order["id"])


def test_challenged_payment_answers_what_the_buyer_has_to_do(stripe_shop: Shop) -> None:
    """The order stays open, and says whose confirmation it waits for."""
    order = stripe_shop.pay(stripe_shop.order()["id"], CHALLENGED).data
    (action,) = order["pendingActions"]
    assert order["status"] == "OPEN"
    assert action["paymentIntentId"] == order["paymentIntentIds"][0]
    assert action["clientSecret"].startswith("pi_")


def test_order_is_locked_while_the_buyer_confirms(stripe_shop: Shop) -> None:
    """No edit may change what the buyer is confirming."""
    order_id, _ = challenged_order(stripe_shop)
    refused = stripe_shop.call("orders.addTips", {"amountMoney": {"amount": 100}}, order_id=order_id)
    assert refused.refusal == (409, "PAYMENT_IN_PROGRESS")


def test_confirmed_challenge_pays_the_order(stripe_shop: Shop, standin: StripeStandIn) -> None:
    """9900 + 2900 with 8 % are 13824, taken once Stripe says so."""
    order_id, payment = challenged_order(stripe_shop)
    standin.tell("POST", f"payment_intents/{payment}/challenge", {"outcome": "succeed"})
    assert (
        deliver(stripe_shop, event("payment_intent.succeeded", {"object": "payment_intent", "id": payment})).status
        == 200
    )
    order = stripe_shop.read(order_id)
    assert (order["status"], net(order)["paid"]) == ("PAID", 13824)


def test_event_is_believed_for_nothing_but_its_subject(stripe_shop: Shop) -> None:
    """An event that says "succeeded" before Stripe does changes nothing."""
    order_id, payment = challenged_order(stripe_shop)
    deliver(stripe_shop, event("payment_intent.succeeded", {"object": "payment_intent", "id": payment}))
    assert stripe_shop.read(order_id)["status"] == "OPEN"


def test_event_that_comes_three_times_counts_once(stripe_shop: Shop, standin: StripeStandIn) -> None:
    """The order has the same version after the third delivery as after the first."""
    order_id, payment = challenged_order(stripe_shop)
    standin.tell("POST", f"payment_intents/{payment}/challenge", {"outcome": "succeed"})
    body = event("payment_intent.succeeded", {"object": "payment_intent", "id": payment})
    deliver(stripe_shop, body)
    version = stripe_shop.read(order_id)["version"]
    deliver(stripe_shop, body)
    deliver(stripe_shop, event("payment_intent.created", {"object": "payment_intent", "id": payment}))
    assert stripe_shop.read(order_id)["version"] == version


def test_failed_challenge_opens_the_order_again(stripe_shop: Shop, standin: StripeStandIn) -> None:
    """The next card can pay it."""
    order_id, payment = challenged_order(stripe_shop)
    standin.tell("POST", f"payment_intents/{payment}/challenge", {"outcome": "fail"})
    deliver(stripe_shop, event("payment_intent.payment_failed", {"object": "payment_intent", "id": payment}))
    assert stripe_shop.pay(order_id, "tok_visa").data["status"] == "PAID"


def test_abandoned_challenge_is_given_up_after_an_hour(stripe_shop: Shop, standin: StripeStandIn) -> None:
    """The sweeper cancels it at Stripe, so that it can't succeed later, and frees the order."""
    order_id, payment = challenged_order(stripe_shop)
    stripe_shop.world.clock.advance(minutes=61)
    stripe_shop.world.sweep()
    order = stripe_shop.read(order_id)
    assert (order["payments"][0]["status"], order["pendingActions"]) == ("canceled", [])
    assert isinstance(StripeGateway("sk_test_x", standin.base_url).look_up(payment).processor_payment_id, str)
    assert stripe_shop.pay(order_id, "tok_visa").data["status"] == "PAID"


def test_refund_that_fails_later_restores_the_order(stripe_shop: Shop, standin: StripeStandIn) -> None:
    """Of 13824 paid, 2900 were on their way back and are not any more."""
    order = stripe_shop.paid_order()
    refund = stripe_shop.refund(order["id"], 2900).data
    made = _refunds_at_stripe(standin)[0]
    standin.tell("POST", f"refunds/{made}/fail", {"failureReason": "lost_or_stolen_card"})
    stripe_shop.world.table.events()
    deliver(stripe_shop, event("refund.failed", {"object": "refund", "id": made}))
    restored = stripe_shop.read(order["id"])
    assert (restored["status"], net(restored)["refunded"], net(restored)["netCollected"]) == ("PAID", 0, 13824)
    assert stripe_shop.call("refunds.get", refund_id=refund["id"]).data["status"] == "failed"
    assert "refund.failed" in stripe_shop.world.table.event_types()


def test_refund_that_fails_after_it_succeeded_restores_the_order(stripe_shop: Shop, standin: StripeStandIn) -> None:
    """Banks send money back weeks later."""
    order = stripe_shop.paid_order()
    stripe_shop.refund(order["id"])
    stripe_shop.world.clock.advance(minutes=2)
    stripe_shop.world.sweep()
    assert stripe_shop.read(order["id"])["refunds"][0]["status"] == "succeeded"
    made = _refunds_at_stripe(standin)[0]
    standin.tell("POST", f"refunds/{made}/fail", {"failureReason": "expired_or_canceled_card"})
    deliver(stripe_shop, event("refund.failed", {"object": "refund", "id": made}))
    assert stripe_shop.read(order["id"])["status"] == "PAID"


@pytest.mark.parametrize(("outcome", "state"), [("lost", "disputed"), ("won", "none")])
def test_dispute_shows_on_the_payment_intent(
    stripe_shop: Shop, standin: StripeStandIn, outcome: str, state: str
) -> None:
    """A dispute shows while it is open and when it is lost; a won one leaves no trace but the trail."""
    order = stripe_shop.paid_order()
    payment = payment_of(stripe_shop, order["id"])
    dispute = standin.tell("POST", "disputes", {"paymentIntent": payment, "reason": "fraudulent"})
    about = {"object": "dispute", "id": dispute["id"]}
    deliver(stripe_shop, event("charge.dispute.created", about))
    intent_id = order["paymentIntentIds"][0]
    assert stripe_shop.call("paymentIntents.get", payment_intent_id=intent_id).data["lifecycleState"] == "disputed"
    standin.tell("POST", f"disputes/{dispute['id']}/close", {"outcome": outcome})
    deliver(stripe_shop, event("charge.dispute.closed", about))
    assert stripe_shop.call("paymentIntents.get", payment_intent_id=intent_id).data["lifecycleState"] == state
    told = [activity["type"] for activity in stripe_shop.activities(order["id"])]
    assert told[-2:] == ["dispute.created", "dispute.closed"]


def test_event_whose_work_failed_is_worked_on_by_the_sweeper(stripe_shop: Shop, standin: StripeStandIn) -> None:
    """The event is stored first: Stripe is told "200", and the order catches up a minute later."""
    order_id, payment = challenged_order(stripe_shop)
    standin.tell("POST", f"payment_intents/{payment}/challenge", {"outcome": "succeed"})
    broken = {"match": {"method": "GET", "path": "/v1/payment_intents*"}, "effect": "error_500_before", "times": 2}
    standin.tell("POST", "faults", broken)
    answer = deliver(stripe_shop, event("payment_intent.succeeded", {"object": "payment_intent", "id": payment}))
    assert (answer.status, stripe_shop.read(order_id)["status"]) == (200, "OPEN")
    standin.tell("DELETE", "faults", None)
    stripe_shop.world.clock.advance(minutes=1)
    stripe_shop.world.sweep()
    assert stripe_shop.read(order_id)["status"] == "PAID"


@pytest.mark.parametrize(
    "header",
    [
        "",
        "t=1,v1=abc",
        "t=,v1=",
        "v1=ä",
        "t=٣,v1=00",
        "t=1e3,v1=00",
        "t=99999999999999999999,v1=00",
        "t=1,t=2,v1=00",
        ",,,===",
    ],
)
def test_anything_but_a_valid_signature_is_a_400(stripe_shop: Shop, header: str) -> None:
    """Never a 500, and nothing is looked at."""
    body = event("payment_intent.succeeded", {"object": "payment_intent", "id": "pi_1"})
    assert deliver(stripe_shop, body, header).refusal == (400, "INVALID_SIGNATURE")


@pytest.mark.parametrize("off_seconds", [-301, 301])
def test_signature_of_another_time_is_refused(stripe_shop: Shop, off_seconds: int) -> None:
    """Five minutes in either direction are the most."""
    body = event("payment_intent.succeeded", {"object": "payment_intent", "id": "pi_1"})
    signed = signature(body, stripe_shop.world.clock.now() + timedelta(seconds=off_seconds))
    assert deliver(stripe_shop, body, signed).refusal == (400, "INVALID_SIGNATURE")


def test_signed_body_that_is_no_event_is_a_400(stripe_shop: Shop) -> None:
    """A signature says who sent it, not that it makes sense."""
    assert deliver(stripe_shop, '{"id": 1}').refusal == (400, "INVALID_REQUEST")


def _refunds_at_stripe(standin: StripeStandIn) -> list[str]:
    gateway = StripeGateway("sk_test_x", standin.base_url)
    refunds = gateway._client.v1.refunds.list().data
    return [refund.id for refund in refunds]


# ---- saved cards -----------------------------------------------------------------------------------------------------


def save_card(shop: Shop, customer_id: str, token: str) -> Answer:
    """Save a card of a customer."""
    return shop.call("paymentMethods.create", {"customerId": customer_id, "paymentSourceToken": token})


def test_card_saved_at_stripe_is_charged_again_and_let_go(stripe_shop: Shop) -> None:
    """Saved, charged twice, removed: after that Stripe itself would refuse it."""
    ada = stripe_shop.customer(email="ada@example.com")
    card = save_card(stripe_shop, ada["id"], "tok_mastercard").data
    assert (card["status"], card["card"]["brand"], card["card"]["last4"]) == ("active", "mastercard", "4444")
    for _ in range(2):
        order = stripe_shop.order(1000, customerId=ada["id"])
        paid = stripe_shop.call("orders.pay", {"paymentMethodIds": [card["id"]]}, order_id=order["id"]).data
        assert (paid["status"], paid["payments"][0]["card"]["last4"]) == ("PAID", "4444")
    stripe_shop.call("paymentMethods.remove", payment_method_id=card["id"])
    stripe_shop.call("paymentMethods.remove", payment_method_id=card["id"])
    kept = stripe_shop.call("paymentMethods.list", query={"customerId": ada["id"]}).data
    assert kept == []


def test_card_declined_by_stripe_is_not_saved(stripe_shop: Shop) -> None:
    """With the reason."""
    answer = save_card(stripe_shop, stripe_shop.customer()["id"], "tok_chargeDeclinedExpiredCard")
    assert answer.refusal == (402, "EXPIRED_CARD")


def test_card_is_saved_at_stripe_with_a_payment(stripe_shop: Shop) -> None:
    """And charged again without its token; the deleted customer is gone at Stripe too."""
    ada = stripe_shop.customer()
    order = stripe_shop.order(1000, customerId=ada["id"])
    body = {"paymentSourceToken": "tok_visa", "savePaymentMethod": True}
    assert stripe_shop.call("orders.pay", body, order_id=order["id"]).data["status"] == "PAID"
    again = stripe_shop.order(500)
    assert stripe_shop.call("orders.pay", {"customerId": ada["id"]}, order_id=again["id"]).data["status"] == "PAID"
    (card,) = stripe_shop.call("paymentMethods.list", query={"customerId": ada["id"]}).data
    stripe_shop.call("customers.delete", customer_id=ada["id"])
    last = stripe_shop.order(500)
    refused = stripe_shop.call("orders.pay", {"paymentMethodIds": [card["id"]]}, order_id=last["id"])
    assert refused.status == 409


def test_card_whose_bank_asks_is_saved_when_the_buyer_confirmed(stripe_shop: Shop, standin: StripeStandIn) -> None:
    """Stripe's event makes Flint look."""
    ada = stripe_shop.customer()
    card = save_card(stripe_shop, ada["id"], CHALLENGED).data
    assert (card["status"], bool(card["clientSecret"])) == ("requires_action", True)
    setup_id = card["clientSecret"].split("_secret_")[0]
    standin.tell("POST", f"setup_intents/{setup_id}/challenge", {"outcome": "succeed"})
    deliver(stripe_shop, event("setup_intent.succeeded", {"object": "setup_intent", "id": setup_id}))
    active = stripe_shop.call("paymentMethods.get", payment_method_id=card["id"]).data
    assert (active["status"], active["clientSecret"]) == ("active", None)
