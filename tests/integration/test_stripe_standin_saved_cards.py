"""The Stripe stand-in, through Stripe's own SDK: customers, saved cards, setup intents."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import stripe

from local.stripe_standin import StripeStandIn

NO_REDIRECTS: Any = {"enabled": True, "allow_redirects": "never"}


@pytest.fixture(scope="module")
def standin() -> Iterator[StripeStandIn]:
    """One stand-in for the module: no test depends on another's objects."""
    with StripeStandIn.start() as running:
        yield running


@pytest.fixture(scope="module")
def client(standin: StripeStandIn) -> stripe.StripeClient:
    """Stripe's SDK, pointed at the stand-in."""
    return stripe.StripeClient("sk_test_saved", base_addresses={"api": standin.base_url})


@pytest.fixture
def customer(client: stripe.StripeClient) -> str:
    """A customer of the test's own."""
    return client.v1.customers.create(params={"email": "a@example.com", "name": "Ada"}).id


def pay(client: stripe.StripeClient, **changes: Any) -> stripe.PaymentIntent:
    """Take 20.00."""
    whole: Any = {"amount": 2000, "currency": "usd", "confirm": True, "automatic_payment_methods": NO_REDIRECTS}
    whole.update(changes)
    return client.v1.payment_intents.create(params=whole)


def set_up(client: stripe.StripeClient, **changes: Any) -> stripe.SetupIntent:
    """Save a card without charging it."""
    whole: Any = {"confirm": True, "automatic_payment_methods": NO_REDIRECTS}
    whole.update(changes)
    return client.v1.setup_intents.create(params=whole)


def test_customer_is_kept_changed_listed_and_deleted(client: stripe.StripeClient) -> None:
    """A deleted customer answers with `deleted`, and can't be changed any more."""
    made = client.v1.customers.create(params={"email": "b@example.com", "metadata": {"merchant": "mer_1"}})
    changed = client.v1.customers.update(made.id, params={"name": "Bo", "email": ""})
    assert (changed.name, changed.email) == ("Bo", None)
    assert client.v1.customers.list(params={"limit": 1}).data[0].id == made.id
    assert client.v1.customers.delete(made.id).deleted is True
    assert client.v1.customers.retrieve(made.id).deleted is True
    with pytest.raises(stripe.InvalidRequestError) as gone:
        client.v1.customers.update(made.id, params={"name": "Cy"})
    assert (gone.value.http_status, gone.value.code) == (404, "resource_missing")


def test_card_is_attached_listed_and_detached_for_good(client: stripe.StripeClient, customer: str) -> None:
    """A detached card can neither be charged nor attached again."""
    card = client.v1.payment_methods.create(params={"type": "card", "card": {"token": "tok_mastercard"}})
    client.v1.payment_methods.attach(card.id, params={"customer": customer})
    listed = client.v1.payment_methods.list(params={"customer": customer, "type": "card"}).data
    assert [(method.id, method.card and method.card.last4) for method in listed] == [(card.id, "4444")]
    assert client.v1.customers.payment_methods.list(customer).data[0].id == card.id
    assert pay(client, customer=customer, payment_method=card.id).status == "succeeded"
    assert pay(client, customer=customer, payment_method=card.id, off_session=True).status == "succeeded"
    assert client.v1.payment_methods.detach(card.id).customer is None
    for again in (
        lambda: pay(client, payment_method=card.id),
        lambda: client.v1.payment_methods.attach(card.id, params={"customer": customer}),
    ):
        with pytest.raises(stripe.InvalidRequestError, match="used before"):
            again()


def test_card_without_a_customer_pays_once(client: stripe.StripeClient) -> None:
    """As with Stripe, a one-time card is used up by a success, and not by a decline of something else."""
    card = client.v1.payment_methods.create(params={"type": "card", "card": {"token": "tok_visa"}})
    assert pay(client, payment_method=card.id).status == "succeeded"
    with pytest.raises(stripe.InvalidRequestError, match="used before"):
        pay(client, payment_method=card.id)


def test_card_of_a_customer_is_charged_only_in_its_name(client: stripe.StripeClient, customer: str) -> None:
    """Neither without the customer nor for another one."""
    card = client.v1.payment_methods.attach("pm_card_visa", params={"customer": customer})
    other = client.v1.customers.create().id
    for owner in ({}, {"customer": other}):
        with pytest.raises(stripe.InvalidRequestError) as refused:
            pay(client, payment_method=card.id, **owner)
        assert refused.value.param == "payment_method"


def test_payment_saves_its_card_when_asked_to(client: stripe.StripeClient, customer: str) -> None:
    """setup_future_usage attaches the card once the payment went through."""
    intent = pay(client, customer=customer, payment_method="pm_card_visa", setup_future_usage="off_session")
    listed = client.v1.payment_methods.list(params={"customer": customer}).data
    assert [method.id for method in listed] == [intent.payment_method]


def test_declining_card_cannot_be_saved_but_a_later_failing_one_can(client: stripe.StripeClient, customer: str) -> None:
    """The card chargeDeclined is refused by its bank at once, chargeCustomerFail only when charged."""
    for save in (
        lambda: client.v1.payment_methods.attach("pm_card_chargeDeclined", params={"customer": customer}),
        lambda: set_up(client, customer=customer, payment_method="pm_card_chargeDeclined"),
    ):
        with pytest.raises(stripe.CardError) as refused:
            save()
        assert refused.value.code == "card_declined"
    saved = set_up(client, customer=customer, payment_method="pm_card_chargeCustomerFail")
    assert saved.status == "succeeded"
    with pytest.raises(stripe.CardError):
        pay(client, customer=customer, payment_method=saved.payment_method, off_session=True)


@pytest.mark.parametrize(("outcome", "charged"), [("succeed", True), ("fail", False)])
def test_card_set_up_with_a_challenge_can_be_charged_off_session(
    standin: StripeStandIn, client: stripe.StripeClient, customer: str, outcome: str, *, charged: bool
) -> None:
    """Its bank asks the buyer once; only then is it charged without them."""
    card = client.v1.payment_methods.create(
        params={"type": "card", "card": {"token": "tok_authenticationRequiredOnSetup"}}
    )
    intent = set_up(client, customer=customer, payment_method=card.id, return_url="https://example.com/back")
    assert intent.status == "requires_action"
    standin.tell("POST", f"setup_intents/{intent.id}/challenge", {"outcome": outcome})
    after = client.v1.setup_intents.retrieve(intent.id)
    assert after.status == ("succeeded" if charged else "requires_payment_method")
    if charged:
        assert pay(client, customer=customer, payment_method=card.id, off_session=True).status == "succeeded"
    else:
        with pytest.raises(stripe.CardError) as refused:
            pay(client, customer=customer, payment_method=card.id, off_session=True)
        assert refused.value.code == "authentication_required"


def test_setup_intent_is_canceled_only_before_it_succeeds(client: stripe.StripeClient) -> None:
    """Canceled while it waits; refused once it succeeded."""
    waiting = client.v1.setup_intents.create(params={"automatic_payment_methods": NO_REDIRECTS})
    assert client.v1.setup_intents.cancel(waiting.id).status == "canceled"
    done = set_up(client, payment_method="pm_card_visa")
    with pytest.raises(stripe.InvalidRequestError) as refused:
        client.v1.setup_intents.cancel(done.id)
    assert refused.value.code == "setup_intent_unexpected_state"
