"""Saved cards through the real SDK and the stand-in: what Stripe keeps is what Flint keeps."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import stripe

from commerce.payments.stripe import StripeGateway
from local.stripe_standin import StripeStandIn
from tests.shop import Json, Shop, World


@pytest.fixture
def standin() -> Iterator[StripeStandIn]:
    """A Stripe of this test's own."""
    with StripeStandIn.start(port=0) as running:
        yield running


@pytest.fixture
def client(standin: StripeStandIn) -> stripe.StripeClient:
    """Stripe's SDK, to look at what is there."""
    return stripe.StripeClient("sk_test_of_this_test", base_addresses={"api": standin.base_url})


@pytest.fixture
def stripe_shop(world: World, standin: StripeStandIn) -> Shop:
    """A shop whose cards are kept by the stand-in, at the stand-in's time."""
    world.clock.at = datetime.now(UTC)
    gateway = StripeGateway("sk_test_of_this_test", standin.base_url)
    world.runtime.gateway_for = lambda _: gateway
    return world.shop()


def kept(client: stripe.StripeClient) -> list[str]:
    """Last digits of the cards that Stripe keeps for customers that were not deleted."""
    customers = client.v1.customers.list().data
    cards: list[Any] = [card for each in customers for card in client.v1.customers.payment_methods.list(each.id).data]
    return sorted(card.card.last4 for card in cards)


def test_card_is_kept_for_one_customer(stripe_shop: Shop, client: stripe.StripeClient) -> None:
    """Two cards, one customer at Stripe, with its name on it."""
    customer = stripe_shop.customer(email="ada@example.com")
    for token in ("tok_visa", "pm_card_mastercard"):
        stripe_shop.card(customer["id"], token)
    (made,) = client.v1.customers.list().data
    assert (made.email, made.name) == ("ada@example.com", "Ada Lovelace")
    assert made.metadata is not None
    assert made.metadata["flint_customer"] == customer["id"]
    assert kept(client) == ["4242", "4444"]


def test_customer_that_changed_its_name_meanwhile_is_made_once(
    stripe_shop: Shop, client: stripe.StripeClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first try was lost after Stripe had made the customer; the second one's key must fit what it sends."""
    customer = stripe_shop.customer(email="ada@example.com")
    with monkeypatch.context() as patched:
        patched.setattr(StripeGateway, "ensure_customer", lost_after(StripeGateway.ensure_customer))
        with pytest.raises(KeyboardInterrupt):
            stripe_shop.call("paymentMethods.create", saving(customer), key="k")
    stripe_shop.call("customers.update", {"email": "countess@example.com"}, customer_id=customer["id"])
    stripe_shop.world.clock.advance(minutes=2)
    saved = stripe_shop.call("paymentMethods.create", saving(customer), key="k").data
    assert (saved["status"], kept(client)) == ("active", ["4242"])
    assert [each.email for each in client.v1.customers.list().data] == ["countess@example.com"]


def saving(customer: Json, token: str = "tok_visa") -> Json:
    """The body that saves a card."""
    return {"customerId": customer["id"], "paymentSourceToken": token}


def test_declined_card_is_kept_by_nobody(stripe_shop: Shop, client: stripe.StripeClient) -> None:
    """402 with the bank's reason; an unknown token is a 400."""
    customer = stripe_shop.customer()
    refused = [
        stripe_shop.call("paymentMethods.create", saving(customer, f"tok_{name}")).refusal
        for name in ("chargeDeclinedInsufficientFunds", "chargeDeclinedExpiredCard", "noSuchCard")
    ]
    assert refused == [(402, "INSUFFICIENT_FUNDS"), (402, "EXPIRED_CARD"), (400, "PAYMENT_SOURCE_INVALID")]
    assert kept(client) == []


def challenged(shop: Shop, client: stripe.StripeClient) -> tuple[Json, str]:
    """A card whose holder has to confirm, and Stripe's id of the setup intent."""
    card = shop.card(shop.customer()["id"], "tok_authenticationRequiredOnSetup")
    assert (card["status"], card["clientSecret"][:5]) == ("requires_action", "seti_")
    return card, client.v1.setup_intents.list().data[0].id


@pytest.mark.parametrize(("outcome", "status"), [("succeed", "active"), ("fail", "failed")])
def test_challenge_ends_as_stripe_says(
    stripe_shop: Shop, standin: StripeStandIn, client: stripe.StripeClient, outcome: str, status: str
) -> None:
    """The event makes Flint look; a failed one is canceled, so that the browser can't make it succeed later."""
    card, setup_id = challenged(stripe_shop, client)
    standin.tell("POST", f"setup_intents/{setup_id}/challenge", {"outcome": outcome})
    stripe_shop.world.hear("setup_intent", setup_id)
    assert stripe_shop.call("paymentMethods.get", payment_method_id=card["id"]).data["status"] == status
    assert client.v1.setup_intents.retrieve(setup_id).status == ("succeeded" if status == "active" else "canceled")
    assert kept(client) == (["3155"] if status == "active" else [])


def test_challenge_that_nobody_answers_is_canceled(stripe_shop: Shop, client: stripe.StripeClient) -> None:
    """After an hour, by the sweeper."""
    card, setup_id = challenged(stripe_shop, client)
    stripe_shop.world.clock.advance(minutes=61)
    assert stripe_shop.world.sweep() == {"due": 1, "settled": 1, "failed": 0}
    assert client.v1.setup_intents.retrieve(setup_id).status == "canceled"
    assert stripe_shop.call("paymentMethods.get", payment_method_id=card["id"]).data["status"] == "failed"


def test_saving_that_stripe_has_forgotten_is_found_by_its_mark(
    stripe_shop: Shop, client: stripe.StripeClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The process was lost after Stripe kept the card; 21 hours later the call is not repeated but looked for."""
    customer = stripe_shop.customer()
    monkeypatch.setattr(StripeGateway, "save_card", lost_after(StripeGateway.save_card))
    with pytest.raises(KeyboardInterrupt):
        stripe_shop.call("paymentMethods.create", saving(customer))
    stripe_shop.world.clock.advance(hours=21)
    assert stripe_shop.world.sweep() == {"due": 1, "settled": 1, "failed": 0}
    (card,) = stripe_shop.call("paymentMethods.list").data
    assert (card["card"]["last4"], kept(client)) == ("4242", ["4242"])
    assert len(client.v1.setup_intents.list().data) == 1


def lost_after(call: Any) -> Any:
    """The call takes effect, and its process is gone."""

    def lose(*given: Any) -> Any:
        call(*given)
        raise KeyboardInterrupt

    return lose


def test_removed_card_and_deleted_customer_are_gone_at_stripe(stripe_shop: Shop, client: stripe.StripeClient) -> None:
    """Detached one by one, or all with the customer."""
    customer = stripe_shop.customer()
    first, _ = (stripe_shop.card(customer["id"], token) for token in ("tok_visa", "tok_amex"))
    stripe_shop.call("paymentMethods.remove", payment_method_id=first["id"])
    assert kept(client) == ["8431"]
    stripe_shop.call("customers.delete", customer_id=customer["id"])
    assert client.v1.customers.list().data == []
