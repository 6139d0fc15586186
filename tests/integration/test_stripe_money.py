"""Currencies that Stripe writes in other units than ISO 4217, through the real SDK and the stand-in, there and back."""

from __future__ import annotations

from typing import Any, NamedTuple

import pytest
import stripe

from commerce.domain.money import CURRENCIES, decimals
from commerce.payments.stripe_money import NoSuchAmountAtStripe, from_stripe, to_stripe
from commerce.taxation.stripe_calculations import StripeCalculations
from local.stripe_standin import StripeStandIn
from tests.integration.test_reconciliation import later, reconcile
from tests.integration.test_stripe_truth import standin, stripe_shop
from tests.shop import Shop, net

__all__ = ["standin", "stripe_shop"]  # fixtures

STRIPE_ZERO = {"BIF", "CLP", "DJF", "GNF", "JPY", "KMF", "KRW", "MGA", "PYG", "RWF", "VND", "VUV", "XAF", "XOF", "XPF"}
"""Source: https://docs.stripe.com/currencies. UGX and ISK are written with two decimals there, which are 00."""

STRIPE_THREE = {"BHD", "JOD", "KWD", "OMR", "TND"}
NOT_AT_STRIPE = frozenset({"IQD", "LYD"})


@pytest.fixture
def client(standin: StripeStandIn) -> stripe.StripeClient:
    """Stripe's SDK, to look at what is there."""
    return stripe.StripeClient("sk_test_of_this_test", base_addresses={"api": standin.base_url})


def order_in(shop: Shop, currency: str, amount: int, **fields: Any) -> str:
    """An untaxed order; its id."""
    money = {"amount": amount, "currency": currency}
    lines = [{"name": "Tea", "unitPriceMoney": money}]
    made = shop.call("orders.create", {"currency": currency, "lineItems": lines, "taxes": [], **fields})
    return str(made.data["id"])


def test_a_thousand_units_are_a_thousand_units_at_stripe() -> None:
    """Whatever the currency: 1000 of them, in our minor units and in Stripe's, there and back."""
    for currency in CURRENCIES - NOT_AT_STRIPE:
        digits = 0 if currency in STRIPE_ZERO else 3 if currency in STRIPE_THREE else 2
        ours, theirs = 1000 * 10 ** decimals(currency), 1000 * 10**digits
        assert (currency, to_stripe(ours, currency)) == (currency, theirs)
        assert (currency, from_stripe(theirs, currency.lower())) == (currency, ours)


@pytest.mark.parametrize(("call", "currency"), [(to_stripe, "MGA"), (from_stripe, "isk"), (from_stripe, "ugx")])
def test_what_has_no_number_is_no_other_number(call: Any, currency: str) -> None:
    """Nothing is rounded."""
    with pytest.raises(NoSuchAmountAtStripe):
        call(150, currency)


class Sums(NamedTuple):
    """Of an order and a refund, in our minor units, and what they are at Stripe."""

    price: int
    part: int
    charged: int
    given_back: int


@pytest.mark.parametrize(
    ("currency", "sums"),
    [
        ("ISK", Sums(2500, 500, charged=250_000, given_back=50_000)),
        ("UGX", Sums(40_000, 7, charged=4_000_000, given_back=700)),
        ("MGA", Sums(500_000, 20_000, charged=5_000, given_back=200)),
    ],
)
def test_payment_refund_and_comparison_agree_with_stripe(
    stripe_shop: Shop, client: stripe.StripeClient, currency: str, sums: Sums
) -> None:
    """2500 krónur are 250000 at Stripe, and 5000.00 ariary 5000; the books see no difference."""
    paid = stripe_shop.pay(order_in(stripe_shop, currency, sums.price)).data
    assert (paid["status"], net(paid)["paid"]) == ("PAID", sums.price)
    (payment,) = client.v1.payment_intents.list().data
    assert (payment.amount, payment.currency) == (sums.charged, currency.lower())
    stripe_shop.refund(paid["id"], sums.part)
    (refund,) = client.v1.refunds.list().data
    assert refund.amount == sums.given_back
    later(stripe_shop)
    assert reconcile(stripe_shop)["differences"] == []


def test_part_of_a_hold_is_captured_in_stripe_s_units(stripe_shop: Shop, client: stripe.StripeClient) -> None:
    """900 of 2500 krónur."""
    order_id = order_in(stripe_shop, "ISK", 2500)
    body = {"orderId": order_id, "paymentSourceToken": "tok_visa", "captureMethod": "manual", "autoConfirm": True}
    intent = stripe_shop.call("paymentIntents.create", body).data
    taken = {"amountMoney": {"amount": 900}}
    stripe_shop.call("paymentIntents.capture", taken, payment_intent_id=intent["id"])
    (payment,) = client.v1.payment_intents.list().data
    assert (payment.amount_received, net(stripe_shop.read(order_id))["paid"]) == (90_000, 900)


def test_part_of_an_ariary_is_refused_and_charges_nothing(stripe_shop: Shop, client: stripe.StripeClient) -> None:
    """Stripe takes whole ones; the refusal says what to change. Of what was paid, a part of one can't go back."""
    refused = stripe_shop.pay(order_in(stripe_shop, "MGA", 500_050))
    assert refused.refusal == (400, "PAYMENT_SOURCE_INVALID")
    assert "whole units only" in refused.error["message"]
    assert client.v1.payment_intents.list().data == []
    paid = stripe_shop.pay(order_in(stripe_shop, "MGA", 500_000)).data
    stripe_shop.refund(paid["id"], 50)
    assert client.v1.refunds.list().data == []
    assert net(stripe_shop.read(paid["id"]))["refunded"] == 0


def test_taxes_are_asked_for_and_answered_in_stripe_s_units(stripe_shop: Shop, standin: StripeStandIn) -> None:
    """19 % of 1000 krónur are 190; of 999 they would be 189.81, which no order can hold."""
    calculations = StripeCalculations("rk_test_of_this_test", standin.base_url)
    stripe_shop.world.runtime.quote_taxes_for = lambda _: calculations.quote
    stripe_shop.call("settings.update", {"taxProvider": "stripe_tax"})
    address = {"taxAddress": {"country": "DE", "postalCode": "10115"}}
    for price, expected in ((1000, 201), (999, 503)):
        lines = [{"name": "Tea", "unitPriceMoney": {"amount": price, "currency": "ISK"}}]
        answer = stripe_shop.call("orders.create", {"currency": "ISK", "lineItems": lines, **address})
        assert answer.status == expected
        if expected == 201:
            assert (net(answer.data)["tax"], net(answer.data)["total"]) == (190, 1190)
