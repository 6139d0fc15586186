// Rendered from the operations by `make render`; edits get lost.
import { AuthenticationError, AuthorizationError, ConflictError, NotFoundError, PaymentError, RateLimitError, ServerError, ValidationError } from "./errors.js";

/** An agent's key may not do this. */
export declare class ActionNotAllowed extends AuthorizationError {}
/** A payment of more than is still to be paid, or a capture of more than is held. */
export declare class AmountExceedsBalance extends ValidationError {}
/** An agent's key may not move so much, at once or today. */
export declare class AmountExceedsKeyLimit extends AuthorizationError {}
/** More than what is left to refund. */
export declare class AmountExceedsRefundable extends ValidationError {}
/** Above what the card processor charges at once. */
export declare class AmountTooLarge extends ValidationError {}
/** Below what the card processor charges. */
export declare class AmountTooSmall extends ValidationError {}
/** No key of that value exists. */
export declare class ApiKeyNotFound extends AuthenticationError {}
/** Who is asking is not known. */
export declare class ApiKeyRequired extends AuthenticationError {}
/** The key was revoked. */
export declare class ApiKeyRevoked extends AuthenticationError {}
/** The bank wants the buyer to confirm. */
export declare class AuthenticationRequired extends PaymentError {}
/** The card was not charged; the code says why. The outcome is definite and stored. */
export declare class CardDeclined extends PaymentError {}
/** A field holds what looks like a card number, which Flint never takes. */
export declare class CardNumberRefused extends ValidationError {}
/** The order has as many checkout sessions as it may. */
export declare class CheckoutSessionLimitReached extends ConflictError {}
/** No such checkout session. */
export declare class CheckoutSessionNotFound extends NotFoundError {}
/** The checkout session has ended. */
export declare class CheckoutSessionNotOpen extends ConflictError {}
/** A sandbox's clock is on its way. */
export declare class ClockMoving extends ServerError {}
/** A person has declined what an agent's key asks for. */
export declare class ConfirmationDeclined extends AuthorizationError {}
/** No such confirmation; they are kept for 30 days. */
export declare class ConfirmationNotFound extends NotFoundError {}
/** A confirmation is decided once, and in time. */
export declare class ConfirmationNotPending extends ConflictError {}
/** The coupon is on the order already. */
export declare class CouponAlreadyApplied extends ConflictError {}
/** Another coupon of this merchant has the code. */
export declare class CouponCodeAlreadyExists extends ConflictError {}
/** The coupon has no uses left. */
export declare class CouponExhausted extends ConflictError {}
/** The coupon is not valid at this time. */
export declare class CouponExpired extends ConflictError {}
/** The order is below the coupon's minimum purchase. */
export declare class CouponMinimumNotMet extends ValidationError {}
/** None of the order's lines can take the coupon. */
export declare class CouponNotApplicable extends ValidationError {}
/** No such coupon. */
export declare class CouponNotFound extends NotFoundError {}
/** The coupon can't stand beside another discount. */
export declare class CouponNotStackable extends ConflictError {}
/** An order has one currency; this amount is in another. */
export declare class CurrencyMismatch extends ValidationError {}
/** No such customer, or a deleted one. */
export declare class CustomerNotFound extends NotFoundError {}
/** No such dead letter; they are kept for 14 days. */
export declare class DeadLetterNotFound extends NotFoundError {}
/** A dead letter is sent back once. */
export declare class DeadLetterReplayed extends ConflictError {}
/** Another customer of this merchant has the e-mail address. */
export declare class EmailAlreadyExists extends ConflictError {}
/** No such event, or none of the last 30 days. */
export declare class EventNotFound extends NotFoundError {}
/** The card has expired. */
export declare class ExpiredCard extends PaymentError {}
/** An agent's key moves so much only once a person has approved it. */
export declare class HumanConfirmationRequired extends AuthorizationError {}
/** The first request with this key is still at work. */
export declare class IdempotencyKeyInProgress extends ConflictError {}
/** Header and body name different idempotency keys. */
export declare class IdempotencyKeyMismatch extends ValidationError {}
/** The key was used before, for another input or operation. */
export declare class IdempotencyKeyReused extends ConflictError {}
/** The card's security code is wrong. */
export declare class IncorrectCvc extends PaymentError {}
/** The card has not enough money. */
export declare class InsufficientFunds extends PaymentError {}
/** Known, but not allowed. */
export declare class InsufficientScope extends AuthorizationError {}
/** Something broke on our side; nobody knows how far the work came, so a retry with the same key finishes it. */
export declare class InternalError extends ServerError {}
/** The request can't be carried out as it was sent. */
export declare class InvalidRequest extends ValidationError {}
/** The body was not signed by whom it claims to come from, or not now. */
export declare class InvalidSignature extends ValidationError {}
/** Less is in stock than is asked for. */
export declare class InventoryInsufficient extends ConflictError {}
/** The order has an invoice that is not void. */
export declare class InvoiceAlreadyExists extends ConflictError {}
/** No such invoice. */
export declare class InvoiceNotFound extends NotFoundError {}
/** An invoice can't do this in its status. */
export declare class InvoiceStatusConflict extends ConflictError {}
/** Nobody can order the item any more. */
export declare class ItemArchived extends ConflictError {}
/** No such item. */
export declare class ItemNotFound extends NotFoundError {}
/** More units of a line than are left to refund. */
export declare class LineItemRefundQuantityExceedsRefundable extends ValidationError {}
/** Nothing was paid, or all of it has been refunded. */
export declare class NothingToRefund extends ValidationError {}
/** Nothing of that id exists for this merchant and mode. */
export declare class NotFound extends NotFoundError {}
/** The order is paid: it can't be paid again. */
export declare class OrderAlreadyPaid extends ConflictError {}
/** An issued invoice asks for the order's amounts, so they can't change. */
export declare class OrderInvoiced extends ConflictError {}
/** No such order. */
export declare class OrderNotFound extends NotFoundError {}
/** Only an open order can be edited. */
export declare class OrderNotOpen extends ConflictError {}
/** The order is in a state in which nothing can be paid. */
export declare class OrderNotPayable extends ConflictError {}
/** The order is in a state in which nothing can be refunded. */
export declare class OrderNotRefundable extends ConflictError {}
/** The order can't be closed from this state. */
export declare class OrderStatusNotClosable extends ConflictError {}
/** The order would not fit into one stored item. */
export declare class OrderTooLarge extends ValidationError {}
/** The payment was given up; nothing was taken. */
export declare class PaymentAbandoned extends PaymentError {}
/** That payment intent took no money that could be given back. */
export declare class PaymentIntentNotRefundable extends ValidationError {}
/** A payment intent can't do this in its status. */
export declare class PaymentIntentUnexpectedState extends ConflictError {}
/** A payment is in flight; the order can't change until it ends. */
export declare class PaymentInProgress extends ConflictError {}
/** No such payment link. */
export declare class PaymentLinkNotFound extends NotFoundError {}
/** The payment link is inactive, over, or used up. */
export declare class PaymentLinkNotOpen extends ConflictError {}
/** A saved card that can't be charged. */
export declare class PaymentMethodNotActive extends ConflictError {}
/** Something has to be paid now, and the customer has no saved card. */
export declare class PaymentMethodRequired extends ValidationError {}
/** Only money recorded by hand, of which nothing was refunded, can be taken out of the books again. */
export declare class PaymentNotReversible extends ConflictError {}
/** The card processor does not take this source or amount; nothing was charged. */
export declare class PaymentSourceInvalid extends ValidationError {}
/** An archived plan neither changes nor takes new subscriptions. */
export declare class PlanArchived extends ConflictError {}
/** No such plan. */
export declare class PlanNotFound extends NotFoundError {}
/** The bank could not process the card. */
export declare class ProcessingError extends PaymentError {}
/** The card processor did not give a definite answer. */
export declare class ProcessorUnavailable extends ServerError {}
/** The key has asked too often; nothing was done. */
export declare class RateLimited extends RateLimitError {}
/** The card processor refused to give money back. */
export declare class RefundFailed extends PaymentError {}
/** The body, or the order that would result, is over a limit. */
export declare class RequestTooLarge extends ValidationError {}
/** It exists for trying things out: live mode has no such thing. */
export declare class SandboxOnly extends AuthorizationError {}
/** Something Flint needs did not answer; the outcome is unknown, and a retry with the same key finishes the work. */
export declare class ServiceUnavailable extends ServerError {}
/** Another item of this merchant has the SKU. */
export declare class SkuAlreadyExists extends ConflictError {}
/** The database did not answer, or a busy item kept refusing. */
export declare class StorageUnavailable extends ServerError {}
/** No such subscription. */
export declare class SubscriptionNotFound extends NotFoundError {}
/** A subscription can't do this in its status. */
export declare class SubscriptionUnexpectedState extends ConflictError {}
/** The tax provider can't tell by the order's tax address which taxes apply. */
export declare class TaxAddressInvalid extends ValidationError {}
/** The tax provider did not answer, or can't do its work; nothing was written. */
export declare class TaxProviderUnavailable extends ServerError {}
/** The resource has moved on since the version that was expected. */
export declare class VersionConflict extends ConflictError {}
/** Nothing is sent to an endpoint that is disabled. */
export declare class WebhookEndpointDisabled extends ConflictError {}
/** No such webhook endpoint. */
export declare class WebhookEndpointNotFound extends NotFoundError {}
/** No such delivery; they are kept for 30 days. */
export declare class WebhookEventNotFound extends NotFoundError {}
/** There are as many of these as there may be. */
export declare class WebhookLimitReached extends ConflictError {}
/** Webhooks go to the public internet, over TLS in live mode, and nowhere else. */
export declare class WebhookUrlRefused extends ValidationError {}
