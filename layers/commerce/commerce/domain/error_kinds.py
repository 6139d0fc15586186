"""The kinds of refusal: one class per status. `errors` draws the whole tree."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, NamedTuple


class InvalidField(NamedTuple):
    """One wrong field: where, what is wrong, what to send instead."""

    field: str
    code: str
    message: str


OTHER = object()
"""Instead of a value: the caller has to choose another one."""


class NextAction(NamedTuple):
    """A request that leads on: an operation, what stands in its address, and what its body says already.

    required: the fields that its body has to have; None: those that the operation always requires. action: its name
    among an order's actions, if it is one of them.
    """

    operation: str
    path: Mapping[str, str] = {}
    body: Mapping[str, Any] = {}
    required: Sequence[str] | None = None
    action: str | None = None


@dataclass(eq=False)
class FlintError(Exception):
    """A refusal with everything an answer needs; `message` tells the caller what to do next."""

    message: str
    param: str | None = None
    supported_actions: Sequence[str] = ()
    next_steps: Sequence[str] = ()
    next_actions: Sequence[NextAction] = ()
    corrections: Mapping[str, Any] = field(default_factory=dict)
    """What the request's body should have said, by field: `amountMoney.amount`, `lineItems[0].quantity`, or OTHER."""
    fields: Sequence[InvalidField] = ()
    details: dict[str, str] = field(default_factory=dict)

    code: ClassVar[str] = "INTERNAL_ERROR"
    status: ClassVar[int] = 500
    type: ClassVar[str] = "internal_error"
    retryable: ClassVar[bool] = False
    retry_after_ms: ClassVar[int | None] = None

    def __str__(self) -> str:
        return f"{self.code}: {self.message}"


class InvalidRequest(FlintError):
    """The request can't be carried out as it was sent."""

    code = "INVALID_REQUEST"
    status = 400
    type = "validation_error"


class Unauthenticated(FlintError):
    """Who is asking is not known."""

    code = "API_KEY_REQUIRED"
    status = 401
    type = "authentication_error"


class PaymentDeclined(FlintError):
    """The card was not charged; the code says why. The outcome is definite and stored."""

    code = "CARD_DECLINED"
    status = 402
    type = "payment_error"


class Forbidden(FlintError):
    """Known, but not allowed."""

    code = "INSUFFICIENT_SCOPE"
    status = 403
    type = "authorization_error"


class NotFound(FlintError):
    """Nothing of that id exists for this merchant and mode."""

    code = "NOT_FOUND"
    status = 404
    type = "not_found_error"


class Conflict(FlintError):
    """The state of things does not allow it."""

    code = "CONFLICT"
    status = 409
    type = "conflict_error"


class Unprocessable(FlintError):
    """Well formed, but the order does not meet what it takes."""

    code = "UNPROCESSABLE"
    status = 422
    type = "validation_error"


class RateLimited(FlintError):
    """The key has asked too often; nothing was done."""

    code = "RATE_LIMITED"
    status = 429
    type = "rate_limit_error"
    retryable = True
    retry_after_ms = 10_000

    @classmethod
    def for_seconds(cls, seconds: int) -> "RateLimited":
        """The refusal that says how long to wait."""
        refusal = cls(f"This API key has asked too often; ask again in {seconds} s.")
        refusal.retry_after_ms = 1000 * seconds  # type: ignore[misc]  # the only wait that is not the class's
        return refusal


class Fault(FlintError):
    """Something broke on our side; nobody knows how far the work came, so a retry with the same key finishes it."""

    retryable = True
    retry_after_ms = 1_000


class Unavailable(FlintError):
    """Something Flint needs did not answer; the outcome is unknown, and a retry with the same key finishes the work."""

    code = "SERVICE_UNAVAILABLE"
    status = 503
    type = "unavailable_error"
    retryable = True
    retry_after_ms = 1_000
