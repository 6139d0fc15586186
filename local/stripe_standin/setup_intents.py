"""Setup intents: saving a card for later without charging it."""

from __future__ import annotations

from . import payment_methods, payments
from .call import PRIVATE, Call, new_id
from .cards import Decline
from .errors import ApiError, InvalidRequestError, Json
from .params import merge_metadata

_CHALLENGE_FAILED = Decline(
    "setup_intent_authentication_failure",
    None,
    "The buyer's authentication failed. Try again, or with another payment method.",
)


def create(call: Call, params: Json) -> Json:
    """POST /v1/setup_intents."""
    if not params.get("confirm"):
        for name in ("return_url", "mandate_data"):
            if name in params:
                raise InvalidRequestError(f"'{name}' can only be sent with confirm=true.", param=name)
    intent = _build(call, params)
    if intent["customer"] is not None:
        call.get("customer", intent["customer"], param="customer")
    if params.get("confirm"):
        payments.require_return_url(intent, params)
    _choose_method(call, intent, params)
    call.announce("setup_intent.created", intent)
    call.put(intent)
    return _confirm(call, intent, params) if params.get("confirm") else intent


def retrieve(call: Call, _params: Json, intent_id: str) -> Json:
    """GET /v1/setup_intents/{id}."""
    return call.get("setup_intent", intent_id, param="intent")


def list_all(call: Call, params: Json) -> Json:
    """GET /v1/setup_intents."""
    return call.page("setup_intent", "/v1/setup_intents", params, "customer")


def update(call: Call, params: Json, intent_id: str) -> Json:
    """POST /v1/setup_intents/{id}."""
    intent = call.get("setup_intent", intent_id, param="intent")
    if set(params) - {"metadata", "description", "expand"}:
        _require(intent, "updated", payments.CONFIRMABLE)
    if "customer" in params:
        intent["customer"] = call.get("customer", params["customer"], param="customer")["id"]
    intent["description"] = params.get("description", intent["description"])
    intent["metadata"] = merge_metadata(intent["metadata"], params.get("metadata"))
    _choose_method(call, intent, params)
    return call.put(intent)


def confirm(call: Call, params: Json, intent_id: str) -> Json:
    """POST /v1/setup_intents/{id}/confirm."""
    intent = call.get("setup_intent", intent_id, param="intent")
    _require(intent, "confirmed", payments.CONFIRMABLE)
    payments.require_return_url(intent, params)
    _choose_method(call, intent, params)
    return _confirm(call, intent, params)


def cancel(call: Call, params: Json, intent_id: str) -> Json:
    """POST /v1/setup_intents/{id}/cancel."""
    intent = call.get("setup_intent", intent_id, param="intent")
    _require(intent, "canceled", payments.CONFIRMABLE)
    reason = params.get("cancellation_reason")
    intent.update(status="canceled", cancellation_reason=reason, next_action=None)
    call.announce("setup_intent.canceled", intent)
    return call.put(intent)


def finish_challenge(call: Call, intent: Json, outcome: str) -> Json:
    """Apply what the buyer did at the bank: "succeed", "fail" or "abandon" (nothing changes)."""
    _require(intent, "authenticated", ("requires_action",))
    if outcome == "abandon":
        return intent
    intent["next_action"] = None
    method = call.get("payment_method", intent["payment_method"])
    if outcome == "fail":
        _refused(call, intent, method, _CHALLENGE_FAILED)
        return intent
    return _succeed(call, intent, method)


def _require(intent: Json, doing: str, allowed: tuple[str, ...]) -> None:
    if intent["status"] not in allowed:
        raise payments.unexpected_state(intent, doing, allowed)


def _build(call: Call, params: Json) -> Json:
    intent_id = new_id("seti_1")
    empty = (
        "application",
        "cancellation_reason",
        "customer_account",
        "last_setup_error",
        "latest_attempt",
        "mandate",
        "next_action",
        "on_behalf_of",
        "payment_method",
        "payment_method_configuration_details",
        "single_use_mandate",
    )
    automatic = {"allow_redirects": "always", "enabled": True}
    allowed = params.get("allowed_payment_method_types")
    return {
        "id": intent_id,
        "object": "setup_intent",
        **dict.fromkeys(empty),
        "allowed_payment_method_types": allowed,
        "automatic_payment_methods": None if allowed else {**automatic, **params.get("automatic_payment_methods", {})},
        "client_secret": new_id(f"{intent_id}_secret_"),
        "created": call.now,
        "customer": params.get("customer"),
        "description": params.get("description"),
        "flow_directions": None,
        "livemode": False,
        "metadata": merge_metadata({}, params.get("metadata")),
        "payment_method_options": {"card": {"request_three_d_secure": "automatic"}},
        "payment_method_types": ["card"],
        "status": "requires_payment_method",
        "usage": params.get("usage", "off_session"),
        PRIVATE: {},
    }


def _choose_method(call: Call, intent: Json, params: Json) -> None:
    if "payment_method_data" in params:
        described = params["payment_method_data"]
        method = payment_methods.from_params(call, described, "payment_method_data[card][token]")
        call.put(method)
    elif params.get("payment_method"):
        method = payment_methods.resolve(call, params["payment_method"], param="payment_method")
    else:
        return
    if method["customer"] not in (None, intent["customer"]):
        raise InvalidRequestError(
            f"The payment method {method['id']} belongs to another customer.",
            param="payment_method",
        )
    if method[PRIVATE]["used_up"]:
        raise payment_methods.used_up()
    intent.update(payment_method=method["id"], status="requires_confirmation", next_action=None)


def _confirm(call: Call, intent: Json, params: Json) -> Json:
    if intent["payment_method"] is None:
        raise InvalidRequestError(
            "This SetupIntent can't be confirmed without a payment method; send one.",
            code="setup_intent_unexpected_state",
            param="payment_method",
            setup_intent=dict(intent),
        )
    method = call.get("payment_method", intent["payment_method"], param="payment_method")
    card = payment_methods.card_of(method)
    intent[PRIVATE]["return_url"] = params.get("return_url")
    intent["last_setup_error"] = None
    if card.decline is not None and not card.attaches:
        raise _refused(call, intent, method, card.decline)
    if card.authentication == "never":
        return _succeed(call, intent, method)
    intent["next_action"] = payments.next_action(call, intent)
    intent["status"] = "requires_action"
    call.announce("setup_intent.requires_action", intent)
    return call.put(intent)


def _succeed(call: Call, intent: Json, method: Json) -> Json:
    method[PRIVATE]["set_up"] = True
    if intent["customer"] is not None and method["customer"] is None:
        method["customer"] = intent["customer"]
        call.announce("payment_method.attached", method)
    call.put(method)
    intent["status"] = "succeeded"
    call.announce("setup_intent.succeeded", intent)
    return call.put(intent)


def _refused(call: Call, intent: Json, method: Json, decline: Decline) -> ApiError:
    """Record a failed attempt and return, not raise, its error."""
    shown = payment_methods.shown_in_error(method)
    error = payment_methods.declined(decline, payment_method=shown)
    intent.update(
        last_setup_error=dict(error.error),
        next_action=None,
        payment_method=None,
        status="requires_payment_method",
    )
    call.announce("setup_intent.setup_failed", intent)
    error.error["setup_intent"] = call.put(intent)
    return error
