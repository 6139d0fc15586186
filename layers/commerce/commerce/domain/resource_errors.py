"""What customers, items, coupons, saved cards, plans, subscriptions, invoices, checkouts and agents are refused for."""

from commerce.domain.error_kinds import Conflict, Forbidden, NotFound, Unprocessable


class CustomerNotFound(NotFound):
    """No such customer, or a deleted one."""

    code = "CUSTOMER_NOT_FOUND"


class ItemNotFound(NotFound):
    """No such item."""

    code = "ITEM_NOT_FOUND"


class InvoiceNotFound(NotFound):
    """No such invoice."""

    code = "INVOICE_NOT_FOUND"


class PaymentLinkNotFound(NotFound):
    """No such payment link."""

    code = "PAYMENT_LINK_NOT_FOUND"


class CheckoutSessionNotFound(NotFound):
    """No such checkout session."""

    code = "CHECKOUT_SESSION_NOT_FOUND"


class CouponNotFound(NotFound):
    """No such coupon."""

    code = "COUPON_NOT_FOUND"


class PlanNotFound(NotFound):
    """No such plan."""

    code = "PLAN_NOT_FOUND"


class SubscriptionNotFound(NotFound):
    """No such subscription."""

    code = "SUBSCRIPTION_NOT_FOUND"


class EventNotFound(NotFound):
    """No such event, or none of the last 30 days."""

    code = "EVENT_NOT_FOUND"


class SubscriptionUnexpectedState(Conflict):
    """A subscription can't do this in its status."""

    code = "SUBSCRIPTION_UNEXPECTED_STATE"


class PaymentMethodNotActive(Conflict):
    """A saved card that can't be charged."""

    code = "PAYMENT_METHOD_NOT_ACTIVE"


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


class PlanArchived(Conflict):
    """An archived plan neither changes nor takes new subscriptions."""

    code = "PLAN_ARCHIVED"


class EmailExists(Conflict):
    """Another customer of this merchant has the e-mail address."""

    code = "EMAIL_ALREADY_EXISTS"


class SkuExists(Conflict):
    """Another item of this merchant has the SKU."""

    code = "SKU_ALREADY_EXISTS"


class ItemArchived(Conflict):
    """Nobody can order the item any more."""

    code = "ITEM_ARCHIVED"


class InventoryInsufficient(Conflict):
    """Less is in stock than is asked for."""

    code = "INVENTORY_INSUFFICIENT"


class InvoiceExists(Conflict):
    """The order has an invoice that is not void."""

    code = "INVOICE_ALREADY_EXISTS"


class InvoiceStatusConflict(Conflict):
    """An invoice can't do this in its status."""

    code = "INVOICE_STATUS_CONFLICT"


class PaymentNotReversible(Conflict):
    """Only money recorded by hand, of which nothing was refunded, can be taken out of the books again."""

    code = "PAYMENT_NOT_REVERSIBLE"


class CheckoutSessionNotOpen(Conflict):
    """The checkout session has ended."""

    code = "CHECKOUT_SESSION_NOT_OPEN"


class CheckoutSessionLimitReached(Conflict):
    """The order has as many checkout sessions as it may."""

    code = "CHECKOUT_SESSION_LIMIT_REACHED"


class PaymentLinkNotOpen(Conflict):
    """The payment link is inactive, over, or used up."""

    code = "PAYMENT_LINK_NOT_OPEN"


class CouponMinimumNotMet(Unprocessable):
    """The order is below the coupon's minimum purchase."""

    code = "COUPON_MINIMUM_NOT_MET"


class CouponNotApplicable(Unprocessable):
    """None of the order's lines can take the coupon."""

    code = "COUPON_NOT_APPLICABLE"


class ActionNotAllowed(Forbidden):
    """An agent's key may not do this."""

    code = "ACTION_NOT_ALLOWED"


class AmountExceedsKeyLimit(Forbidden):
    """An agent's key may not move so much, at once or today."""

    code = "AMOUNT_EXCEEDS_KEY_LIMIT"


class HumanConfirmationRequired(Forbidden):
    """An agent's key moves so much only once a person has approved it."""

    code = "HUMAN_CONFIRMATION_REQUIRED"


class ConfirmationDeclined(Forbidden):
    """A person has declined what an agent's key asks for."""

    code = "CONFIRMATION_DECLINED"


class ConfirmationNotFound(NotFound):
    """No such confirmation; they are kept for 30 days."""

    code = "CONFIRMATION_NOT_FOUND"


class ConfirmationNotPending(Conflict):
    """A confirmation is decided once, and in time."""

    code = "CONFIRMATION_NOT_PENDING"
