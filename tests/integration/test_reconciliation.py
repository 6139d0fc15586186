"""Reconciliation through the real SDK and the stand-in: every difference is named, the clear ones are repaired."""

from __future__ import annotations

from typing import Any

from commerce.payments.stripe import StripeGateway
from local.stripe_standin import StripeStandIn
from tests.integration.test_stripe_truth import payment_of, standin, stripe_shop
from tests.shop import Answer, Shop

__all__ = ["standin", "stripe_shop"]  # fixtures


def reconcile(shop: Shop, **fields: Any) -> dict[str, Any]:
    """Compare the last day, up to an hour from now."""
    return dict(answer_of(shop, **fields).data)


def answer_of(shop: Shop, **fields: Any) -> Answer:
    """What the comparison answers."""
    now = shop.world.clock.now()
    span = {"createdAfter": now.replace(year=now.year - 1).isoformat(), "createdBefore": now.isoformat()}
    return shop.call("reconciliations.create", {**span, **fields})


def later(shop: Shop) -> None:
    """Let what is under way fall due."""
    shop.world.clock.advance(minutes=3)


def test_books_that_agree_show_no_difference(stripe_shop: Shop) -> None:
    """Two payments and a refund, all as Stripe has them."""
    stripe_shop.refund(stripe_shop.paid_order()["id"], 2900)
    stripe_shop.paid_order(500)
    stripe_shop.pay(stripe_shop.order()["id"], "tok_chargeDeclined")
    later(stripe_shop)
    compared = reconcile(stripe_shop)
    counts = (compared["paymentIntentsCompared"], compared["refundsCompared"], compared["differences"])
    assert counts == (3, 1, [])


def test_payment_whose_reply_was_lost_is_found_and_settled(stripe_shop: Shop, standin: StripeStandIn) -> None:
    """Stripe took the money, Flint never heard of it: the one repair is to look and settle."""
    order = stripe_shop.order()
    match = {"method": "POST", "path": "/v1/payment_intents"}
    standin.tell("POST", "faults", {"match": match, "effect": "reset_after", "times": 2})
    assert stripe_shop.pay(order["id"]).refusal == (503, "PROCESSOR_UNAVAILABLE")
    later(stripe_shop)
    (difference,) = reconcile(stripe_shop, repair=True)["differences"]
    assert (difference["kind"], difference["repaired"]) == ("unsettled", True)
    assert stripe_shop.read(order["id"])["status"] == "PAID"


def test_comparison_alone_repairs_nothing(stripe_shop: Shop, standin: StripeStandIn) -> None:
    """Without `repair` the difference is listed and left."""
    order = stripe_shop.order()
    match = {"method": "POST", "path": "/v1/payment_intents"}
    standin.tell("POST", "faults", {"match": match, "effect": "reset_after", "times": 2})
    stripe_shop.pay(order["id"])
    later(stripe_shop)
    (difference,) = reconcile(stripe_shop)["differences"]
    assert (difference["unambiguous"], difference["repaired"]) == (True, False)
    assert stripe_shop.read(order["id"])["status"] == "OPEN"


def test_refund_that_failed_unheard_is_found_and_restored(stripe_shop: Shop, standin: StripeStandIn) -> None:
    """Its event never came: the comparison sees it all the same."""
    order = stripe_shop.paid_order()
    stripe_shop.refund(order["id"], 2900)
    gateway = StripeGateway("sk_test_x", standin.base_url)
    made = gateway._client.v1.refunds.list().data[0].id
    standin.tell("POST", f"refunds/{made}/fail", {"failureReason": "declined"})
    later(stripe_shop)
    (difference,) = reconcile(stripe_shop, repair=True)["differences"]
    assert (difference["kind"], difference["repaired"]) == ("refund_behind", True)
    assert stripe_shop.read(order["id"])["status"] == "PAID"


def test_charge_that_no_order_knows_is_named(stripe_shop: Shop, standin: StripeStandIn) -> None:
    """Money without an order is never touched by itself: what to do is said."""
    gateway = StripeGateway("sk_test_x", standin.base_url)
    charged = gateway._client.v1.payment_intents.create(
        {
            "amount": 700,
            "currency": "usd",
            "confirm": True,
            "payment_method": "pm_card_visa",
            "automatic_payment_methods": {"enabled": True, "allow_redirects": "never"},
            "metadata": {
                "flint_merchant": stripe_shop.merchant_id,
                "flint_payment_intent": "pi_01ARZ3NDEKTSV4RRFFQ69G5FAV",
            },
        }
    )
    later(stripe_shop)
    (difference,) = reconcile(stripe_shop, repair=True)["differences"]
    told = (difference["kind"], difference["processorId"], difference["repaired"])
    assert told == ("unknown_payment", charged.id, False)


def test_payment_that_stripe_does_not_show_is_named(stripe_shop: Shop, standin: StripeStandIn) -> None:
    """A paid order without a charge is a decision for people."""
    order = stripe_shop.paid_order()
    assert payment_of(stripe_shop, order["id"])
    standin.tell("POST", "reset", {})
    later(stripe_shop)
    (difference,) = reconcile(stripe_shop, repair=True)["differences"]
    assert (difference["kind"], difference["orderId"]) == ("paid_but_not_charged", order["id"])


def test_other_merchants_payments_are_none_of_ours(stripe_shop: Shop) -> None:
    """A merchant's comparison neither lists nor counts what belongs to another."""
    stripe_shop.world.shop().paid_order()
    later(stripe_shop)
    compared = reconcile(stripe_shop)
    assert (compared["paymentIntentsCompared"], compared["differences"]) == (0, [])


def test_span_that_ends_before_it_begins_is_refused(stripe_shop: Shop) -> None:
    """The field to change is named."""
    answer = answer_of(stripe_shop, createdBefore="2020-01-01T00:00:00Z")
    assert answer.wrong_fields == {"createdBefore"}
