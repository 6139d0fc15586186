"""Refunds: money back to the card, never more than was captured."""

from __future__ import annotations

from . import balance, payment_methods
from .call import Call, new_id
from .errors import InvalidRequestError, Json
from .params import merge_metadata

# How long the test cards for late refunds take, in seconds of the stand-in's clock.
LATE_SECONDS = 5

_DESTINATION = {
    "card": {
        "reference_status": "pending",
        "reference_type": "acquirer_reference_number",
        "type": "refund",
    },
    "type": "card",
}


def create(call: Call, params: Json) -> Json:
    """POST /v1/refunds."""
    charge = _charge_of(call, params)
    _refuse_disputed(call, charge)
    remainder = charge["amount"] - charge["amount_refunded"]
    if remainder <= 0:
        raise InvalidRequestError(
            f"Charge {charge['id']} has already been refunded.",
            code="charge_already_refunded",
            param="charge",
        )
    amount = params.get("amount", remainder)
    if amount > remainder:
        raise InvalidRequestError(
            f"Refund amount ({amount}) is greater than unrefunded amount on charge ({remainder}).",
            code="amount_too_large",
            param="amount",
        )
    refund = _build(call, charge, amount, params)
    _set_course(call, charge, refund)
    _count(charge, amount)
    call.put(charge)
    call.announce("refund.created", refund)
    call.announce("charge.refunded", charge)
    return call.put(refund)


def retrieve(call: Call, _params: Json, refund_id: str) -> Json:
    """GET /v1/refunds/{id}."""
    return call.get("refund", refund_id)


def update(call: Call, params: Json, refund_id: str) -> Json:
    """POST /v1/refunds/{id}; only metadata changes."""
    refund = call.get("refund", refund_id)
    before = refund["metadata"]
    refund["metadata"] = merge_metadata(before, params.get("metadata"))
    _announce_update(call, refund, {"metadata": before})
    return call.put(refund)


def list_all(call: Call, params: Json) -> Json:
    """GET /v1/refunds."""
    return call.page("refund", "/v1/refunds", params, "charge", "payment_intent")


def cancel(call: Call, _params: Json, refund_id: str) -> Json:
    """POST /v1/refunds/{id}/cancel; a card's refund never waits for the buyer, so it's refused."""
    refund = call.get("refund", refund_id)
    raise InvalidRequestError(
        f"Refund {refund_id} could not be canceled because it has a status of "
        f"{refund['status']}. Allowed are: requires_action.",
        param="id",
    )


def release(call: Call, charge: Json, amount_minor: int) -> None:
    """Give back what was authorized and not captured; the caller writes the charge.

    It is a refund by name, but no money moves on the balance.
    """
    refund = _build(call, charge, amount_minor, {})
    refund["status"] = "succeeded"
    _count(charge, amount_minor)
    call.put(refund)


def succeed(call: Call, refund: Json) -> None:
    """End a pending refund well."""
    if refund["status"] != "pending":
        return
    refund.update(status="succeeded", pending_reason=None)
    _announce_update(call, refund, {"status": "pending"})
    call.put(refund)


def fail(call: Call, refund: Json, reason: str) -> Json:
    """Let the bank send the money back: the charge can be refunded again."""
    if refund["status"] not in {"pending", "succeeded"}:
        raise InvalidRequestError(f"Refund {refund['id']} can't fail: it is {refund['status']}.")
    before = refund["status"]
    charge = call.get("charge", refund["charge"])
    charge["amount_refunded"] -= refund["amount"]
    charge["refunded"] = False
    call.put(charge)
    refund.update(
        status="failed",
        pending_reason=None,
        failure_reason=reason,
        failure_balance_transaction=balance.record(
            call,
            kind="refund_failure",
            amount_minor=refund["amount"],
            fee_minor=0,
            currency=refund["currency"],
            source=refund["id"],
        ),
    )
    _announce_update(call, refund, {"status": before, "failure_reason": None})
    call.announce("refund.failed", refund)
    return call.put(refund)


def _charge_of(call: Call, params: Json) -> Json:
    if ("charge" in params) == ("payment_intent" in params):
        raise InvalidRequestError(
            "Name what to refund: either payment_intent or charge.",
            code="parameter_missing",
            param="payment_intent",
        )
    if "charge" in params:
        charge = call.get("charge", params["charge"], param="charge")
    else:
        intent = call.get("payment_intent", params["payment_intent"], param="payment_intent")
        if intent["latest_charge"] is None or intent["status"] not in {"succeeded", "canceled"}:
            raise InvalidRequestError(
                f"PaymentIntent {intent['id']} has no successful charge to refund: it is {intent['status']}.",
                code="payment_intent_unexpected_state",
                param="payment_intent",
            )
        charge = call.get("charge", intent["latest_charge"])
    if charge["status"] != "succeeded" or not (charge["captured"] or charge["refunded"]):
        raise InvalidRequestError(
            f"Charge {charge['id']} can't be refunded: no money was taken. To give back an "
            "authorization, cancel its payment intent.",
            param="charge",
        )
    return charge


def _refuse_disputed(call: Call, charge: Json) -> None:
    disputes, _ = call.store.find("dispute", where={"charge": charge["id"]})
    if any(dispute["status"] != "won" for dispute in disputes):
        raise InvalidRequestError(
            f"Charge {charge['id']} has been charged back; it can't be refunded.",
            code="charge_disputed",
            param="charge",
        )


def _build(call: Call, charge: Json, amount_minor: int, params: Json) -> Json:
    empty = ("failure_balance_transaction", "pending_reason", "receipt_number")
    return {
        "id": new_id("re_3"),
        "object": "refund",
        **dict.fromkeys((*empty, "source_transfer_reversal", "transfer_reversal")),
        "amount": amount_minor,
        "balance_transaction": None,
        "charge": charge["id"],
        "created": call.now,
        "currency": charge["currency"],
        "customer": charge["customer"],
        "destination_details": _DESTINATION,
        "metadata": merge_metadata({}, params.get("metadata")),
        "payment_intent": charge["payment_intent"],
        "payment_method": charge["payment_method"],
        "reason": params.get("reason"),
    }


def _set_course(call: Call, charge: Json, refund: Json) -> None:
    """Decide how the refund begins and what becomes of it, by its card or by the dial."""
    method = call.get("payment_method", charge["payment_method"])
    course = payment_methods.card_of(method).refund
    dial = call.take_dial("next_refund") or {}
    pends = dial.get("pending", course == "pends")
    refund["status"] = "pending" if pends else "succeeded"
    refund["pending_reason"] = "processing" if pends else None
    refund["balance_transaction"] = balance.record(
        call,
        kind="refund",
        amount_minor=-refund["amount"],
        fee_minor=0,
        currency=refund["currency"],
        source=refund["id"],
    )
    if "fails_after_seconds" in dial:
        reason = dial["failure_reason"]
        seconds = dial["fails_after_seconds"]
        call.later(seconds, "fail_refund", refund_id=refund["id"], reason=reason)
    elif course == "fails_later":
        call.later(LATE_SECONDS, "fail_refund", refund_id=refund["id"], reason="unknown")
    elif pends:
        call.later(LATE_SECONDS, "succeed_refund", refund_id=refund["id"])


def _count(charge: Json, amount_minor: int) -> None:
    charge["amount_refunded"] += amount_minor
    charge["refunded"] = charge["amount_refunded"] == charge["amount"]


def _announce_update(call: Call, refund: Json, previous: Json) -> None:
    call.announce("refund.updated", refund, previous)
    call.announce("charge.refund.updated", refund, previous)
