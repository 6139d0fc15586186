"""Payment intents: the endpoints. How their status moves stands in `payments.py`."""

from __future__ import annotations

from . import payment_methods, payments
from .call import PRIVATE, Call, new_id
from .errors import InvalidRequestError, Json
from .params import check_minimum, merge_metadata

_ONLY_WITH_CONFIRM = ("off_session", "return_url", "error_on_requires_action", "mandate_data")
_PLAIN = (
    "capture_method",
    "description",
    "receipt_email",
    "setup_future_usage",
    "shipping",
    "statement_descriptor",
    "statement_descriptor_suffix",
)
# Sent as null until something sets them, or always.
_NULLS = (
    "application",
    "application_fee_amount",
    "canceled_at",
    "cancellation_reason",
    "customer",
    "customer_account",
    "last_payment_error",
    "latest_charge",
    "next_action",
    "on_behalf_of",
    "payment_method",
    "payment_method_configuration_details",
    "payment_record",
    "processing",
    "review",
    "source",
    "transfer_data",
    "transfer_group",
)
_CARD_OPTIONS = {
    "installments": None,
    "mandate_options": None,
    "network": None,
    "request_three_d_secure": "automatic",
}


def create(call: Call, params: Json) -> Json:
    """POST /v1/payment_intents."""
    check_minimum(params["amount"], params["currency"])
    if not params.get("confirm"):
        for name in _ONLY_WITH_CONFIRM:
            if name in params:
                raise InvalidRequestError(f"'{name}' can only be sent with confirm=true.", param=name)
    intent = _build(call, params)
    intent["customer"] = _customer(call, params)
    if params.get("confirm"):
        payments.require_return_url(intent, params)
    _choose_method(call, intent, params)
    call.announce("payment_intent.created", intent)
    call.put(intent)
    return payments.confirm(call, intent, params) if params.get("confirm") else intent


def retrieve(call: Call, params: Json, intent_id: str) -> Json:
    """GET /v1/payment_intents/{id}."""
    intent = call.get("payment_intent", intent_id, param="intent")
    if params.get("client_secret") not in (None, intent["client_secret"]):
        raise InvalidRequestError("The client_secret is not this intent's.", param="client_secret")
    return intent


def list_all(call: Call, params: Json) -> Json:
    """GET /v1/payment_intents."""
    return call.page("payment_intent", "/v1/payment_intents", params, "customer")


def update(call: Call, params: Json, intent_id: str) -> Json:
    """POST /v1/payment_intents/{id}."""
    intent = call.get("payment_intent", intent_id, param="intent")
    moves_money = set(params) - {"metadata", "description", "receipt_email", "expand", "shipping"}
    if moves_money and intent["status"] not in payments.CONFIRMABLE:
        raise payments.unexpected_state(intent, "updated", payments.CONFIRMABLE)
    _rewrite(intent, params)
    check_minimum(intent["amount"], intent["currency"])
    if "customer" in params:
        intent["customer"] = _customer(call, params)
    _choose_method(call, intent, params)
    if intent["status"] == "requires_action" and "amount" in params:
        intent.update(status="requires_confirmation", next_action=None)
    return call.put(intent)


def confirm(call: Call, params: Json, intent_id: str) -> Json:
    """POST /v1/payment_intents/{id}/confirm."""
    intent = call.get("payment_intent", intent_id, param="intent")
    if intent["status"] not in payments.CONFIRMABLE:
        raise payments.unexpected_state(intent, "confirmed", payments.CONFIRMABLE)
    payments.require_return_url(intent, params)
    _rewrite(intent, params)
    _choose_method(call, intent, params)
    return payments.confirm(call, intent, params)


def capture(call: Call, params: Json, intent_id: str) -> Json:
    """POST /v1/payment_intents/{id}/capture."""
    intent = call.get("payment_intent", intent_id, param="intent")
    if intent["status"] != "requires_capture":
        raise payments.unexpected_state(intent, "captured", ("requires_capture",))
    capturable: int = intent["amount_capturable"]
    amount: int = params.get("amount_to_capture") or capturable
    if amount > capturable:
        raise InvalidRequestError(
            f"amount_to_capture ({amount}) is more than the amount that can be captured ({capturable}).",
            code="amount_too_large",
            param="amount_to_capture",
        )
    intent["metadata"] = merge_metadata(intent["metadata"], params.get("metadata"))
    return payments.capture(call, intent, amount)


def cancel(call: Call, params: Json, intent_id: str) -> Json:
    """POST /v1/payment_intents/{id}/cancel."""
    intent = call.get("payment_intent", intent_id, param="intent")
    return payments.cancel(call, intent, params.get("cancellation_reason"))


def _build(call: Call, params: Json) -> Json:
    intent_id = new_id("pi_3")
    allowed = params.get("allowed_payment_method_types")
    automatic = {"allow_redirects": "always", "enabled": True}
    return {
        "id": intent_id,
        "object": "payment_intent",
        **dict.fromkeys((*_NULLS, *_PLAIN)),
        **{name: params[name] for name in _PLAIN if name in params},
        "allowed_payment_method_types": allowed,
        "amount": params["amount"],
        "amount_capturable": 0,
        "amount_details": {"tip": {}},
        "amount_received": 0,
        "automatic_payment_methods": None if allowed else {**automatic, **params.get("automatic_payment_methods", {})},
        "capture_method": params.get("capture_method", "automatic_async"),
        "client_secret": new_id(f"{intent_id}_secret_"),
        "confirmation_method": params.get("confirmation_method", "automatic"),
        "created": call.now,
        "currency": params["currency"],
        "livemode": False,
        "metadata": merge_metadata({}, params.get("metadata")),
        "payment_method_options": {"card": dict(_CARD_OPTIONS)},
        "payment_method_types": ["card"],
        "status": "requires_payment_method",
        PRIVATE: {},
    }


def _rewrite(intent: Json, params: Json) -> None:
    changed = ("amount", "currency", *_PLAIN)
    intent.update({name: params[name] for name in changed if name in params})
    intent["metadata"] = merge_metadata(intent["metadata"], params.get("metadata"))


def _customer(call: Call, params: Json) -> str | None:
    customer_id: str | None = params.get("customer")
    if customer_id is not None:
        call.get("customer", customer_id, param="customer")
    return customer_id


def _choose_method(call: Call, intent: Json, params: Json) -> None:
    """Set the payment method that the request names or describes, if any."""
    if "payment_method" in params and "payment_method_data" in params:
        raise InvalidRequestError(
            "Send either payment_method or payment_method_data, not both.", param="payment_method"
        )
    if "payment_method_data" in params:
        described = params["payment_method_data"]
        method = payment_methods.from_params(call, described, "payment_method_data[card][token]")
        call.put(method)
    elif params.get("payment_method"):
        method = payment_methods.resolve(call, params["payment_method"], param="payment_method")
        _check_owner(intent, method)
    else:
        return
    if method[PRIVATE]["used_up"]:
        raise payment_methods.used_up()
    intent.update(payment_method=method["id"], status="requires_confirmation", next_action=None)


def _check_owner(intent: Json, method: Json) -> None:
    if method["customer"] in (None, intent["customer"]):
        return
    if intent["customer"] is None:
        raise InvalidRequestError(
            f"The payment method {method['id']} belongs to the customer {method['customer']}; "
            "name the customer on the payment intent too.",
            param="payment_method",
        )
    raise InvalidRequestError(
        f"The customer has no payment method with the id {method['id']}.",
        code="resource_missing",
        param="payment_method",
    )
