"""Every refusal Flint can give: one class, one stable code, one status, one message that says what to do.

FlintError
├── InvalidRequest (400)        IdempotencyKeyMismatch, AmountExceedsRefundable, NothingToRefund, CurrencyMismatch …
├── Unauthenticated (401)       ApiKeyRequired, ApiKeyNotFound, ApiKeyRevoked
├── PaymentDeclined (402)       CARD_DECLINED, INSUFFICIENT_FUNDS, EXPIRED_CARD, INCORRECT_CVC, PROCESSING_ERROR …
├── Forbidden (403)             InsufficientScope
├── NotFound (404)              OrderNotFound, CouponNotFound …
├── Conflict (409)              OrderNotOpen, VersionConflict, IdempotencyKeyReused …
├── Unprocessable (422)         CouponMinimumNotMet, CouponNotApplicable
├── Fault (500)                InternalError
├── RateLimited (429)
└── Unavailable (503)           ProcessorUnavailable, StorageUnavailable
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class InvalidField:
    """One wrong field: where, what is wrong, what to send instead."""

    field: str
    code: str
    message: str


@dataclass(eq=False)
class FlintError(Exception):
    """A refusal with everything an answer needs; `message` tells the caller what to do next."""

    message: str
    param: str | None = None
    supported_actions: Sequence[str] = ()
    next_steps: Sequence[str] = ()
    fields: Sequence[InvalidField] = ()
    details: dict[str, str] = field(default_factory=dict)

    code: ClassVar[str] = "INTERNAL_ERROR"
    status: ClassVar[int] = 500
    type: ClassVar[str] = "internal_error"
    retryable: ClassVar[bool] = False
    retry_after_ms: ClassVar[int | None] = None

    def __str__(self) -> str:
        return f"{self.code}: {self.message}"


class Fault(FlintError):
    """Something broke on our side; nobody knows how far the work came, so a retry with the same key finishes it."""

    retryable = True
    retry_after_ms = 1_000


class InvalidRequest(FlintError):
    """The request can't be carried out as it was sent."""

    code = "INVALID_REQUEST"
    status = 400
    type = "validation_error"


class RequestTooLarge(InvalidRequest):
    """The body, or the order that would result, is over a limit."""

    code = "REQUEST_TOO_LARGE"


class CardNumberRefused(InvalidRequest):
    """A field holds what looks like a card number, which Flint never takes."""

    code = "CARD_NUMBER_REFUSED"


class OrderTooLarge(InvalidRequest):
    """The order would not fit into one stored item."""

    code = "ORDER_TOO_LARGE"


class CurrencyMismatch(InvalidRequest):
    """An order has one currency; this amount is in another."""

    code = "CURRENCY_MISMATCH"


class IdempotencyKeyMismatch(InvalidRequest):
    """Header and body name different idempotency keys."""

    code = "IDEMPOTENCY_KEY_MISMATCH"


class InvalidSignature(InvalidRequest):
    """The body was not signed by whom it claims to come from, or not now."""

    code = "INVALID_SIGNATURE"


class AmountExceedsRefundable(InvalidRequest):
    """More than what is left to refund."""

    code = "AMOUNT_EXCEEDS_REFUNDABLE"


class NothingToRefund(InvalidRequest):
    """Nothing was paid, or all of it has been refunded."""

    code = "NOTHING_TO_REFUND"


class PaymentIntentNotRefundable(InvalidRequest):
    """That payment intent took no money that could be given back."""

    code = "PAYMENT_INTENT_NOT_REFUNDABLE"


class Unauthenticated(FlintError):
    """Who is asking is not known."""

    code = "API_KEY_REQUIRED"
    status = 401
    type = "authentication_error"


class ApiKeyNotFound(Unauthenticated):
    """No key of that value exists."""

    code = "API_KEY_NOT_FOUND"


class ApiKeyRevoked(Unauthenticated):
    """The key was revoked."""

    code = "API_KEY_REVOKED"


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


class OrderNotFound(NotFound):
    """No such order."""

    code = "ORDER_NOT_FOUND"


class CouponNotFound(NotFound):
    """No such coupon."""

    code = "COUPON_NOT_FOUND"


class Conflict(FlintError):
    """The state of things does not allow it."""

    code = "CONFLICT"
    status = 409
    type = "conflict_error"


class VersionConflict(Conflict):
    """The resource has moved on since the version that was expected."""

    code = "VERSION_CONFLICT"


class IdempotencyKeyReused(Conflict):
    """The key was used before, for another input or operation."""

    code = "IDEMPOTENCY_KEY_REUSED"


class IdempotencyKeyInProgress(Conflict):
    """The first request with this key is still at work."""

    code = "IDEMPOTENCY_KEY_IN_PROGRESS"
    retryable = True
    retry_after_ms = 2_000


class OrderNotOpen(Conflict):
    """Only an open order can be edited."""

    code = "ORDER_NOT_OPEN"


class OrderAlreadyPaid(Conflict):
    """The order is paid: it can't be paid again."""

    code = "ORDER_ALREADY_PAID"


class OrderNotPayable(Conflict):
    """The order is in a state in which nothing can be paid."""

    code = "ORDER_NOT_PAYABLE"


class OrderStatusNotClosable(Conflict):
    """The order can't be closed from this state."""

    code = "ORDER_STATUS_NOT_CLOSABLE"


class OrderNotRefundable(Conflict):
    """The order is in a state in which nothing can be refunded."""

    code = "ORDER_NOT_REFUNDABLE"


class PaymentInProgress(Conflict):
    """A payment is in flight; the order can't change until it ends."""

    code = "PAYMENT_IN_PROGRESS"
    retryable = True
    retry_after_ms = 2_000


class CouponExpired(Conflict):
    """The coupon is not valid at this time."""

    code = "COUPON_EXPIRED"


class CouponExhausted(Conflict):
    """The coupon has no uses left."""

    code = "COUPON_EXHAUSTED"


class CouponNotStackable(Conflict):
    """The coupon can't stand beside another discount."""

    code = "COUPON_NOT_STACKABLE"


class CouponAlreadyApplied(Conflict):
    """The coupon is on the order already."""

    code = "COUPON_ALREADY_APPLIED"


class CouponCodeExists(Conflict):
    """Another coupon of this merchant has the code."""

    code = "COUPON_CODE_ALREADY_EXISTS"


class Unprocessable(FlintError):
    """Well formed, but the order does not meet what it takes."""

    code = "UNPROCESSABLE"
    status = 422
    type = "validation_error"


class CouponMinimumNotMet(Unprocessable):
    """The order is below the coupon's minimum purchase."""

    code = "COUPON_MINIMUM_NOT_MET"


class CouponNotApplicable(Unprocessable):
    """None of the order's lines can take the coupon."""

    code = "COUPON_NOT_APPLICABLE"


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


class Unavailable(FlintError):
    """Something Flint needs did not answer; the outcome is unknown, and a retry with the same key finishes the work."""

    code = "SERVICE_UNAVAILABLE"
    status = 503
    type = "unavailable_error"
    retryable = True
    retry_after_ms = 1_000


class StorageUnavailable(Unavailable):
    """The database did not answer, or a busy item kept refusing."""

    code = "STORAGE_UNAVAILABLE"


class ProcessorUnavailable(Unavailable):
    """The card processor did not give a definite answer."""

    code = "PROCESSOR_UNAVAILABLE"
    retry_after_ms = 5_000


class InvalidPaymentSource(InvalidRequest):
    """The card processor does not take this source or amount; nothing was charged."""

    code = "PAYMENT_SOURCE_INVALID"


class AmountTooSmall(InvalidPaymentSource):
    """Below what the card processor charges."""

    code = "AMOUNT_TOO_SMALL"


class AmountTooLarge(InvalidPaymentSource):
    """Above what the card processor charges at once."""

    code = "AMOUNT_TOO_LARGE"


class InsufficientFunds(PaymentDeclined):
    """The card has not enough money."""

    code = "INSUFFICIENT_FUNDS"


class ExpiredCard(PaymentDeclined):
    """The card has expired."""

    code = "EXPIRED_CARD"


class IncorrectCvc(PaymentDeclined):
    """The card's security code is wrong."""

    code = "INCORRECT_CVC"


class ProcessingError(PaymentDeclined):
    """The bank could not process the card."""

    code = "PROCESSING_ERROR"


class AuthenticationRequired(PaymentDeclined):
    """The bank wants the buyer to confirm."""

    code = "AUTHENTICATION_REQUIRED"


class PaymentAbandoned(PaymentDeclined):
    """The payment was given up; nothing was taken."""

    code = "PAYMENT_ABANDONED"


class RefundRefused(PaymentDeclined):
    """The card processor refused to give money back."""

    code = "REFUND_FAILED"


PAYMENT_REFUSALS: dict[str, type[FlintError]] = {
    refusal.code: refusal
    for refusal in (
        PaymentDeclined,
        InsufficientFunds,
        ExpiredCard,
        IncorrectCvc,
        ProcessingError,
        AuthenticationRequired,
        PaymentAbandoned,
        RefundRefused,
        InvalidPaymentSource,
        AmountTooSmall,
        AmountTooLarge,
    )
}


def payment_refusal(code: str, message: str) -> FlintError:
    """The refusal of a payment or refund by its code, the same whether it just happened or is replayed."""
    refusal = PAYMENT_REFUSALS.get(code, PaymentDeclined)
    if refusal.status != PaymentDeclined.status:
        return refusal(message, param="paymentSourceToken")
    if refusal is RefundRefused:
        steps = ["Look the payment up at the card processor: it may be disputed, or too old.", "Pay back another way."]
        return refusal(message, supported_actions=["refund"], next_steps=steps)
    return refusal(
        message,
        supported_actions=["pay"],
        next_steps=["Ask the buyer for another card.", "Pay again with a new idempotency key."],
    )
