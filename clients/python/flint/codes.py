"""A class for each code of an error. Rendered from the operations by `make render`; edits get lost."""

from __future__ import annotations

from collections.abc import Mapping

from flint.errors import (
    ApiError,
    AuthenticationError,
    AuthorizationError,
    ConflictError,
    NotFoundError,
    PaymentError,
    RateLimitError,
    ServerError,
    ValidationError,
)


class ActionNotAllowed(AuthorizationError):
    """An agent's key may not do this."""


class AmountExceedsBalance(ValidationError):
    """A payment of more than is still to be paid, or a capture of more than is held."""


class AmountExceedsKeyLimit(AuthorizationError):
    """An agent's key may not move so much, at once or today."""


class AmountExceedsRefundable(ValidationError):
    """More than what is left to refund."""


class AmountTooLarge(ValidationError):
    """Above what the card processor charges at once."""


class AmountTooSmall(ValidationError):
    """Below what the card processor charges."""


class ApiKeyNotFound(AuthenticationError):
    """No key of that value exists."""


class ApiKeyRequired(AuthenticationError):
    """Who is asking is not known."""


class ApiKeyRevoked(AuthenticationError):
    """The key was revoked."""


class AuthenticationRequired(PaymentError):
    """The bank wants the buyer to confirm."""


class CardDeclined(PaymentError):
    """The card was not charged; the code says why. The outcome is definite and stored."""


class CardNumberRefused(ValidationError):
    """A field holds what looks like a card number, which Flint never takes."""


class CheckoutSessionLimitReached(ConflictError):
    """The order has as many checkout sessions as it may."""


class CheckoutSessionNotFound(NotFoundError):
    """No such checkout session."""


class CheckoutSessionNotOpen(ConflictError):
    """The checkout session has ended."""


class ClockMoving(ServerError):
    """A sandbox's clock is on its way."""


class ConfirmationDeclined(AuthorizationError):
    """A person has declined what an agent's key asks for."""


class ConfirmationNotFound(NotFoundError):
    """No such confirmation; they are kept for 30 days."""


class ConfirmationNotPending(ConflictError):
    """A confirmation is decided once, and in time."""


class CouponAlreadyApplied(ConflictError):
    """The coupon is on the order already."""


class CouponCodeAlreadyExists(ConflictError):
    """Another coupon of this merchant has the code."""


class CouponExhausted(ConflictError):
    """The coupon has no uses left."""


class CouponExpired(ConflictError):
    """The coupon is not valid at this time."""


class CouponMinimumNotMet(ValidationError):
    """The order is below the coupon's minimum purchase."""


class CouponNotApplicable(ValidationError):
    """None of the order's lines can take the coupon."""


class CouponNotFound(NotFoundError):
    """No such coupon."""


class CouponNotStackable(ConflictError):
    """The coupon can't stand beside another discount."""


class CurrencyMismatch(ValidationError):
    """An order has one currency; this amount is in another."""


class CustomerNotFound(NotFoundError):
    """No such customer, or a deleted one."""


class DeadLetterNotFound(NotFoundError):
    """No such dead letter; they are kept for 14 days."""


class DeadLetterReplayed(ConflictError):
    """A dead letter is sent back once."""


class EmailAlreadyExists(ConflictError):
    """Another customer of this merchant has the e-mail address."""


class EventNotFound(NotFoundError):
    """No such event, or none of the last 30 days."""


class ExpiredCard(PaymentError):
    """The card has expired."""


class HumanConfirmationRequired(AuthorizationError):
    """An agent's key moves so much only once a person has approved it."""


class IdempotencyKeyInProgress(ConflictError):
    """The first request with this key is still at work."""


class IdempotencyKeyMismatch(ValidationError):
    """Header and body name different idempotency keys."""


class IdempotencyKeyReused(ConflictError):
    """The key was used before, for another input or operation."""


class IncorrectCvc(PaymentError):
    """The card's security code is wrong."""


class InsufficientFunds(PaymentError):
    """The card has not enough money."""


class InsufficientScope(AuthorizationError):
    """Known, but not allowed."""


class InternalError(ServerError):
    """Something broke on our side; nobody knows how far the work came, so a retry with the same key finishes
    it.
    """


class InvalidRequest(ValidationError):
    """The request can't be carried out as it was sent."""


class InvalidSignature(ValidationError):
    """The body was not signed by whom it claims to come from, or not now."""


class InventoryInsufficient(ConflictError):
    """Less is in stock than is asked for."""


class InvoiceAlreadyExists(ConflictError):
    """The order has an invoice that is not void."""


class InvoiceNotFound(NotFoundError):
    """No such invoice."""


class InvoiceStatusConflict(ConflictError):
    """An invoice can't do this in its status."""


class ItemArchived(ConflictError):
    """Nobody can order the item any more."""


class ItemNotFound(NotFoundError):
    """No such item."""


class LineItemRefundQuantityExceedsRefundable(ValidationError):
    """More units of a line than are left to refund."""


class NothingToRefund(ValidationError):
    """Nothing was paid, or all of it has been refunded."""


class NotFound(NotFoundError):
    """Nothing of that id exists for this merchant and mode."""


class OrderAlreadyPaid(ConflictError):
    """The order is paid: it can't be paid again."""


class OrderInvoiced(ConflictError):
    """An issued invoice asks for the order's amounts, so they can't change."""


class OrderNotFound(NotFoundError):
    """No such order."""


class OrderNotOpen(ConflictError):
    """Only an open order can be edited."""


class OrderNotPayable(ConflictError):
    """The order is in a state in which nothing can be paid."""


class OrderNotRefundable(ConflictError):
    """The order is in a state in which nothing can be refunded."""


class OrderStatusNotClosable(ConflictError):
    """The order can't be closed from this state."""


class OrderTooLarge(ValidationError):
    """The order would not fit into one stored item."""


class PaymentAbandoned(PaymentError):
    """The payment was given up; nothing was taken."""


class PaymentIntentNotRefundable(ValidationError):
    """That payment intent took no money that could be given back."""


class PaymentIntentUnexpectedState(ConflictError):
    """A payment intent can't do this in its status."""


class PaymentInProgress(ConflictError):
    """A payment is in flight; the order can't change until it ends."""


class PaymentLinkNotFound(NotFoundError):
    """No such payment link."""


class PaymentLinkNotOpen(ConflictError):
    """The payment link is inactive, over, or used up."""


class PaymentMethodNotActive(ConflictError):
    """A saved card that can't be charged."""


class PaymentMethodRequired(ValidationError):
    """Something has to be paid now, and the customer has no saved card."""


class PaymentNotReversible(ConflictError):
    """Only money recorded by hand, of which nothing was refunded, can be taken out of the books again."""


class PaymentSourceInvalid(ValidationError):
    """The card processor does not take this source or amount; nothing was charged."""


class PlanArchived(ConflictError):
    """An archived plan neither changes nor takes new subscriptions."""


class PlanNotFound(NotFoundError):
    """No such plan."""


class ProcessingError(PaymentError):
    """The bank could not process the card."""


class ProcessorUnavailable(ServerError):
    """The card processor did not give a definite answer."""


class RateLimited(RateLimitError):
    """The key has asked too often; nothing was done."""


class RefundFailed(PaymentError):
    """The card processor refused to give money back."""


class RequestTooLarge(ValidationError):
    """The body, or the order that would result, is over a limit."""


class SandboxOnly(AuthorizationError):
    """It exists for trying things out: live mode has no such thing."""


class ServiceUnavailable(ServerError):
    """Something Flint needs did not answer; the outcome is unknown, and a retry with the same key finishes
    the work.
    """


class SkuAlreadyExists(ConflictError):
    """Another item of this merchant has the SKU."""


class StorageUnavailable(ServerError):
    """The database did not answer, or a busy item kept refusing."""


class SubscriptionNotFound(NotFoundError):
    """No such subscription."""


class SubscriptionUnexpectedState(ConflictError):
    """A subscription can't do this in its status."""


class TaxAddressInvalid(ValidationError):
    """The tax provider can't tell by the order's tax address which taxes apply."""


class TaxProviderUnavailable(ServerError):
    """The tax provider did not answer, or can't do its work; nothing was written."""


class VersionConflict(ConflictError):
    """The resource has moved on since the version that was expected."""


class WebhookEndpointDisabled(ConflictError):
    """Nothing is sent to an endpoint that is disabled."""


class WebhookEndpointNotFound(NotFoundError):
    """No such webhook endpoint."""


class WebhookEventNotFound(NotFoundError):
    """No such delivery; they are kept for 30 days."""


class WebhookLimitReached(ConflictError):
    """There are as many of these as there may be."""


class WebhookUrlRefused(ValidationError):
    """Webhooks go to the public internet, over TLS in live mode, and nowhere else."""


BY_CODE: Mapping[str, type[ApiError]] = {
    "ACTION_NOT_ALLOWED": ActionNotAllowed,
    "AMOUNT_EXCEEDS_BALANCE": AmountExceedsBalance,
    "AMOUNT_EXCEEDS_KEY_LIMIT": AmountExceedsKeyLimit,
    "AMOUNT_EXCEEDS_REFUNDABLE": AmountExceedsRefundable,
    "AMOUNT_TOO_LARGE": AmountTooLarge,
    "AMOUNT_TOO_SMALL": AmountTooSmall,
    "API_KEY_NOT_FOUND": ApiKeyNotFound,
    "API_KEY_REQUIRED": ApiKeyRequired,
    "API_KEY_REVOKED": ApiKeyRevoked,
    "AUTHENTICATION_REQUIRED": AuthenticationRequired,
    "CARD_DECLINED": CardDeclined,
    "CARD_NUMBER_REFUSED": CardNumberRefused,
    "CHECKOUT_SESSION_LIMIT_REACHED": CheckoutSessionLimitReached,
    "CHECKOUT_SESSION_NOT_FOUND": CheckoutSessionNotFound,
    "CHECKOUT_SESSION_NOT_OPEN": CheckoutSessionNotOpen,
    "CLOCK_MOVING": ClockMoving,
    "CONFIRMATION_DECLINED": ConfirmationDeclined,
    "CONFIRMATION_NOT_FOUND": ConfirmationNotFound,
    "CONFIRMATION_NOT_PENDING": ConfirmationNotPending,
    "COUPON_ALREADY_APPLIED": CouponAlreadyApplied,
    "COUPON_CODE_ALREADY_EXISTS": CouponCodeAlreadyExists,
    "COUPON_EXHAUSTED": CouponExhausted,
    "COUPON_EXPIRED": CouponExpired,
    "COUPON_MINIMUM_NOT_MET": CouponMinimumNotMet,
    "COUPON_NOT_APPLICABLE": CouponNotApplicable,
    "COUPON_NOT_FOUND": CouponNotFound,
    "COUPON_NOT_STACKABLE": CouponNotStackable,
    "CURRENCY_MISMATCH": CurrencyMismatch,
    "CUSTOMER_NOT_FOUND": CustomerNotFound,
    "DEAD_LETTER_NOT_FOUND": DeadLetterNotFound,
    "DEAD_LETTER_REPLAYED": DeadLetterReplayed,
    "EMAIL_ALREADY_EXISTS": EmailAlreadyExists,
    "EVENT_NOT_FOUND": EventNotFound,
    "EXPIRED_CARD": ExpiredCard,
    "HUMAN_CONFIRMATION_REQUIRED": HumanConfirmationRequired,
    "IDEMPOTENCY_KEY_IN_PROGRESS": IdempotencyKeyInProgress,
    "IDEMPOTENCY_KEY_MISMATCH": IdempotencyKeyMismatch,
    "IDEMPOTENCY_KEY_REUSED": IdempotencyKeyReused,
    "INCORRECT_CVC": IncorrectCvc,
    "INSUFFICIENT_FUNDS": InsufficientFunds,
    "INSUFFICIENT_SCOPE": InsufficientScope,
    "INTERNAL_ERROR": InternalError,
    "INVALID_REQUEST": InvalidRequest,
    "INVALID_SIGNATURE": InvalidSignature,
    "INVENTORY_INSUFFICIENT": InventoryInsufficient,
    "INVOICE_ALREADY_EXISTS": InvoiceAlreadyExists,
    "INVOICE_NOT_FOUND": InvoiceNotFound,
    "INVOICE_STATUS_CONFLICT": InvoiceStatusConflict,
    "ITEM_ARCHIVED": ItemArchived,
    "ITEM_NOT_FOUND": ItemNotFound,
    "LINE_ITEM_REFUND_QUANTITY_EXCEEDS_REFUNDABLE": LineItemRefundQuantityExceedsRefundable,
    "NOTHING_TO_REFUND": NothingToRefund,
    "NOT_FOUND": NotFound,
    "ORDER_ALREADY_PAID": OrderAlreadyPaid,
    "ORDER_INVOICED": OrderInvoiced,
    "ORDER_NOT_FOUND": OrderNotFound,
    "ORDER_NOT_OPEN": OrderNotOpen,
    "ORDER_NOT_PAYABLE": OrderNotPayable,
    "ORDER_NOT_REFUNDABLE": OrderNotRefundable,
    "ORDER_STATUS_NOT_CLOSABLE": OrderStatusNotClosable,
    "ORDER_TOO_LARGE": OrderTooLarge,
    "PAYMENT_ABANDONED": PaymentAbandoned,
    "PAYMENT_INTENT_NOT_REFUNDABLE": PaymentIntentNotRefundable,
    "PAYMENT_INTENT_UNEXPECTED_STATE": PaymentIntentUnexpectedState,
    "PAYMENT_IN_PROGRESS": PaymentInProgress,
    "PAYMENT_LINK_NOT_FOUND": PaymentLinkNotFound,
    "PAYMENT_LINK_NOT_OPEN": PaymentLinkNotOpen,
    "PAYMENT_METHOD_NOT_ACTIVE": PaymentMethodNotActive,
    "PAYMENT_METHOD_REQUIRED": PaymentMethodRequired,
    "PAYMENT_NOT_REVERSIBLE": PaymentNotReversible,
    "PAYMENT_SOURCE_INVALID": PaymentSourceInvalid,
    "PLAN_ARCHIVED": PlanArchived,
    "PLAN_NOT_FOUND": PlanNotFound,
    "PROCESSING_ERROR": ProcessingError,
    "PROCESSOR_UNAVAILABLE": ProcessorUnavailable,
    "RATE_LIMITED": RateLimited,
    "REFUND_FAILED": RefundFailed,
    "REQUEST_TOO_LARGE": RequestTooLarge,
    "SANDBOX_ONLY": SandboxOnly,
    "SERVICE_UNAVAILABLE": ServiceUnavailable,
    "SKU_ALREADY_EXISTS": SkuAlreadyExists,
    "STORAGE_UNAVAILABLE": StorageUnavailable,
    "SUBSCRIPTION_NOT_FOUND": SubscriptionNotFound,
    "SUBSCRIPTION_UNEXPECTED_STATE": SubscriptionUnexpectedState,
    "TAX_ADDRESS_INVALID": TaxAddressInvalid,
    "TAX_PROVIDER_UNAVAILABLE": TaxProviderUnavailable,
    "VERSION_CONFLICT": VersionConflict,
    "WEBHOOK_ENDPOINT_DISABLED": WebhookEndpointDisabled,
    "WEBHOOK_ENDPOINT_NOT_FOUND": WebhookEndpointNotFound,
    "WEBHOOK_EVENT_NOT_FOUND": WebhookEventNotFound,
    "WEBHOOK_LIMIT_REACHED": WebhookLimitReached,
    "WEBHOOK_URL_REFUSED": WebhookUrlRefused,
}

__all__ = [  # noqa: RUF022
    "ActionNotAllowed",
    "AmountExceedsBalance",
    "AmountExceedsKeyLimit",
    "AmountExceedsRefundable",
    "AmountTooLarge",
    "AmountTooSmall",
    "ApiKeyNotFound",
    "ApiKeyRequired",
    "ApiKeyRevoked",
    "AuthenticationRequired",
    "CardDeclined",
    "CardNumberRefused",
    "CheckoutSessionLimitReached",
    "CheckoutSessionNotFound",
    "CheckoutSessionNotOpen",
    "ClockMoving",
    "ConfirmationDeclined",
    "ConfirmationNotFound",
    "ConfirmationNotPending",
    "CouponAlreadyApplied",
    "CouponCodeAlreadyExists",
    "CouponExhausted",
    "CouponExpired",
    "CouponMinimumNotMet",
    "CouponNotApplicable",
    "CouponNotFound",
    "CouponNotStackable",
    "CurrencyMismatch",
    "CustomerNotFound",
    "DeadLetterNotFound",
    "DeadLetterReplayed",
    "EmailAlreadyExists",
    "EventNotFound",
    "ExpiredCard",
    "HumanConfirmationRequired",
    "IdempotencyKeyInProgress",
    "IdempotencyKeyMismatch",
    "IdempotencyKeyReused",
    "IncorrectCvc",
    "InsufficientFunds",
    "InsufficientScope",
    "InternalError",
    "InvalidRequest",
    "InvalidSignature",
    "InventoryInsufficient",
    "InvoiceAlreadyExists",
    "InvoiceNotFound",
    "InvoiceStatusConflict",
    "ItemArchived",
    "ItemNotFound",
    "LineItemRefundQuantityExceedsRefundable",
    "NothingToRefund",
    "NotFound",
    "OrderAlreadyPaid",
    "OrderInvoiced",
    "OrderNotFound",
    "OrderNotOpen",
    "OrderNotPayable",
    "OrderNotRefundable",
    "OrderStatusNotClosable",
    "OrderTooLarge",
    "PaymentAbandoned",
    "PaymentIntentNotRefundable",
    "PaymentIntentUnexpectedState",
    "PaymentInProgress",
    "PaymentLinkNotFound",
    "PaymentLinkNotOpen",
    "PaymentMethodNotActive",
    "PaymentMethodRequired",
    "PaymentNotReversible",
    "PaymentSourceInvalid",
    "PlanArchived",
    "PlanNotFound",
    "ProcessingError",
    "ProcessorUnavailable",
    "RateLimited",
    "RefundFailed",
    "RequestTooLarge",
    "SandboxOnly",
    "ServiceUnavailable",
    "SkuAlreadyExists",
    "StorageUnavailable",
    "SubscriptionNotFound",
    "SubscriptionUnexpectedState",
    "TaxAddressInvalid",
    "TaxProviderUnavailable",
    "VersionConflict",
    "WebhookEndpointDisabled",
    "WebhookEndpointNotFound",
    "WebhookEventNotFound",
    "WebhookLimitReached",
    "WebhookUrlRefused",
]
