// Rendered from the operations by `make render`; edits get lost.
import { AuthenticationError, AuthorizationError, ConflictError, NotFoundError, PaymentError, RateLimitError, ServerError, ValidationError } from "./errors.js";

/** An agent's key may not do this. */
export class ActionNotAllowed extends AuthorizationError {}
/** A payment of more than is still to be paid, or a capture of more than is held. */
export class AmountExceedsBalance extends ValidationError {}
/** An agent's key may not move so much, at once or today. */
export class AmountExceedsKeyLimit extends AuthorizationError {}
/** More than what is left to refund. */
export class AmountExceedsRefundable extends ValidationError {}
/** Above what the card processor charges at once. */
export class AmountTooLarge extends ValidationError {}
/** Below what the card processor charges. */
export class AmountTooSmall extends ValidationError {}
/** No key of that value exists. */
export class ApiKeyNotFound extends AuthenticationError {}
/** Who is asking is not known. */
export class ApiKeyRequired extends AuthenticationError {}
/** The key was revoked. */
export class ApiKeyRevoked extends AuthenticationError {}
/** The bank wants the buyer to confirm. */
export class AuthenticationRequired extends PaymentError {}
/** The card was not charged; the code says why. The outcome is definite and stored. */
export class CardDeclined extends PaymentError {}
/** A field holds what looks like a card number, which Flint never takes. */
export class CardNumberRefused extends ValidationError {}
/** The order has as many checkout sessions as it may. */
export class CheckoutSessionLimitReached extends ConflictError {}
/** No such checkout session. */
export class CheckoutSessionNotFound extends NotFoundError {}
/** The checkout session has ended. */
export class CheckoutSessionNotOpen extends ConflictError {}
/** A sandbox's clock is on its way. */
export class ClockMoving extends ServerError {}
/** A person has declined what an agent's key asks for. */
export class ConfirmationDeclined extends AuthorizationError {}
/** No such confirmation; they are kept for 30 days. */
export class ConfirmationNotFound extends NotFoundError {}
/** A confirmation is decided once, and in time. */
export class ConfirmationNotPending extends ConflictError {}
/** The coupon is on the order already. */
export class CouponAlreadyApplied extends ConflictError {}
/** Another coupon of this merchant has the code. */
export class CouponCodeAlreadyExists extends ConflictError {}
/** The coupon has no uses left. */
export class CouponExhausted extends ConflictError {}
/** The coupon is not valid at this time. */
export class CouponExpired extends ConflictError {}
/** The order is below the coupon's minimum purchase. */
export class CouponMinimumNotMet extends ValidationError {}
/** None of the order's lines can take the coupon. */
export class CouponNotApplicable extends ValidationError {}
/** No such coupon. */
export class CouponNotFound extends NotFoundError {}
/** The coupon can't stand beside another discount. */
export class CouponNotStackable extends ConflictError {}
/** An order has one currency; this amount is in another. */
export class CurrencyMismatch extends ValidationError {}
/** No such customer, or a deleted one. */
export class CustomerNotFound extends NotFoundError {}
/** No such dead letter; they are kept for 14 days. */
export class DeadLetterNotFound extends NotFoundError {}
/** A dead letter is sent back once. */
export class DeadLetterReplayed extends ConflictError {}
/** Another customer of this merchant has the e-mail address. */
export class EmailAlreadyExists extends ConflictError {}
/** No such event, or none of the last 30 days. */
export class EventNotFound extends NotFoundError {}
/** The card has expired. */
export class ExpiredCard extends PaymentError {}
/** An agent's key moves so much only once a person has approved it. */
export class HumanConfirmationRequired extends AuthorizationError {}
/** The first request with this key is still at work. */
export class IdempotencyKeyInProgress extends ConflictError {}
/** Header and body name different idempotency keys. */
export class IdempotencyKeyMismatch extends ValidationError {}
/** The key was used before, for another input or operation. */
export class IdempotencyKeyReused extends ConflictError {}
/** The card's security code is wrong. */
export class IncorrectCvc extends PaymentError {}
/** The card has not enough money. */
export class InsufficientFunds extends PaymentError {}
/** Known, but not allowed. */
export class InsufficientScope extends AuthorizationError {}
/** Something broke on our side; nobody knows how far the work came, so a retry with the same key finishes it. */
export class InternalError extends ServerError {}
/** The request can't be carried out as it was sent. */
export class InvalidRequest extends ValidationError {}
/** The body was not signed by whom it claims to come from, or not now. */
export class InvalidSignature extends ValidationError {}
/** Less is in stock than is asked for. */
export class InventoryInsufficient extends ConflictError {}
/** The order has an invoice that is not void. */
export class InvoiceAlreadyExists extends ConflictError {}
/** No such invoice. */
export class InvoiceNotFound extends NotFoundError {}
/** An invoice can't do this in its status. */
export class InvoiceStatusConflict extends ConflictError {}
/** Nobody can order the item any more. */
export class ItemArchived extends ConflictError {}
/** No such item. */
export class ItemNotFound extends NotFoundError {}
/** More units of a line than are left to refund. */
export class LineItemRefundQuantityExceedsRefundable extends ValidationError {}
/** Nothing was paid, or all of it has been refunded. */
export class NothingToRefund extends ValidationError {}
/** Nothing of that id exists for this merchant and mode. */
export class NotFound extends NotFoundError {}
/** The order is paid: it can't be paid again. */
export class OrderAlreadyPaid extends ConflictError {}
/** An issued invoice asks for the order's amounts, so they can't change. */
export class OrderInvoiced extends ConflictError {}
/** No such order. */
export class OrderNotFound extends NotFoundError {}
/** Only an open order can be edited. */
export class OrderNotOpen extends ConflictError {}
/** The order is in a state in which nothing can be paid. */
export class OrderNotPayable extends ConflictError {}
/** The order is in a state in which nothing can be refunded. */
export class OrderNotRefundable extends ConflictError {}
/** The order can't be closed from this state. */
export class OrderStatusNotClosable extends ConflictError {}
/** The order would not fit into one stored item. */
export class OrderTooLarge extends ValidationError {}
/** The payment was given up; nothing was taken. */
export class PaymentAbandoned extends PaymentError {}
/** That payment intent took no money that could be given back. */
export class PaymentIntentNotRefundable extends ValidationError {}
/** A payment intent can't do this in its status. */
export class PaymentIntentUnexpectedState extends ConflictError {}
/** A payment is in flight; the order can't change until it ends. */
export class PaymentInProgress extends ConflictError {}
/** No such payment link. */
export class PaymentLinkNotFound extends NotFoundError {}
/** The payment link is inactive, over, or used up. */
export class PaymentLinkNotOpen extends ConflictError {}
/** A saved card that can't be charged. */
export class PaymentMethodNotActive extends ConflictError {}
/** Something has to be paid now, and the customer has no saved card. */
export class PaymentMethodRequired extends ValidationError {}
/** Only money recorded by hand, of which nothing was refunded, can be taken out of the books again. */
export class PaymentNotReversible extends ConflictError {}
/** The card processor does not take this source or amount; nothing was charged. */
export class PaymentSourceInvalid extends ValidationError {}
/** An archived plan neither changes nor takes new subscriptions. */
export class PlanArchived extends ConflictError {}
/** No such plan. */
export class PlanNotFound extends NotFoundError {}
/** The bank could not process the card. */
export class ProcessingError extends PaymentError {}
/** The card processor did not give a definite answer. */
export class ProcessorUnavailable extends ServerError {}
/** The key has asked too often; nothing was done. */
export class RateLimited extends RateLimitError {}
/** The card processor refused to give money back. */
export class RefundFailed extends PaymentError {}
/** The body, or the order that would result, is over a limit. */
export class RequestTooLarge extends ValidationError {}
/** It exists for trying things out: live mode has no such thing. */
export class SandboxOnly extends AuthorizationError {}
/** Something Flint needs did not answer; the outcome is unknown, and a retry with the same key finishes the work. */
export class ServiceUnavailable extends ServerError {}
/** Another item of this merchant has the SKU. */
export class SkuAlreadyExists extends ConflictError {}
/** The database did not answer, or a busy item kept refusing. */
export class StorageUnavailable extends ServerError {}
/** No such subscription. */
export class SubscriptionNotFound extends NotFoundError {}
/** A subscription can't do this in its status. */
export class SubscriptionUnexpectedState extends ConflictError {}
/** The tax provider can't tell by the order's tax address which taxes apply. */
export class TaxAddressInvalid extends ValidationError {}
/** The tax provider did not answer, or can't do its work; nothing was written. */
export class TaxProviderUnavailable extends ServerError {}
/** The resource has moved on since the version that was expected. */
export class VersionConflict extends ConflictError {}
/** Nothing is sent to an endpoint that is disabled. */
export class WebhookEndpointDisabled extends ConflictError {}
/** No such webhook endpoint. */
export class WebhookEndpointNotFound extends NotFoundError {}
/** No such delivery; they are kept for 30 days. */
export class WebhookEventNotFound extends NotFoundError {}
/** There are as many of these as there may be. */
export class WebhookLimitReached extends ConflictError {}
/** Webhooks go to the public internet, over TLS in live mode, and nowhere else. */
export class WebhookUrlRefused extends ValidationError {}

export const BY_CODE = {
  ACTION_NOT_ALLOWED: ActionNotAllowed,
  AMOUNT_EXCEEDS_BALANCE: AmountExceedsBalance,
  AMOUNT_EXCEEDS_KEY_LIMIT: AmountExceedsKeyLimit,
  AMOUNT_EXCEEDS_REFUNDABLE: AmountExceedsRefundable,
  AMOUNT_TOO_LARGE: AmountTooLarge,
  AMOUNT_TOO_SMALL: AmountTooSmall,
  API_KEY_NOT_FOUND: ApiKeyNotFound,
  API_KEY_REQUIRED: ApiKeyRequired,
  API_KEY_REVOKED: ApiKeyRevoked,
  AUTHENTICATION_REQUIRED: AuthenticationRequired,
  CARD_DECLINED: CardDeclined,
  CARD_NUMBER_REFUSED: CardNumberRefused,
  CHECKOUT_SESSION_LIMIT_REACHED: CheckoutSessionLimitReached,
  CHECKOUT_SESSION_NOT_FOUND: CheckoutSessionNotFound,
  CHECKOUT_SESSION_NOT_OPEN: CheckoutSessionNotOpen,
  CLOCK_MOVING: ClockMoving,
  CONFIRMATION_DECLINED: ConfirmationDeclined,
  CONFIRMATION_NOT_FOUND: ConfirmationNotFound,
  CONFIRMATION_NOT_PENDING: ConfirmationNotPending,
  COUPON_ALREADY_APPLIED: CouponAlreadyApplied,
  COUPON_CODE_ALREADY_EXISTS: CouponCodeAlreadyExists,
  COUPON_EXHAUSTED: CouponExhausted,
  COUPON_EXPIRED: CouponExpired,
  COUPON_MINIMUM_NOT_MET: CouponMinimumNotMet,
  COUPON_NOT_APPLICABLE: CouponNotApplicable,
  COUPON_NOT_FOUND: CouponNotFound,
  COUPON_NOT_STACKABLE: CouponNotStackable,
  CURRENCY_MISMATCH: CurrencyMismatch,
  CUSTOMER_NOT_FOUND: CustomerNotFound,
  DEAD_LETTER_NOT_FOUND: DeadLetterNotFound,
  DEAD_LETTER_REPLAYED: DeadLetterReplayed,
  EMAIL_ALREADY_EXISTS: EmailAlreadyExists,
  EVENT_NOT_FOUND: EventNotFound,
  EXPIRED_CARD: ExpiredCard,
  HUMAN_CONFIRMATION_REQUIRED: HumanConfirmationRequired,
  IDEMPOTENCY_KEY_IN_PROGRESS: IdempotencyKeyInProgress,
  IDEMPOTENCY_KEY_MISMATCH: IdempotencyKeyMismatch,
  IDEMPOTENCY_KEY_REUSED: IdempotencyKeyReused,
  INCORRECT_CVC: IncorrectCvc,
  INSUFFICIENT_FUNDS: InsufficientFunds,
  INSUFFICIENT_SCOPE: InsufficientScope,
  INTERNAL_ERROR: InternalError,
  INVALID_REQUEST: InvalidRequest,
  INVALID_SIGNATURE: InvalidSignature,
  INVENTORY_INSUFFICIENT: InventoryInsufficient,
  INVOICE_ALREADY_EXISTS: InvoiceAlreadyExists,
  INVOICE_NOT_FOUND: InvoiceNotFound,
  INVOICE_STATUS_CONFLICT: InvoiceStatusConflict,
  ITEM_ARCHIVED: ItemArchived,
  ITEM_NOT_FOUND: ItemNotFound,
  LINE_ITEM_REFUND_QUANTITY_EXCEEDS_REFUNDABLE: LineItemRefundQuantityExceedsRefundable,
  NOTHING_TO_REFUND: NothingToRefund,
  NOT_FOUND: NotFound,
  ORDER_ALREADY_PAID: OrderAlreadyPaid,
  ORDER_INVOICED: OrderInvoiced,
  ORDER_NOT_FOUND: OrderNotFound,
  ORDER_NOT_OPEN: OrderNotOpen,
  ORDER_NOT_PAYABLE: OrderNotPayable,
  ORDER_NOT_REFUNDABLE: OrderNotRefundable,
  ORDER_STATUS_NOT_CLOSABLE: OrderStatusNotClosable,
  ORDER_TOO_LARGE: OrderTooLarge,
  PAYMENT_ABANDONED: PaymentAbandoned,
  PAYMENT_INTENT_NOT_REFUNDABLE: PaymentIntentNotRefundable,
  PAYMENT_INTENT_UNEXPECTED_STATE: PaymentIntentUnexpectedState,
  PAYMENT_IN_PROGRESS: PaymentInProgress,
  PAYMENT_LINK_NOT_FOUND: PaymentLinkNotFound,
  PAYMENT_LINK_NOT_OPEN: PaymentLinkNotOpen,
  PAYMENT_METHOD_NOT_ACTIVE: PaymentMethodNotActive,
  PAYMENT_METHOD_REQUIRED: PaymentMethodRequired,
  PAYMENT_NOT_REVERSIBLE: PaymentNotReversible,
  PAYMENT_SOURCE_INVALID: PaymentSourceInvalid,
  PLAN_ARCHIVED: PlanArchived,
  PLAN_NOT_FOUND: PlanNotFound,
  PROCESSING_ERROR: ProcessingError,
  PROCESSOR_UNAVAILABLE: ProcessorUnavailable,
  RATE_LIMITED: RateLimited,
  REFUND_FAILED: RefundFailed,
  REQUEST_TOO_LARGE: RequestTooLarge,
  SANDBOX_ONLY: SandboxOnly,
  SERVICE_UNAVAILABLE: ServiceUnavailable,
  SKU_ALREADY_EXISTS: SkuAlreadyExists,
  STORAGE_UNAVAILABLE: StorageUnavailable,
  SUBSCRIPTION_NOT_FOUND: SubscriptionNotFound,
  SUBSCRIPTION_UNEXPECTED_STATE: SubscriptionUnexpectedState,
  TAX_ADDRESS_INVALID: TaxAddressInvalid,
  TAX_PROVIDER_UNAVAILABLE: TaxProviderUnavailable,
  VERSION_CONFLICT: VersionConflict,
  WEBHOOK_ENDPOINT_DISABLED: WebhookEndpointDisabled,
  WEBHOOK_ENDPOINT_NOT_FOUND: WebhookEndpointNotFound,
  WEBHOOK_EVENT_NOT_FOUND: WebhookEventNotFound,
  WEBHOOK_LIMIT_REACHED: WebhookLimitReached,
  WEBHOOK_URL_REFUSED: WebhookUrlRefused,
};
