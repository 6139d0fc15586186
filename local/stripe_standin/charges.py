"""Charges: one per attempt on a card, succeeded or failed."""

from __future__ import annotations

from typing import Any

from . import balance
from .call import Call, new_id
from .cards import Decline
from .errors import Json
from .params import merge_metadata

# Sent as null until something sets them, or always.
_NULLS = (
    "application",
    "application_fee",
    "application_fee_amount",
    "balance_transaction",
    "failure_balance_transaction",
    "failure_code",
    "failure_message",
    "on_behalf_of",
    "receipt_number",
    "receipt_url",
    "review",
    "source",
    "source_transfer",
    "transfer",
    "transfer_data",
    "transfer_group",
)
_HOLD_SECONDS = 7 * 24 * 3600


def retrieve(call: Call, _params: Json, charge_id: str) -> Json:
    """GET /v1/charges/{id}."""
    return call.get("charge", charge_id, param="charge")


def update(call: Call, params: Json, charge_id: str) -> Json:
    """POST /v1/charges/{id}."""
    charge = call.get("charge", charge_id, param="charge")
    charge["metadata"] = merge_metadata(charge["metadata"], params.get("metadata"))
    changed = ("description", "receipt_email")
    charge.update({name: params[name] for name in changed if name in params})
    call.announce("charge.updated", charge)
    return call.put(charge)


def list_all(call: Call, params: Json) -> Json:
    """GET /v1/charges."""
    return call.page("charge", "/v1/charges", params, "customer", "payment_intent")


def make(call: Call, intent: Json, method: Json, decline: Decline | None, *, hold: bool) -> Json:
    """Charge the card for the intent's amount, or record that it declined.

    hold: authorize only; the money is taken when it is captured.
    """
    charge = _build(call, intent, method)
    charge["payment_method_details"] = _details(call, intent, method, hold=hold)
    if decline is not None:
        charge.update(
            failure_code=decline.code,
            failure_message=decline.message,
            outcome=_outcome("declined_by_network", "issuer_declined", decline),
            paid=False,
            status="failed",
        )
        call.announce("charge.failed", charge)
        return call.put(charge)
    charge["outcome"] = _outcome("approved_by_network", "authorized", None)
    if not hold:
        take(call, charge, charge["amount"])
    call.announce("charge.succeeded", charge)
    return call.put(charge)


def take(call: Call, charge: Json, amount_minor: int) -> None:
    """Capture this much of an authorized charge; the caller writes the charge."""
    charge["captured"] = True
    charge["amount_captured"] = amount_minor
    charge["balance_transaction"] = balance.record(
        call,
        kind="charge",
        amount_minor=amount_minor,
        fee_minor=balance.card_fee_minor(amount_minor),
        currency=charge["currency"],
        source=charge["id"],
    )


def _build(call: Call, intent: Json, method: Json) -> Json:
    copied = ("amount", "currency", "customer", "description", "metadata", "receipt_email")
    return {
        "id": new_id("ch_3"),
        "object": "charge",
        **dict.fromkeys(_NULLS),
        **{name: intent[name] for name in copied},
        "amount_captured": 0,
        "amount_refunded": 0,
        "billing_details": method["billing_details"],
        "calculated_statement_descriptor": intent["statement_descriptor"] or "FLINT STANDIN",
        "captured": False,
        "created": call.now,
        "disputed": False,
        "fraud_details": {},
        "livemode": False,
        "paid": True,
        "payment_intent": intent["id"],
        "payment_method": method["id"],
        "radar_options": {},
        "refunded": False,
        "shipping": intent["shipping"],
        "statement_descriptor": intent["statement_descriptor"],
        "statement_descriptor_suffix": intent["statement_descriptor_suffix"],
        "status": "succeeded",
    }


def _details(call: Call, intent: Json, method: Json, *, hold: bool) -> Json:
    card = method["card"]
    copied = ("brand", "checks", "country", "exp_month", "exp_year", "fingerprint", "funding")
    details: Json = {name: card[name] for name in (*copied, "last4", "regulated_status", "wallet")}
    details.update(
        amount_authorized=intent["amount"],
        authorization_code="S88413",
        capture_before=call.now + _HOLD_SECONDS if hold else None,
        extended_authorization={"status": "disabled"},
        incremental_authorization={"status": "unavailable"},
        installments=None,
        mandate=None,
        multicapture={"status": "unavailable"},
        network=card["brand"],
        network_token={"used": False},
        network_transaction_id="104557651805572",
        overcapture={"maximum_amount_capturable": intent["amount"], "status": "unavailable"},
        three_d_secure=None,
    )
    return {"card": details, "type": "card"}


def _outcome(network_status: str, kind: str, decline: Decline | None) -> dict[str, Any]:
    code = None if decline is None else decline.decline_code or decline.code
    return {
        "advice_code": None if decline is None else "try_again_later",
        "network_advice_code": None,
        "network_decline_code": None if decline is None else "05",
        "network_status": network_status,
        "reason": code,
        "risk_level": "normal",
        "risk_score": 12,
        "seller_message": "Payment complete." if decline is None else decline.message,
        "type": kind,
    }
