"""How a payment moves: confirm, challenge, charge, capture, release.

requires_payment_method ─confirm→ requires_action ─challenge→ ┬ succeeded
          ↑                  └──────────────────────────────→ ├ requires_capture → succeeded
          └───────────── declined, challenge failed ───────── ┴ processing → succeeded
Source: https://docs.stripe.com/payments/paymentintents/lifecycle.
"""

from __future__ import annotations

from urllib.parse import urlencode

from . import charges, payment_methods, refunds
from .call import PRIVATE, Call
from .cards import AUTHENTICATION_REQUIRED, GENERIC, Decline, TestCard
from .errors import ApiError, CardDeclinedError, InvalidRequestError, Json

CONFIRMABLE = ("requires_payment_method", "requires_confirmation", "requires_action")
CANCELABLE = (*CONFIRMABLE, "requires_capture", "processing")

_NOT_HANDLED = Decline(
    "authentication_required",
    "authentication_not_handled",
    "The payment needs the buyer to authenticate, and error_on_requires_action was set.",
)
_CHALLENGE_FAILED = Decline(
    "payment_intent_authentication_failure",
    None,
    "The buyer's authentication failed. Try again, or with another payment method.",
)


def unexpected_state(intent: Json, doing: str, allowed: tuple[str, ...]) -> InvalidRequestError:
    """Refuse a step that the intent's status doesn't allow."""
    kind = intent["object"]
    title = "PaymentIntent" if kind == "payment_intent" else "SetupIntent"
    refusal = InvalidRequestError(
        f"This {title} could not be {doing} because it has a status of {intent['status']}. "
        f"Allowed are: {', '.join(allowed)}.",
        code=f"{kind}_unexpected_state",
    )
    refusal.error[kind] = dict(intent)
    return refusal


def require_return_url(intent: Json, params: Json) -> None:
    """Refuse to confirm without `return_url` where a redirect might become necessary."""
    automatic = intent["automatic_payment_methods"] or {"enabled": False}
    redirects = automatic["enabled"] and automatic["allow_redirects"] == "always"
    if redirects and not params.get("return_url"):
        raise InvalidRequestError(
            "A `return_url` is needed to confirm, because this intent accepts payment methods "
            "that may redirect the buyer. Send one, or create the intent with "
            "automatic_payment_methods[enabled]=true and [allow_redirects]=never.",
            param="return_url",
        )


def confirm(call: Call, intent: Json, params: Json) -> Json:
    """Try to take the money. Raises CardDeclinedError after recording the failed attempt."""
    if intent["status"] not in CONFIRMABLE:
        raise unexpected_state(intent, "confirmed", CONFIRMABLE)
    if intent["payment_method"] is None:
        raise InvalidRequestError(
            "This PaymentIntent can't be confirmed without a payment method; send one.",
            code="payment_intent_unexpected_state",
            param="payment_method",
            payment_intent=dict(intent),
        )
    require_return_url(intent, params)
    method = call.get("payment_method", intent["payment_method"], param="payment_method")
    if method[PRIVATE]["used_up"]:
        raise payment_methods.used_up()
    return_url = params.get("return_url") or intent[PRIVATE].get("return_url")
    intent[PRIVATE]["return_url"] = return_url
    intent["next_action"], intent["last_payment_error"] = None, None
    card = payment_methods.card_of(method)
    off_session = params.get("off_session") not in (None, False)
    authenticated = intent[PRIVATE].pop("authenticated", None) == method["id"]
    if authenticated or not _asks_the_buyer(card, method, off_session=off_session):
        return _charge(call, intent, method)
    if off_session:
        raise _refused(call, intent, method, AUTHENTICATION_REQUIRED)
    if params.get("error_on_requires_action"):
        raise _refused(call, intent, method, _NOT_HANDLED, attempted=False)
    return _ask_the_buyer(call, intent)


def finish_challenge(call: Call, intent: Json, outcome: str) -> Json:
    """Apply what the buyer did at the bank: "succeed", "fail" or "abandon" (nothing changes)."""
    if intent["status"] != "requires_action":
        raise unexpected_state(intent, "authenticated", ("requires_action",))
    if outcome == "abandon":
        return intent
    intent["next_action"] = None
    method = call.get("payment_method", intent["payment_method"])
    if outcome == "fail":
        _refused(call, intent, method, _CHALLENGE_FAILED, attempted=False)
        return intent
    if intent["confirmation_method"] == "manual":
        intent[PRIVATE]["authenticated"] = method["id"]
        intent["status"] = "requires_confirmation"
        return call.put(intent)
    try:
        return _charge(call, intent, method)
    except CardDeclinedError:
        return intent


def finish_processing(call: Call, intent: Json, outcome: str) -> None:
    """End the `processing` that the control endpoints asked for."""
    if intent["status"] != "processing":
        return
    intent["processing"] = None
    method = call.get("payment_method", intent["payment_method"])
    try:
        _settle(call, intent, method, GENERIC if outcome == "fail" else None)
    except CardDeclinedError:
        return


def capture(call: Call, intent: Json, amount_minor: int) -> Json:
    """Take the authorized money, or part of it; what remains is given back."""
    charge = call.get("charge", intent["latest_charge"])
    charges.take(call, charge, amount_minor)
    if amount_minor < charge["amount"]:
        refunds.release(call, charge, charge["amount"] - amount_minor)
    call.announce("charge.captured", charge)
    call.put(charge)
    intent.update(status="succeeded", amount_capturable=0, amount_received=amount_minor)
    call.announce("payment_intent.succeeded", intent)
    _dispute_if_its_card_does(call, charge)
    return call.put(intent)


def cancel(call: Call, intent: Json, reason: str | None) -> Json:
    """End the intent for good; an authorized charge is given back whole."""
    if intent["status"] not in CANCELABLE:
        raise unexpected_state(intent, "canceled", CANCELABLE)
    if intent["status"] == "requires_capture":
        charge = call.get("charge", intent["latest_charge"])
        refunds.release(call, charge, charge["amount"])
        call.announce("charge.refunded", charge)
        call.put(charge)
    intent.update(
        status="canceled",
        amount_capturable=0,
        canceled_at=call.now,
        cancellation_reason=reason,
        next_action=None,
        processing=None,
    )
    call.announce("payment_intent.canceled", intent)
    return call.put(intent)


def next_action(call: Call, intent: Json) -> Json:
    """Where the buyer authenticates: a redirect if there is a way back, else in the page."""
    page = f"{call.base_url}/_standin/{intent['object']}s/{intent['id']}/challenge"
    return_url = intent[PRIVATE]["return_url"]
    if return_url:
        redirect = {"return_url": return_url, "url": f"{page}?{urlencode({'return_url': return_url})}"}
        return {"redirect_to_url": redirect, "type": "redirect_to_url"}
    return {
        "type": "use_stripe_sdk",
        "use_stripe_sdk": {"type": "three_d_secure_redirect", "stripe_js": page},
    }


def _asks_the_buyer(card: TestCard, method: Json, *, off_session: bool) -> bool:
    if card.authentication == "never":
        return False
    if card.authentication == "always" or not off_session:
        return True
    return card.authentication == "unless_set_up" and not method[PRIVATE]["set_up"]


def _ask_the_buyer(call: Call, intent: Json) -> Json:
    intent["next_action"] = next_action(call, intent)
    intent["status"] = "requires_action"
    call.announce("payment_intent.requires_action", intent)
    return call.put(intent)


def _charge(call: Call, intent: Json, method: Json) -> Json:
    processing = call.take_dial("next_payment")
    if processing is None:
        return _settle(call, intent, method, payment_methods.card_of(method).decline)
    intent["status"] = "processing"
    intent["processing"] = {"card": {}, "type": "card"}
    arguments = {"intent_id": intent["id"], "outcome": processing["outcome"]}
    call.later(processing["seconds"], "finish_processing", **arguments)
    call.announce("payment_intent.processing", intent)
    return call.put(intent)


def _settle(call: Call, intent: Json, method: Json, decline: Decline | None) -> Json:
    if decline is not None:
        raise _refused(call, intent, method, decline)
    hold = intent["capture_method"] == "manual"
    charge = charges.make(call, intent, method, None, hold=hold)
    intent["latest_charge"] = charge["id"]
    if hold:
        intent.update(status="requires_capture", amount_capturable=intent["amount"])
        call.announce("payment_intent.amount_capturable_updated", intent)
    else:
        intent.update(status="succeeded", amount_received=intent["amount"])
        call.announce("payment_intent.succeeded", intent)
        _dispute_if_its_card_does(call, charge)
    _keep_or_use_up(call, intent, method)
    return call.put(intent)


def _dispute_if_its_card_does(call: Call, charge: Json) -> None:
    method = call.get("payment_method", charge["payment_method"])
    reason = payment_methods.card_of(method).dispute_reason
    if reason is not None:
        call.later(0, "open_dispute", charge_id=charge["id"], reason=reason)


def _keep_or_use_up(call: Call, intent: Json, method: Json) -> None:
    if intent["setup_future_usage"] == "off_session":
        method[PRIVATE]["set_up"] = True
    if method["customer"] is None:
        if intent["customer"] is not None and intent["setup_future_usage"] is not None:
            method["customer"] = intent["customer"]
            call.announce("payment_method.attached", method)
        else:
            method[PRIVATE]["used_up"] = True
    call.put(method)


def _refused(call: Call, intent: Json, method: Json, decline: Decline, *, attempted: bool = True) -> ApiError:
    """Record a failed attempt and return, not raise, its error.

    attempted: whether the issuer was asked at all, which leaves a failed charge.
    """
    more: Json = {"payment_method": payment_methods.shown_in_error(method)}
    if attempted:
        charge = charges.make(call, intent, method, decline, hold=False)
        intent["latest_charge"] = more["charge"] = charge["id"]
    error = payment_methods.declined(decline, **more)
    intent.update(
        last_payment_error=dict(error.error),
        next_action=None,
        payment_method=None,
        status="requires_payment_method",
    )
    call.announce("payment_intent.payment_failed", intent)
    error.error["payment_intent"] = call.put(intent)
    return error
