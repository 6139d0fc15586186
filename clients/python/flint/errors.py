"""Everything that a call can raise.

FlintError
├── NoAnswerError             the API was not reached, or did not answer in time
├── WebhookSignatureError     a webhook was not signed with your secret, or is too old
└── ApiError                  the API refused, or failed
    ├── ValidationError       400: the request can't be carried out as it was sent
    ├── AuthenticationError   401: the key
    ├── PaymentError          402: the card was not charged
    ├── AuthorizationError    403: the key may not do this
    ├── NotFoundError         404
    ├── ConflictError         409: the state of things does not allow it
    ├── RateLimitError        429
    └── ServerError           5xx

Each code has a class of its own beneath these, in `flint.codes`: `except flint.CardDeclined`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class FlintError(Exception):
    """What this package raises."""


class NoAnswerError(FlintError):
    """There was no answer, so it is unknown whether the work was done: repeat with the same idempotency key."""

    def __init__(self, message: str, idempotency_key: str | None) -> None:
        super().__init__(message)
        self.idempotency_key = idempotency_key


class WebhookSignatureError(FlintError):
    """Don't trust the body: it was not signed with this secret, or long ago."""


class ApiError(FlintError):
    """A refusal or a failure, as the API told it.

    code: stable, to branch on. param: the first field that is wrong. supported_actions: what the state allows.
    remediation: what to do, with `nextSteps` and `missingOrInvalidFields`. details: all fields of the error.
    """

    def __init__(self, status: int, error: Mapping[str, Any]) -> None:
        super().__init__(f"{error.get('message', 'No message')} ({error.get('code')}, {error.get('requestId')})")
        self.status = status
        self.details = dict(error)
        self.type: str = error.get("type", "internal_error")
        self.code: str = error.get("code", "UNKNOWN")
        self.message: str = error.get("message", "")
        self.param: str | None = error.get("param")
        self.request_id: str | None = error.get("requestId")
        self.supported_actions: list[str] = list(error.get("supportedActions") or ())
        self.remediation: dict[str, Any] = dict(error.get("remediation") or {})

    @property
    def retryable(self) -> bool:
        """True if the same call may succeed later."""
        return bool(self.remediation.get("retryable"))

    @property
    def next_steps(self) -> list[str]:
        """What to do, in words."""
        return list(self.remediation.get("nextSteps") or ())

    @property
    def next_actions(self) -> list[dict[str, Any]]:
        """Requests that lead on, the corrected one first: method, href, body, and what the body has to have."""
        return list(self.remediation.get("nextActions") or ())

    @property
    def invalid_fields(self) -> list[dict[str, Any]]:
        """Each field that is missing or wrong, with its code and message."""
        return list(self.remediation.get("missingOrInvalidFields") or ())


class ValidationError(ApiError):
    """400 or 422: the request can't be carried out as it was sent."""


class AuthenticationError(ApiError):
    """401: the key is missing, unknown or revoked."""


class PaymentError(ApiError):
    """402: the card was not charged; the outcome is definite."""


class AuthorizationError(ApiError):
    """403: the key may not do this."""


class NotFoundError(ApiError):
    """404: nothing of that id exists for this merchant and mode."""


class ConflictError(ApiError):
    """409: the state of things does not allow it."""


class RateLimitError(ApiError):
    """429: too many requests, even after waiting."""


class ServerError(ApiError):
    """5xx: a failure of the API's, even after trying again."""


BY_STATUS: Mapping[int, type[ApiError]] = {
    400: ValidationError,
    401: AuthenticationError,
    402: PaymentError,
    403: AuthorizationError,
    404: NotFoundError,
    409: ConflictError,
    422: ValidationError,
    429: RateLimitError,
}
