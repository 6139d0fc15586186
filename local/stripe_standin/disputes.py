"""Disputes: a buyer's bank takes a payment back."""

from __future__ import annotations

from . import balance
from .call import Call, new_id
from .errors import InvalidRequestError, Json
from .params import merge_metadata

_EVIDENCE_DUE_SECONDS = 9 * 24 * 3600
_OPEN = ("needs_response", "under_review", "warning_needs_response")
_EVIDENCE = (
    "access_activity_log",
    "billing_address",
    "cancellation_policy",
    "cancellation_policy_disclosure",
    "cancellation_rebuttal",
    "customer_communication",
    "customer_email_address",
    "customer_name",
    "customer_purchase_ip",
    "customer_signature",
    "duplicate_charge_documentation",
    "duplicate_charge_explanation",
    "duplicate_charge_id",
    "product_description",
    "receipt",
    "refund_policy",
    "refund_policy_disclosure",
    "refund_refusal_explanation",
    "service_date",
    "service_documentation",
    "shipping_address",
    "shipping_carrier",
    "shipping_date",
    "shipping_documentation",
    "shipping_tracking_number",
    "uncategorized_file",
    "uncategorized_text",
)


def retrieve(call: Call, _params: Json, dispute_id: str) -> Json:
    """GET /v1/disputes/{id}."""
    return call.get("dispute", dispute_id, param="dispute")


def list_all(call: Call, params: Json) -> Json:
    """GET /v1/disputes."""
    return call.page("dispute", "/v1/disputes", params, "charge", "payment_intent")


def update(call: Call, params: Json, dispute_id: str) -> Json:
    """POST /v1/disputes/{id}; `winning_evidence` or `losing_evidence`, submitted, decides it."""
    dispute = call.get("dispute", dispute_id, param="dispute")
    _require_open(dispute)
    dispute["metadata"] = merge_metadata(dispute["metadata"], params.get("metadata"))
    evidence = params.get("evidence", {})
    dispute["evidence"].update(evidence)
    if evidence:
        dispute["evidence_details"]["has_evidence"] = True
    if evidence and params.get("submit", True):
        dispute["evidence_details"].update(submission_count=1, submission_method="manual")
        dispute["status"] = "under_review"
        call.announce("charge.dispute.updated", dispute)
        verdict = {"winning_evidence": "won", "losing_evidence": "lost"}
        outcome = verdict.get(evidence.get("uncategorized_text", ""))
        if outcome is not None:
            return end(call, dispute, outcome)
    return call.put(dispute)


def close(call: Call, _params: Json, dispute_id: str) -> Json:
    """POST /v1/disputes/{id}/close; giving up loses it."""
    return end(call, call.get("dispute", dispute_id, param="dispute"), "lost")


def begin(call: Call, charge: Json, reason: str) -> Json:
    """Take the charge's money back for the bank until the dispute is decided."""
    if charge["disputed"] or not charge["captured"] or charge["refunded"]:
        raise InvalidRequestError(f"Charge {charge['id']} can't be disputed, or already is.")
    dispute = _build(call, charge, reason)
    dispute["balance_transactions"] = [_move(call, dispute, -1)]
    charge["disputed"] = True
    call.put(charge)
    call.announce("charge.dispute.created", dispute)
    call.announce("charge.dispute.funds_withdrawn", dispute)
    return call.put(dispute)


def end(call: Call, dispute: Json, outcome: str) -> Json:
    """Decide a dispute: "won" brings the money back, "lost" doesn't."""
    _require_open(dispute)
    dispute["status"] = outcome
    dispute["is_charge_refundable"] = outcome == "won"
    if outcome == "won":
        dispute["balance_transactions"].append(_move(call, dispute, 1))
        call.announce("charge.dispute.funds_reinstated", dispute)
    call.announce("charge.dispute.closed", dispute)
    return call.put(dispute)


def _require_open(dispute: Json) -> None:
    if dispute["status"] not in _OPEN:
        raise InvalidRequestError(
            f"This dispute is already closed: {dispute['status']}.", code="dispute_already_closed"
        )


def _move(call: Call, dispute: Json, sign: int) -> Json:
    transaction_id = balance.record(
        call,
        kind="adjustment",
        amount_minor=sign * dispute["amount"],
        fee_minor=balance.DISPUTE_FEE_MINOR if sign < 0 else 0,
        currency=dispute["currency"],
        source=dispute["id"],
    )
    return call.get("balance_transaction", transaction_id)


def _build(call: Call, charge: Json, reason: str) -> Json:
    brand = charge["payment_method_details"]["card"]["brand"]
    return {
        "id": new_id("du_1"),
        "object": "dispute",
        "amount": charge["amount"] - charge["amount_refunded"],
        "charge": charge["id"],
        "created": call.now,
        "currency": charge["currency"],
        "enhanced_eligibility_types": [],
        "evidence": {**dict.fromkeys(_EVIDENCE), "enhanced_evidence": {}},
        "evidence_details": {
            "due_by": call.now + _EVIDENCE_DUE_SECONDS,
            "enhanced_eligibility": {},
            "has_evidence": False,
            "past_due": False,
            "submission_count": 0,
            "submission_method": "not_submitted",
        },
        "is_charge_refundable": False,
        "livemode": False,
        "metadata": {},
        "payment_intent": charge["payment_intent"],
        "payment_method_details": {
            "card": {
                "brand": brand,
                "case_type": "chargeback",
                "network": brand,
                "network_reason_code": "10.4",
            },
            "type": "card",
        },
        "reason": reason,
        "status": "needs_response",
    }
