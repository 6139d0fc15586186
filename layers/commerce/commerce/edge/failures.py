"""Errors as callers see them: what went wrong, and what to do next."""

from typing import Any

from commerce.domain.errors import FlintError


def error_body(refusal: FlintError, request_id: str, *, replayed: bool = False) -> dict[str, Any]:
    """The error envelope. `errors` repeats it in the form that clients of the first version read."""
    remediation = {
        "retryable": refusal.retryable,
        "retryAfterMs": refusal.retry_after_ms,
        "nextSteps": list(refusal.next_steps) or [refusal.message],
        "nextActions": _requests(refusal),
        "missingOrInvalidFields": [
            {"field": field.field, "code": field.code, "message": field.message} for field in refusal.fields
        ],
    }
    error = {
        "type": refusal.type,
        "code": refusal.code,
        "message": refusal.message,
        "param": refusal.param,
        "requestId": request_id,
        "supportedActions": list(refusal.supported_actions),
        "remediation": remediation,
        **refusal.details,
    }
    named: list[tuple[str | None, str]] = [(field.field, field.message) for field in refusal.fields] or [
        (refusal.param, refusal.message)
    ]
    listed = [
        {
            "code": refusal.code,
            "message": message,
            "field": field,
            "httpStatusCode": refusal.status,
            "requestId": request_id,
            "remediation": remediation,
        }
        for field, message in named
    ]
    meta = {"idempotencyReplayed": True} if replayed else {}
    return {"error": error, "errors": listed, "requestId": request_id, "meta": meta}


def _requests(refusal: FlintError) -> list[dict[str, Any]]:
    """The requests that lead on from a refusal, ready to be sent."""
    if not refusal.next_actions:
        return []
    from commerce.domain.routes import request_of  # noqa: PLC0415 (no cold start of others pays for it)

    return [request_of(following) for following in refusal.next_actions]
