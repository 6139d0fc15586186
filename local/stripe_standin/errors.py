"""Every refusal the stand-in can answer, in Stripe's error shape.

ApiError
├── InvalidRequestError        400 invalid_request_error   the request can't be done as asked
│   ├── UnknownUrlError        404                         no endpoint has that method and path
│   ├── NoSuchObjectError      404                         no object of that kind has that id
│   └── RawCardNumberError     402                         a card number instead of a token
├── UnauthorizedError          401 invalid_request_error   no secret key, or a malformed one
├── CardDeclinedError          402 card_error              the card said no; what happened is kept
├── KeyReusedError             400 idempotency_error       the key came first with other input
├── KeyInUseError              409 idempotency_error       the key's first request still runs
├── RateLimitedError           429 invalid_request_error   set by the fault dial only
└── ServerFaultError           500 api_error               the fault dial, or a bug in here

Source: https://docs.stripe.com/api/errors and https://docs.stripe.com/error-codes.
"""

from __future__ import annotations

from typing import Any, ClassVar

Json = dict[str, Any]


class ApiError(Exception):
    """A refusal: an HTTP status and Stripe's `error` object.

    keeps_changes: whether what the request wrote before it was refused is kept.
    """

    status: ClassVar[int] = 400
    type: ClassVar[str] = "invalid_request_error"
    keeps_changes: ClassVar[bool] = False

    def __init__(self, message: str, *, code: str | None = None, param: str | None = None, **more: Any) -> None:
        super().__init__(message)
        self.error: Json = {"message": message, "type": self.type}
        if code is not None:
            self.error["code"] = code
            self.error["doc_url"] = f"https://stripe.com/docs/error-codes/{code.replace('_', '-')}"
        if param is not None:
            self.error["param"] = param
        self.error.update(more)

    @property
    def body(self) -> Json:
        """The reply's JSON."""
        return {"error": self.error}


class InvalidRequestError(ApiError):
    """The request can't be done as asked."""


class UnknownUrlError(InvalidRequestError):
    """No endpoint has that method and path."""

    status = 404

    def __init__(self, method: str, path: str) -> None:
        super().__init__(f"Unrecognized request URL ({method}: {path}).")


class NoSuchObjectError(InvalidRequestError):
    """No object of that kind has that id."""

    status = 404

    def __init__(self, kind: str, object_id: str, *, param: str = "id") -> None:
        super().__init__(f"No such {kind}: '{object_id}'", code="resource_missing", param=param)


class RawCardNumberError(InvalidRequestError):
    """A card number was sent where only a token may be."""

    status = 402

    def __init__(self, param: str) -> None:
        super().__init__(
            f"A card number was sent in '{param}'. Card numbers never go straight to the API: "
            "send a test token such as tok_visa, or a payment method such as pm_card_visa.",
            param=param,
        )


class UnauthorizedError(ApiError):
    """No secret key, or a malformed one."""

    status = 401


class CardDeclinedError(ApiError):
    """The card said no. The failed attempt stays on the books."""

    status = 402
    type = "card_error"
    keeps_changes = True


class KeyReusedError(ApiError):
    """The idempotency key came first with other input."""

    type = "idempotency_error"


class KeyInUseError(ApiError):
    """The idempotency key's first request is still running."""

    status = 409
    type = "idempotency_error"

    def __init__(self, key: str) -> None:
        super().__init__(
            f"Another request with the idempotency key '{key}' is still in progress. Try again when it has finished.",
            code="idempotency_key_in_use",
        )


class RateLimitedError(ApiError):
    """Too many requests, says the fault dial."""

    status = 429

    def __init__(self) -> None:
        super().__init__("Too many requests too quickly; slow down.", code="rate_limit")


class ServerFaultError(ApiError):
    """The server failed: the fault dial asked for it, or there is a bug in here."""

    status = 500
    type = "api_error"

    def __init__(self, message: str = "Something went wrong on the server's side.") -> None:
        super().__init__(message)
