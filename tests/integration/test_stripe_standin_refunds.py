"""The Stripe stand-in, through Stripe's own SDK: refunds, disputes, the balance."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import stripe

from local.stripe_standin import StripeStandIn


@pytest.fixture(scope="module")
def standin() -> Iterator[StripeStandIn]:
    """One stand-in for the module: no test depends on another's objects."""
    with StripeStandIn.start() as running:
        yield running


@pytest.fixture(scope="module")
def client(standin: StripeStandIn) -> stripe.StripeClient:
    """Stripe's SDK, pointed at the stand-in."""
    return stripe.StripeClient("sk_test_refunds", base_addresses={"api": standin.base_url})


def pay(client: stripe.StripeClient, card: str = "pm_card_visa", **changes: Any) -> stripe.PaymentIntent:
    """Take 110.59 from a test card."""
    whole: Any = {
        "amount": 11059,
        "currency": "usd",
        "confirm": True,
        "payment_method": card,
        "automatic_payment_methods": {"enabled": True, "allow_redirects": "never"},
        **changes,
    }
    return client.v1.payment_intents.create(params=whole)


def charge_of(client: stripe.StripeClient, intent: stripe.PaymentIntent) -> stripe.Charge:
    """The intent's charge as it is now."""
    return client.v1.charges.retrieve(str(intent.latest_charge))


def test_refunds_add_up_to_the_payment_and_no_further(client: stripe.StripeClient) -> None:
    """2900 + 8159 = 11059; one minor unit more is refused, and so is anything after that."""
    intent = pay(client)
    first = client.v1.refunds.create(
        params={"payment_intent": intent.id, "amount": 2900, "reason": "requested_by_customer", "metadata": {"n": "1"}}
    )
    assert (first.status, first.amount, first.reason) == ("succeeded", 2900, "requested_by_customer")
    with pytest.raises(stripe.InvalidRequestError, match="8160") as refused:
        client.v1.refunds.create(params={"payment_intent": intent.id, "amount": 8160})
    assert (refused.value.code, refused.value.param) == ("amount_too_large", "amount")
    second = client.v1.refunds.create(params={"charge": str(intent.latest_charge)})
    assert second.amount == 8159
    charge = charge_of(client, intent)
    assert (charge.amount_refunded, charge.refunded) == (11059, True)
    with pytest.raises(stripe.InvalidRequestError) as done:
        client.v1.refunds.create(params={"payment_intent": intent.id})
    assert done.value.code == "charge_already_refunded"
    listed = client.v1.refunds.list(params={"payment_intent": intent.id})
    assert [refund.id for refund in listed.data] == [second.id, first.id]


def test_refund_is_limited_to_what_was_captured(client: stripe.StripeClient) -> None:
    """Of 110.59 held, 50.00 was taken: 50.01 can't go back, 50.00 can."""
    intent = pay(client, capture_method="manual")
    with pytest.raises(stripe.InvalidRequestError) as early:
        client.v1.refunds.create(params={"payment_intent": intent.id})
    assert early.value.code == "payment_intent_unexpected_state"
    client.v1.payment_intents.capture(intent.id, params={"amount_to_capture": 5000})
    with pytest.raises(stripe.InvalidRequestError) as refused:
        client.v1.refunds.create(params={"payment_intent": intent.id, "amount": 5001})
    assert refused.value.code == "amount_too_large"
    assert client.v1.refunds.create(params={"payment_intent": intent.id}).amount == 5000


def test_concurrent_refunds_never_exceed_the_payment(client: stripe.StripeClient) -> None:
    """20 at once of 1000 out of 11059: exactly 11 succeed, 9 are refused."""
    intent = pay(client)

    def refund(_number: int) -> str:
        try:
            return str(client.v1.refunds.create(params={"payment_intent": intent.id, "amount": 1000}).status)
        except stripe.InvalidRequestError as refused:
            return str(refused.code)

    with ThreadPoolExecutor(20) as pool:
        outcomes = sorted(pool.map(refund, range(20)))
    assert outcomes == ["amount_too_large"] * 9 + ["succeeded"] * 11
    assert charge_of(client, intent).amount_refunded == 11000


def test_refund_changes_nothing_but_metadata_and_is_not_canceled(client: stripe.StripeClient) -> None:
    """A card's refund is never in requires_action, the only state that can be canceled."""
    refund = client.v1.refunds.create(params={"payment_intent": pay(client).id, "metadata": {"a": "1", "b": "2"}})
    changed = client.v1.refunds.update(refund.id, params={"metadata": {"a": "", "c": "3"}})
    assert changed.metadata is not None
    assert changed.metadata.to_dict() == {"b": "2", "c": "3"}
    with pytest.raises(stripe.InvalidRequestError, match="requires_action"):
        client.v1.refunds.cancel(refund.id)


@pytest.mark.parametrize("card", ["pm_card_refundFail", "tok_refundFail"])
def test_failing_card_gives_the_money_back_later(
    standin: StripeStandIn, client: stripe.StripeClient, card: str
) -> None:
    """It succeeds at first; after 5 s it fails, and the charge can be refunded again."""
    how: dict[str, Any] = {"card": card}
    if card.startswith("tok_"):
        data = {"type": "card", "card": {"token": card}}
        how = {"card": client.v1.payment_methods.create(params=data).id}  # type: ignore[arg-type]
    intent = pay(client, **how)
    refund = client.v1.refunds.create(params={"payment_intent": intent.id, "amount": 2900})
    assert refund.status == "succeeded"
    standin.tell("POST", "clock/advance", {"seconds": 6})
    failed = client.v1.refunds.retrieve(refund.id)
    assert (failed.status, failed.failure_reason) == ("failed", "unknown")
    assert failed.failure_balance_transaction is not None
    assert charge_of(client, intent).amount_refunded == 0
    assert client.v1.refunds.create(params={"payment_intent": intent.id}).amount == 11059


def test_pending_refund_counts_at_once_and_succeeds_later(standin: StripeStandIn, client: stripe.StripeClient) -> None:
    """While it is pending its money can't be refunded a second time."""
    intent = pay(client, "pm_card_pendingRefund")
    refund = client.v1.refunds.create(params={"payment_intent": intent.id})
    assert (refund.status, refund.pending_reason) == ("pending", "processing")
    with pytest.raises(stripe.InvalidRequestError):
        client.v1.refunds.create(params={"payment_intent": intent.id, "amount": 1})
    standin.tell("POST", "clock/advance", {"seconds": 6})
    assert client.v1.refunds.retrieve(refund.id).status == "succeeded"


def test_refund_fails_when_a_control_endpoint_says_so(standin: StripeStandIn, client: stripe.StripeClient) -> None:
    """At once by id, or after a time by the dial for the next refund, and for that one only."""
    intent = pay(client)
    refund = client.v1.refunds.create(params={"payment_intent": intent.id, "amount": 100})
    standin.tell("POST", f"refunds/{refund.id}/fail", {"failureReason": "lost_or_stolen_card"})
    assert client.v1.refunds.retrieve(refund.id).failure_reason == "lost_or_stolen_card"
    standin.tell("POST", "refunds/next", {"pending": True, "failsAfterSeconds": 30, "failureReason": "declined"})
    dialled = client.v1.refunds.create(params={"payment_intent": intent.id, "amount": 100})
    untouched = client.v1.refunds.create(params={"payment_intent": intent.id, "amount": 100})
    assert (dialled.status, untouched.status) == ("pending", "succeeded")
    standin.tell("POST", "clock/advance", {"seconds": 31})
    assert client.v1.refunds.retrieve(dialled.id).status == "failed"
    assert client.v1.refunds.retrieve(untouched.id).status == "succeeded"


@pytest.mark.parametrize("outcome", ["won", "lost"])
def test_dispute_blocks_refunds_until_it_is_won(
    standin: StripeStandIn, client: stripe.StripeClient, outcome: str
) -> None:
    """A disputed charge can't be refunded; a won one can again, a lost one never."""
    intent = pay(client)
    dispute = standin.tell("POST", "disputes", {"paymentIntent": intent.id})
    assert charge_of(client, intent).disputed is True
    with pytest.raises(stripe.InvalidRequestError) as refused:
        client.v1.refunds.create(params={"payment_intent": intent.id})
    assert refused.value.code == "charge_disputed"
    standin.tell("POST", f"disputes/{dispute['id']}/close", {"outcome": outcome})
    assert client.v1.disputes.retrieve(dispute["id"]).status == outcome
    if outcome == "won":
        assert client.v1.refunds.create(params={"payment_intent": intent.id}).amount == 11059
    else:
        with pytest.raises(stripe.InvalidRequestError):
            client.v1.refunds.create(params={"payment_intent": intent.id})


def test_disputing_card_is_disputed_after_the_payment(client: stripe.StripeClient) -> None:
    """The payment's own answer doesn't know yet; giving up loses the dispute."""
    intent = pay(client, "pm_card_createDispute", expand=["latest_charge"])
    charge: Any = intent.latest_charge
    assert charge.disputed is False
    (dispute,) = client.v1.disputes.list(params={"payment_intent": intent.id}).data
    assert (dispute.status, dispute.amount, dispute.reason) == ("needs_response", 11059, "fraudulent")
    assert client.v1.disputes.close(dispute.id).status == "lost"


def test_balance_is_the_sum_of_what_moved(client: stripe.StripeClient) -> None:
    """10000 less 2.9 % and 30, less a refund of 4000: 10000 - 320 - 4000 = 5680."""
    with StripeStandIn.start() as fresh:
        own = stripe.StripeClient("sk_test_balance", base_addresses={"api": fresh.base_url})
        intent = pay(own, amount=10000)
        own.v1.refunds.create(params={"payment_intent": intent.id, "amount": 4000})
        (pending,) = own.v1.balance.retrieve().pending
        assert (pending.amount, pending.currency) == (5680, "usd")
