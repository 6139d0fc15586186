"""Payment methods: cards made from test tokens, saved to customers or used once."""

from __future__ import annotations

import hashlib
from typing import Any

from . import cards
from .call import PRIVATE, Call, new_id, public
from .cards import Decline, TestCard
from .errors import CardDeclinedError, InvalidRequestError, Json, NoSuchObjectError
from .params import merge_metadata

_EXPIRY_YEAR = 2034
_NO_ADDRESS = dict.fromkeys(("city", "country", "line1", "line2", "postal_code", "state"))
NO_BILLING = {"address": _NO_ADDRESS, "email": None, "name": None, "phone": None, "tax_id": None}


def create(call: Call, params: Json) -> Json:
    """POST /v1/payment_methods."""
    return call.put(from_params(call, params, "card[token]"))


def retrieve(call: Call, _params: Json, method_id: str) -> Json:
    """GET /v1/payment_methods/{id}."""
    return resolve(call, method_id, param="payment_method")


def update(call: Call, params: Json, method_id: str) -> Json:
    """POST /v1/payment_methods/{id}."""
    method = resolve(call, method_id, param="payment_method")
    if method["customer"] is None:
        raise InvalidRequestError("Only a payment method attached to a customer can be updated.")
    method["metadata"] = merge_metadata(method["metadata"], params.get("metadata"))
    method["card"].update(params.get("card", {}))
    method["billing_details"].update(params.get("billing_details", {}))
    method["allow_redisplay"] = params.get("allow_redisplay", method["allow_redisplay"])
    call.announce("payment_method.updated", method)
    return call.put(method)


def list_all(call: Call, params: Json) -> Json:
    """GET /v1/payment_methods."""
    kept = {name: value for name, value in params.items() if name != "type"}
    return call.page("payment_method", "/v1/payment_methods", kept, "customer")


def attach(call: Call, params: Json, method_id: str) -> Json:
    """POST /v1/payment_methods/{id}/attach."""
    customer = call.get("customer", params["customer"], param="customer")
    method = resolve(call, method_id, param="payment_method")
    return save_to(call, method, customer["id"])


def detach(call: Call, _params: Json, method_id: str) -> Json:
    """POST /v1/payment_methods/{id}/detach."""
    method = call.get("payment_method", method_id, param="payment_method")
    if method["customer"] is None:
        raise InvalidRequestError(
            "The payment method is not attached to a customer, so it can't be detached.",
            param="payment_method",
        )
    customer, method["customer"] = method["customer"], None
    method[PRIVATE]["used_up"] = True
    call.announce("payment_method.detached", method, {"customer": customer})
    return call.put(method)


def list_of_customer(call: Call, params: Json, customer_id: str) -> Json:
    """GET /v1/customers/{id}/payment_methods."""
    call.get("customer", customer_id, param="customer")
    kept = {name: value for name, value in params.items() if name != "type"}
    path = f"/v1/customers/{customer_id}/payment_methods"
    return call.page("payment_method", path, {**kept, "customer": customer_id}, "customer")


def retrieve_of_customer(call: Call, _params: Json, customer_id: str, method_id: str) -> Json:
    """GET /v1/customers/{id}/payment_methods/{payment_method}."""
    method = call.get("payment_method", method_id, param="payment_method")
    if method["customer"] != customer_id:
        raise NoSuchObjectError("payment_method", method_id, param="payment_method")
    return method


def from_params(call: Call, params: Json, param: str) -> Json:
    """Build a payment method, not yet written, from `type`, `card[token]` and so on."""
    token = params.get("card", {}).get("token")
    if token is None:
        raise InvalidRequestError(f"Missing required param: {param}.", code="parameter_missing", param=param)
    card = cards.by_token(token)
    if card is None:
        raise NoSuchObjectError("token", token, param=param)
    method = _build(call, card)
    method["billing_details"] = {**NO_BILLING, **params.get("billing_details", {})}
    method["metadata"] = merge_metadata({}, params.get("metadata"))
    method["allow_redisplay"] = params.get("allow_redisplay", "unspecified")
    return method


def resolve(call: Call, method_id: str, *, param: str) -> Json:
    """Return the payment method of that id; each use of a `pm_card_…` name makes a fresh one."""
    if method_id.startswith("pm_card_"):
        card = cards.by_token(method_id)
        if card is not None:
            return call.put(_build(call, card))
    return call.get("payment_method", method_id, param=param)


def card_of(method: Json) -> TestCard:
    """How this payment method's card behaves."""
    return cards.by_name(method[PRIVATE]["card"])


def save_to(call: Call, method: Json, customer_id: str) -> Json:
    """Attach to a customer. Raises CardDeclinedError for a card its bank refuses at once."""
    if method["customer"] == customer_id:
        return method
    if method["customer"] is not None:
        raise InvalidRequestError("The payment method is already attached to another customer.", param="payment_method")
    if method[PRIVATE]["used_up"]:
        raise used_up()
    card = card_of(method)
    if card.decline is not None and not card.attaches:
        raise declined(card.decline)
    method["customer"] = customer_id
    call.announce("payment_method.attached", method)
    return call.put(method)


def used_up() -> InvalidRequestError:
    """Refuse a payment method that was used without a customer, or was detached."""
    return InvalidRequestError(
        "This payment method was used before without being attached to a customer, or was "
        "detached from one. It can't be used again; attach it to a customer first next time.",
        param="payment_method",
    )


def declined(decline: Decline, **more: Any) -> CardDeclinedError:
    """Make the error for a declined card, `more` being what it happened to."""
    if decline.decline_code is not None:
        more["decline_code"] = decline.decline_code
    if decline.code in {"expired_card", "incorrect_cvc"}:
        more["param"] = "exp_month" if decline.code == "expired_card" else "cvc"
    return CardDeclinedError(decline.message, code=decline.code, **more)


def shown_in_error(method: Json) -> Json:
    """Show the payment method as it stands inside an error."""
    shown: Json = public(method)
    return shown


def _build(call: Call, card: TestCard) -> Json:
    return {
        "id": new_id("pm_1"),
        "object": "payment_method",
        "allow_redisplay": "unspecified",
        "billing_details": dict(NO_BILLING),
        "card": {
            "brand": card.brand,
            "checks": {
                "address_line1_check": None,
                "address_postal_code_check": None,
                "cvc_check": "pass",
            },
            "country": card.country,
            "display_brand": card.brand,
            "exp_month": 12,
            "exp_year": _EXPIRY_YEAR,
            "fingerprint": hashlib.sha256(card.name.encode()).hexdigest()[:16],
            "funding": card.funding,
            "generated_from": None,
            "last4": card.last4,
            "networks": {"available": [card.brand], "preferred": None},
            "regulated_status": "unregulated",
            "three_d_secure_usage": {"supported": True},
            "wallet": None,
        },
        "created": call.now,
        "customer": None,
        "customer_account": None,
        "livemode": False,
        "metadata": {},
        "type": "card",
        PRIVATE: {"card": card.name, "set_up": False, "used_up": False},
    }
