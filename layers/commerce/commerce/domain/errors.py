"""Every refusal Flint can give: one class, one stable code, one status, one message that says what to do.

FlintError
├── InvalidRequest (400)        IdempotencyKeyMismatch, AmountExceedsRefundable, NothingToRefund, CurrencyMismatch …
├── Unauthenticated (401)       ApiKeyRequired, ApiKeyNotFound, ApiKeyRevoked
├── PaymentDeclined (402)       CARD_DECLINED, INSUFFICIENT_FUNDS, EXPIRED_CARD, INCORRECT_CVC, PROCESSING_ERROR …
├── Forbidden (403)             InsufficientScope, SandboxOnly, ActionNotAllowed, HumanConfirmationRequired …
├── NotFound (404)              RouteNotFound, OrderNotFound, CouponNotFound …
├── Conflict (409)              OrderNotOpen, VersionConflict, IdempotencyKeyReused …
├── Unprocessable (422)         CouponMinimumNotMet, CouponNotApplicable
├── Fault (500)                InternalError
├── RateLimited (429)
└── Unavailable (503)           ProcessorUnavailable, TaxProviderUnavailable, StorageUnavailable

The kinds stand in `error_kinds`, what cards are refused for in `payment_errors`, webhooks in `webhook_errors`, other
resources beside orders in `resource_errors`; all are met as `errors.X`.
"""

from commerce.domain.error_kinds import (
    OTHER,
    Conflict,
    Fault,
    FlintError,
    Forbidden,
    InvalidField,
    InvalidRequest,
    NextAction,
    NotFound,
    PaymentDeclined,
    RateLimited,
    Unauthenticated,
    Unavailable,
    Unprocessable,
)
from commerce.domain.payment_errors import (
    PAYMENT_REFUSALS,
    AmountTooLarge,
    AmountTooSmall,
    AuthenticationRequired,
    ExpiredCard,
    IncorrectCvc,
    InsufficientFunds,
    InvalidPaymentSource,
    PaymentAbandoned,
    ProcessingError,
    RefundRefused,
    payment_refusal,
)
from commerce.domain.resource_errors import (
    ActionNotAllowed,
    AmountExceedsKeyLimit,
    CheckoutSessionLimitReached,
    CheckoutSessionNotFound,
    CheckoutSessionNotOpen,
    ConfirmationDeclined,
    ConfirmationNotFound,
    ConfirmationNotPending,
    CouponAlreadyApplied,
    CouponCodeExists,
    CouponExhausted,
    CouponExpired,
    CouponMinimumNotMet,
    CouponNotApplicable,
    CouponNotFound,
    CouponNotStackable,
    CustomerNotFound,
    EmailExists,
    EventNotFound,
    HumanConfirmationRequired,
    InventoryInsufficient,
    InvoiceExists,
    InvoiceNotFound,
    InvoiceStatusConflict,
    ItemArchived,
    ItemNotFound,
    PaymentLinkNotFound,
    PaymentLinkNotOpen,
    PaymentMethodNotActive,
    PaymentNotReversible,
    PlanArchived,
    PlanNotFound,
    SkuExists,
    SubscriptionNotFound,
    SubscriptionUnexpectedState,
)
from commerce.domain.webhook_errors import (
    DeadLetterNotFound,
    DeadLetterReplayed,
    WebhookEndpointDisabled,
    WebhookEndpointNotFound,
    WebhookEventNotFound,
    WebhookLimitReached,
    WebhookUrlRefused,
)


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


class TaxAddressInvalid(InvalidRequest):
    """The tax provider can't tell by the order's tax address which taxes apply."""

    code = "TAX_ADDRESS_INVALID"


class PaymentMethodRequired(InvalidRequest):
    """Something has to be paid now, and the customer has no saved card."""

    code = "PAYMENT_METHOD_REQUIRED"


class IdempotencyKeyMismatch(InvalidRequest):
    """Header and body name different idempotency keys."""

    code = "IDEMPOTENCY_KEY_MISMATCH"


class InvalidSignature(InvalidRequest):
    """The body was not signed by whom it claims to come from, or not now."""

    code = "INVALID_SIGNATURE"


class AmountExceedsRefundable(InvalidRequest):
    """More than what is left to refund."""

    code = "AMOUNT_EXCEEDS_REFUNDABLE"


class AmountExceedsBalance(InvalidRequest):
    """A payment of more than is still to be paid, or a capture of more than is held."""

    code = "AMOUNT_EXCEEDS_BALANCE"


class LineItemRefundQuantityExceedsRefundable(InvalidRequest):
    """More units of a line than are left to refund."""

    code = "LINE_ITEM_REFUND_QUANTITY_EXCEEDS_REFUNDABLE"


class NothingToRefund(InvalidRequest):
    """Nothing was paid, or all of it has been refunded."""

    code = "NOTHING_TO_REFUND"


class PaymentIntentNotRefundable(InvalidRequest):
    """That payment intent took no money that could be given back."""

    code = "PAYMENT_INTENT_NOT_REFUNDABLE"


class ApiKeyNotFound(Unauthenticated):
    """No key of that value exists."""

    code = "API_KEY_NOT_FOUND"


class ApiKeyRevoked(Unauthenticated):
    """The key was revoked."""

    code = "API_KEY_REVOKED"


class SandboxOnly(Forbidden):
    """It exists for trying things out: live mode has no such thing."""

    code = "SANDBOX_ONLY"


class RouteNotFound(NotFound):
    """No operation has that method and path."""

    code = "ROUTE_NOT_FOUND"


class OrderNotFound(NotFound):
    """No such order."""

    code = "ORDER_NOT_FOUND"


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


class PaymentIntentUnexpectedState(Conflict):
    """A payment intent can't do this in its status."""

    code = "PAYMENT_INTENT_UNEXPECTED_STATE"


class OrderInvoiced(Conflict):
    """An issued invoice asks for the order's amounts, so they can't change."""

    code = "ORDER_INVOICED"


class ClockMoving(Unavailable):
    """A sandbox's clock is on its way."""

    code = "CLOCK_MOVING"


class StorageUnavailable(Unavailable):
    """The database did not answer, or a busy item kept refusing."""

    code = "STORAGE_UNAVAILABLE"


class TaxProviderUnavailable(Unavailable):
    """The tax provider did not answer, or can't do its work; nothing was written."""

    code = "TAX_PROVIDER_UNAVAILABLE"
    retry_after_ms = 5_000


class ProcessorUnavailable(Unavailable):
    """The card processor did not give a definite answer."""

    code = "PROCESSOR_UNAVAILABLE"
    retry_after_ms = 5_000
