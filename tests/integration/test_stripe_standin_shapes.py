"""The Stripe stand-in's objects against the types that Stripe's SDK declares."""

from __future__ import annotations

import typing
from collections.abc import Iterator
from typing import Any

import pytest
import stripe

from local.stripe_standin import StripeStandIn
from local.stripe_standin.call import API_VERSION

CHECKED = (
    stripe.PaymentIntent,
    stripe.Charge,
    stripe.Refund,
    stripe.PaymentMethod,
    stripe.SetupIntent,
    stripe.Customer,
    stripe.Dispute,
    stripe.Event,
    stripe.Balance,
    stripe.BalanceTransaction,
)


@pytest.fixture(scope="module")
def samples() -> Iterator[dict[str, list[Any]]]:
    """Every kind of object in several states, as plain JSON by class name."""
    with StripeStandIn.start() as standin:
        client = stripe.StripeClient("sk_test_shapes", base_addresses={"api": standin.base_url})
        yield {kind.__name__: list(made) for kind, made in _make(standin, client).items()}


def _make(standin: StripeStandIn, client: stripe.StripeClient) -> dict[type[Any], list[Any]]:
    whole: Any = {
        "amount": 5000,
        "currency": "usd",
        "confirm": True,
        "automatic_payment_methods": {"enabled": True, "allow_redirects": "never"},
    }
    visa: Any = {**whole, "payment_method": "pm_card_visa"}
    declining: Any = {**whole, "payment_method": "pm_card_chargeDeclined"}
    customer = client.v1.customers.create(params={"name": "Ada"})
    paid = client.v1.payment_intents.create(params=visa)
    held: Any = {**whole, "payment_method": "pm_card_visa", "capture_method": "manual"}
    challenged: Any = {**whole, "payment_method": "pm_card_authenticationRequired", "return_url": "https://example.com"}
    intents = [paid, client.v1.payment_intents.create(params=held), client.v1.payment_intents.create(params=challenged)]
    with pytest.raises(stripe.CardError) as declined:
        client.v1.payment_intents.create(params=declining)
    failed: Any = declined.value.error
    refund = client.v1.refunds.create(params={"payment_intent": paid.id, "amount": 100})
    standin.tell("POST", f"refunds/{refund.id}/fail")
    standin.tell("POST", "disputes", {"paymentIntent": paid.id})
    charges = client.v1.charges.list(params={"limit": 100}).data
    transaction = client.v1.balance_transactions.retrieve(str(charges[-1].balance_transaction))
    setup: Any = {name: value for name, value in challenged.items() if name not in {"amount", "currency"}}
    made: dict[type[Any], list[Any]] = {
        stripe.PaymentIntent: [*intents, client.v1.payment_intents.retrieve(failed.payment_intent.id)],
        stripe.Charge: list(charges),
        stripe.Refund: list(client.v1.refunds.list().data),
        stripe.PaymentMethod: [client.v1.payment_methods.attach("pm_card_visa", params={"customer": customer.id})],
        stripe.SetupIntent: [client.v1.setup_intents.create(params=setup)],
        stripe.Customer: [customer],
        stripe.Dispute: list(client.v1.disputes.list().data),
        stripe.Event: list(client.v1.events.list(params={"limit": 100}).data),
        stripe.Balance: [client.v1.balance.retrieve()],
        stripe.BalanceTransaction: [transaction],
    }
    return made


def required_fields(kind: type[Any]) -> list[str]:
    """The fields that the SDK's type says are always there and never null."""
    hints = {name: hint for name, hint in kind.__annotations__.items() if name != "OBJECT_NAME"}
    return [name for name, hint in hints.items() if type(None) not in typing.get_args(hint)]


def missing(kind: type[Any], sent: Any, path: str) -> list[str]:
    """The required fields that aren't sent or are null, here and in what is inside."""
    found = [f"{path}.{name}" for name in required_fields(kind) if sent.get(name) is None]
    for name, inner in getattr(kind, "_inner_class_types", {}).items():
        value = sent.get(name)
        for entry in value if isinstance(value, list) else [value]:
            if isinstance(entry, dict):
                found += missing(inner, entry, f"{path}.{name}")
    return found


@pytest.mark.parametrize("kind", CHECKED, ids=lambda kind: kind.__name__)
def test_every_required_field_of_the_sdks_type_is_sent(samples: dict[str, list[Any]], kind: type[Any]) -> None:
    """No exceptions: every required field, also of the objects inside, in every state."""
    assert samples[kind.__name__]
    for sample in samples[kind.__name__]:
        assert missing(kind, sample.to_dict(), kind.__name__) == []


@pytest.mark.parametrize("kind", CHECKED, ids=lambda kind: kind.__name__)
def test_no_field_is_sent_that_the_sdks_type_does_not_know(samples: dict[str, list[Any]], kind: type[Any]) -> None:
    """A misspelt field would go unnoticed by every reader."""
    for sample in samples[kind.__name__]:
        assert set(sample.to_dict()) <= set(kind.__annotations__)


def test_nullable_fields_are_sent_too(samples: dict[str, list[Any]]) -> None:
    """The SDK raises AttributeError on a field that is left out, so null is sent as null."""
    read = {
        "PaymentIntent": "canceled_at cancellation_reason last_payment_error latest_charge next_action receipt_email",
        "Charge": "balance_transaction failure_code failure_message outcome payment_method_details",
        "Refund": "balance_transaction charge failure_balance_transaction payment_intent pending_reason reason status",
        "SetupIntent": "last_setup_error latest_attempt next_action payment_method",
        "PaymentMethod": "allow_redisplay card customer metadata",
        "Customer": "address deleted email name phone shipping",
        "Dispute": "payment_intent payment_method_details",
        "Event": "api_version request",
    }
    for kind, names in read.items():
        for sample in samples[kind]:
            assert set(names.split()) - {"deleted"} <= set(sample.to_dict())


def test_check_of_shapes_can_fail() -> None:
    """A payment intent without its amount, with a card without its brand, is found out."""
    assert missing(stripe.PaymentIntent, {"object": "payment_intent"}, "pi").count("pi.amount") == 1
    assert "pm.card.brand" in missing(stripe.PaymentMethod, {"card": {"last4": "4242"}}, "pm")


def test_api_version_is_the_sdks() -> None:
    """Objects are of the version that the pinned SDK was made for."""
    assert stripe.api_version == API_VERSION
