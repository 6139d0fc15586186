"""The Stripe stand-in, through Stripe's own SDK: payments, cards, 3-D Secure, captures."""

from __future__ import annotations

import urllib.request
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
import stripe

from local.stripe_standin import StripeStandIn

NO_REDIRECTS = {"enabled": True, "allow_redirects": "never"}


@pytest.fixture(scope="module")
def standin() -> Iterator[StripeStandIn]:
    """One stand-in for the module: no test depends on another's objects."""
    with StripeStandIn.start() as running:
        yield running


@pytest.fixture(scope="module")
def client(standin: StripeStandIn) -> stripe.StripeClient:
    """Stripe's SDK, pointed at the stand-in."""
    return stripe.StripeClient("sk_test_payments", base_addresses={"api": standin.base_url})


def payment(**changes: Any) -> Any:
    """Parameters of a payment of 110.59 that is confirmed at once."""
    whole = {"amount": 11059, "currency": "usd", "confirm": True, "automatic_payment_methods": NO_REDIRECTS}
    return {**whole, "payment_method": "pm_card_visa", **changes}


def token(name: str) -> Any:
    """A card described by its token, as a browser would have made it."""
    return {"type": "card", "card": {"token": name}}


def test_payment_succeeds_and_shows_its_charge_when_expanded(client: stripe.StripeClient) -> None:
    """One call creates, confirms and captures; the charge comes along when asked for."""
    params = payment(metadata={"attemptId": "att_1"}, receipt_email="a@example.com", expand=["latest_charge"])
    intent = client.v1.payment_intents.create(params=params)
    charge = intent.latest_charge
    assert (intent.status, intent.amount_received, intent.metadata["attemptId"]) == ("succeeded", 11059, "att_1")
    assert isinstance(charge, stripe.Charge)
    assert (charge.amount_captured, charge.paid, charge.payment_intent) == (11059, True, intent.id)
    assert charge.payment_method_details is not None
    assert charge.payment_method_details.card is not None
    assert charge.payment_method_details.card.last4 == "4242"


@pytest.mark.parametrize(
    ("name", "code", "decline_code"),
    [
        ("chargeDeclined", "card_declined", "generic_decline"),
        ("visa_chargeDeclined", "card_declined", "generic_decline"),
        ("chargeDeclinedInsufficientFunds", "card_declined", "insufficient_funds"),
        ("chargeDeclinedFraudulent", "card_declined", "fraudulent"),
        ("chargeDeclinedLostCard", "card_declined", "lost_card"),
        ("chargeDeclinedStolenCard", "card_declined", "stolen_card"),
        ("chargeDeclinedExpiredCard", "expired_card", None),
        ("chargeDeclinedIncorrectCvc", "incorrect_cvc", None),
        ("chargeDeclinedProcessingError", "processing_error", None),
        ("chargeCustomerFail", "card_declined", "generic_decline"),
    ],
)
def test_declined_card_is_402_with_stripes_codes(
    client: stripe.StripeClient, name: str, code: str, decline_code: str | None
) -> None:
    """Token and pm_card twin decline alike, and the intent can be paid with another card."""
    for card in ({"payment_method": f"pm_card_{name}"}, {"payment_method_data": token(f"tok_{name}")}):
        params: Any = {**payment(), **card}
        if "payment_method_data" in card:
            del params["payment_method"]
        with pytest.raises(stripe.CardError) as refused:
            client.v1.payment_intents.create(params=params)
        assert (refused.value.http_status, refused.value.code) == (402, code)
        error: Any = refused.value.error
        assert (error.decline_code, error.payment_intent.status) == (decline_code, "requires_payment_method")
        intent = client.v1.payment_intents.retrieve(error.payment_intent.id)
        assert intent.last_payment_error is not None
        assert (intent.last_payment_error.code, intent.amount_received) == (code, 0)
    paid = client.v1.payment_intents.confirm(intent.id, params={"payment_method": "pm_card_visa"})
    assert paid.status == "succeeded"


def test_manual_capture_takes_a_part_and_gives_back_the_rest(client: stripe.StripeClient) -> None:
    """Of 100.00 held, 60.00 is taken; 40.00 is released, which Stripe books as a refund."""
    held = client.v1.payment_intents.create(params=payment(amount=10000, capture_method="manual"))
    assert (held.status, held.amount_capturable, held.amount_received) == ("requires_capture", 10000, 0)
    with pytest.raises(stripe.InvalidRequestError, match="10001") as refused:
        client.v1.payment_intents.capture(held.id, params={"amount_to_capture": 10001})
    assert refused.value.code == "amount_too_large"
    taken = client.v1.payment_intents.capture(held.id, params={"amount_to_capture": 6000, "expand": ["latest_charge"]})
    charge: Any = taken.latest_charge
    assert (taken.status, taken.amount_received, taken.amount_capturable) == ("succeeded", 6000, 0)
    assert (charge.amount_captured, charge.amount_refunded, charge.refunded) == (6000, 4000, False)
    with pytest.raises(stripe.InvalidRequestError) as again:
        client.v1.payment_intents.capture(held.id)
    assert again.value.code == "payment_intent_unexpected_state"


def test_cancel_is_refused_once_the_money_is_taken(client: stripe.StripeClient) -> None:
    """An authorization can be canceled, a captured payment can't."""
    held = client.v1.payment_intents.create(params=payment(capture_method="manual"))
    canceled = client.v1.payment_intents.cancel(held.id, params={"cancellation_reason": "abandoned"})
    assert (canceled.status, canceled.cancellation_reason) == ("canceled", "abandoned")
    assert client.v1.charges.retrieve(str(held.latest_charge)).refunded is True
    paid = client.v1.payment_intents.create(params=payment())
    with pytest.raises(stripe.InvalidRequestError) as refused:
        client.v1.payment_intents.cancel(paid.id)
    assert (refused.value.http_status, refused.value.code) == (400, "payment_intent_unexpected_state")


def test_create_confirm_update_walk_the_first_three_statuses(client: stripe.StripeClient) -> None:
    """requires_payment_method → requires_confirmation → succeeded, and no confirming twice."""
    intent = client.v1.payment_intents.create(
        params={"amount": 500, "currency": "usd", "automatic_payment_methods": NO_REDIRECTS}  # type: ignore[typeddict-item]
    )
    assert intent.status == "requires_payment_method"
    with pytest.raises(stripe.InvalidRequestError) as early:
        client.v1.payment_intents.confirm(intent.id)
    assert early.value.code == "payment_intent_unexpected_state"
    changed = client.v1.payment_intents.update(intent.id, params={"amount": 700, "payment_method": "pm_card_amex"})
    assert (changed.status, changed.amount) == ("requires_confirmation", 700)
    assert client.v1.payment_intents.confirm(intent.id).amount_received == 700
    with pytest.raises(stripe.InvalidRequestError) as late:
        client.v1.payment_intents.confirm(intent.id)
    assert late.value.code == "payment_intent_unexpected_state"


@pytest.mark.parametrize(
    ("outcome", "status"),
    [("succeed", "succeeded"), ("fail", "requires_payment_method"), ("abandon", "requires_action")],
)
def test_challenge_decides_a_3ds_payment(
    standin: StripeStandIn, client: stripe.StripeClient, outcome: str, status: str
) -> None:
    """The bank's answer comes from the control endpoint; until then nothing is charged."""
    params = payment(payment_method="pm_card_threeDSecure2Required", return_url="https://example.com/back")
    intent = client.v1.payment_intents.create(params=params)
    assert (intent.status, intent.latest_charge) == ("requires_action", None)
    assert intent.next_action is not None
    assert intent.next_action.type == "redirect_to_url"
    standin.tell("POST", f"payment_intents/{intent.id}/challenge", {"outcome": outcome})
    after = client.v1.payment_intents.retrieve(intent.id)
    assert after.status == status
    assert (after.latest_charge is None) == (outcome != "succeed")
    if outcome == "fail":
        assert after.last_payment_error is not None
        assert after.last_payment_error.code == "payment_intent_authentication_failure"


def test_challenge_page_opens_where_the_buyer_is_sent(client: stripe.StripeClient) -> None:
    """The redirect leads to a page of the stand-in that knows the way back."""
    params = payment(payment_method="pm_card_threeDSecure2Required", return_url="https://example.com/back?a=1")
    action = client.v1.payment_intents.create(params=params).next_action
    assert action is not None
    assert action.redirect_to_url is not None
    url = str(action.redirect_to_url.url)
    assert url.endswith("?return_url=https%3A%2F%2Fexample.com%2Fback%3Fa%3D1")
    with urllib.request.urlopen(url, timeout=5) as page:
        assert (page.status, page.headers.get_content_type()) == (200, "text/html")


@pytest.mark.parametrize(("outcome", "status"), [("succeed", "succeeded"), ("fail", "requires_payment_method")])
def test_challenge_page_sends_the_buyer_back(client: stripe.StripeClient, outcome: str, status: str) -> None:
    """What they chose counts once; a second click leads back in the same way."""
    params = payment(payment_method="pm_card_threeDSecure2Required", return_url="https://example.com/back?a=1")
    intent = client.v1.payment_intents.create(params=params)
    assert intent.next_action is not None
    assert intent.next_action.redirect_to_url is not None
    url = str(intent.next_action.redirect_to_url.url)
    for _ in range(2):
        sent = httpx.post(url, data={"outcome": outcome, "return_url": "https://example.com/back?a=1"})
        assert sent.status_code == 303
        assert sent.headers["location"].startswith(f"https://example.com/back?a=1&payment_intent={intent.id}&")
    assert client.v1.payment_intents.retrieve(intent.id).status == status


def test_3ds_card_is_declined_when_nobody_can_answer(client: stripe.StripeClient) -> None:
    """Off session, and with error_on_requires_action, a challenge becomes a decline."""
    for extra in ({"off_session": True}, {"error_on_requires_action": True}):
        with pytest.raises(stripe.CardError) as refused:
            client.v1.payment_intents.create(params=payment(payment_method="pm_card_authenticationRequired", **extra))
        error: Any = refused.value.error
        assert (refused.value.code, error.payment_intent.status) == (
            "authentication_required",
            "requires_payment_method",
        )


def test_next_action_is_use_stripe_sdk_when_there_is_no_way_back(client: stripe.StripeClient) -> None:
    """Without return_url the page's own script has to show the challenge."""
    intent = client.v1.payment_intents.create(params=payment(payment_method="pm_card_authenticationRequired"))
    assert intent.next_action is not None
    assert intent.next_action.type == "use_stripe_sdk"


def test_processing_ends_when_the_dial_says(standin: StripeStandIn, client: stripe.StripeClient) -> None:
    """The seventh status: a payment that is neither paid nor failed for 60 s of the clock."""
    standin.tell("POST", "payment_intents/next", {"processingSeconds": 60, "outcome": "fail"})
    intent = client.v1.payment_intents.create(params=payment())
    assert intent.status == "processing"
    standin.tell("POST", "clock/advance", {"seconds": 61})
    assert client.v1.payment_intents.retrieve(intent.id).status == "requires_payment_method"


@pytest.mark.parametrize(
    ("changes", "code", "param"),
    [
        ({"amount": 49}, "amount_too_small", "amount"),
        ({"amount": 100_000_000}, "amount_too_large", "amount"),
        ({"amount": "12.5"}, "parameter_invalid_integer", "amount"),
        ({"currency": "xxx"}, None, "currency"),
        ({"colour": "red"}, "parameter_unknown", "colour"),
        ({"payment_method": "pm_missing"}, "resource_missing", "payment_method"),
        ({"customer": "cus_missing"}, "resource_missing", "customer"),
        ({"automatic_payment_methods": {"enabled": True}}, None, "return_url"),
        ({"payment_method_types": ["card"]}, "payment_method_types_no_longer_supported", "payment_method_types"),
        ({"confirm": False, "off_session": True}, None, "off_session"),
        ({"expand": ["colour"]}, None, "expand"),
    ],
)
def test_wrong_parameter_is_refused_by_name(
    client: stripe.StripeClient, changes: dict[str, Any], code: str | None, param: str
) -> None:
    """As Stripe refuses them, so that code which passes here passes there."""
    with pytest.raises(stripe.InvalidRequestError) as refused:
        client.v1.payment_intents.create(params=payment(**changes))
    assert (refused.value.code, refused.value.param) == (code, param)


def test_missing_amount_is_refused(client: stripe.StripeClient) -> None:
    """A required parameter is named."""
    with pytest.raises(stripe.InvalidRequestError) as refused:
        client.v1.payment_intents.create(params={"currency": "usd"})  # type: ignore[typeddict-item]
    assert (refused.value.code, refused.value.param) == ("parameter_missing", "amount")


@pytest.mark.parametrize("number", ["4242424242424242", "4242 4242 4242 4242", "3782-822463-10005"])
def test_card_number_is_refused_in_any_field(client: stripe.StripeClient, number: str) -> None:
    """Even where it is only a note: such text must never have come this far."""
    before = client.v1.payment_intents.create(params=payment()).id
    with pytest.raises(stripe.StripeError) as refused:
        client.v1.payment_intents.create(params=payment(metadata={"note": f"card {number}"}))
    assert refused.value.http_status == 402
    assert number not in str(refused.value)
    assert client.v1.payment_intents.list(params={"limit": 1}).data[0].id == before


def test_number_that_is_no_card_is_let_through(client: stripe.StripeClient) -> None:
    """A time stamp in ms and an order number may pass a card's checksum, yet no card begins so."""
    note = {"at": "1732310000002", "order": "1234567890123452"}
    assert client.v1.payment_intents.create(params=payment(metadata=note)).metadata.to_dict() == note


def test_list_pages_through_everything_newest_first(standin: StripeStandIn) -> None:
    """25 payments in pages of 10: each once, the newest first, bounded by time."""
    with StripeStandIn.start() as fresh:
        client = stripe.StripeClient("sk_test_list", base_addresses={"api": fresh.base_url})
        made = [client.v1.payment_intents.create(params=payment()).id for _ in range(25)]
        page = client.v1.payment_intents.list(params={"limit": 10})
        assert (len(page.data), page.has_more) == (10, True)
        assert [intent.id for intent in page.auto_paging_iter()] == made[::-1]
        middle = client.v1.payment_intents.list(params={"limit": 100, "starting_after": made[5]})
        assert [intent.id for intent in middle.data] == made[4::-1]
        back = client.v1.payment_intents.list(params={"limit": 2, "ending_before": made[5]})
        assert [intent.id for intent in back.data] == [made[7], made[6]]
        fresh.tell("POST", "clock/advance", {"seconds": 3600})
        later = client.v1.payment_intents.create(params=payment())
        since = client.v1.payment_intents.list(params={"created": {"gte": later.created}})
        assert [intent.id for intent in since.data] == [later.id]
        until = client.v1.payment_intents.list(params={"created": {"lt": later.created}, "limit": 100})
        assert [intent.id for intent in until.data] == made[::-1]


@pytest.mark.parametrize("key", ["", "nonsense", "pk_test_x", "sk_live_x"])
def test_wrong_api_key_is_401(standin: StripeStandIn, key: str) -> None:
    """Only secret test keys open the stand-in, so a live key can't be used here by mistake."""
    client = stripe.StripeClient(key or "x", base_addresses={"api": standin.base_url})
    with pytest.raises(stripe.AuthenticationError) as refused:
        client.v1.balance.retrieve()
    assert refused.value.http_status == 401
