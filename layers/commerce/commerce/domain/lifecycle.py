"""Every status machine of Flint, once, as tables.

They give the 409 answers, `availableActions`, the database's condition, the README's diagram, the OpenAPI text
and the walk of the stateful property test.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from commerce.domain import errors


class OrderStatus(StrEnum):
    """Upper case, as the lifecycle names them; read in any case."""

    OPEN = "OPEN"
    PAID = "PAID"
    PARTIALLY_REFUNDED = "PARTIALLY_REFUNDED"
    REFUNDED = "REFUNDED"
    CLOSED = "CLOSED"


OPEN, PAID, PARTIALLY_REFUNDED, REFUNDED, CLOSED = OrderStatus


class OrderAction(NamedTuple):
    """What may be done to an order, by which operation, and in which statuses."""

    name: str
    operation: str
    statuses: frozenset[OrderStatus]
    refusal: type[errors.Conflict]
    description: str
    moves_money: bool = False
    needs: tuple[str, ...] = ()
    """Fields without which it does nothing, beside those that its operation always requires."""


def _edit(name: str, description: str, *needs: str) -> OrderAction:
    return OrderAction(name, f"orders.{name}", frozenset({OPEN}), errors.OrderNotOpen, description, needs=needs)


ORDER_ACTIONS: Mapping[str, OrderAction] = {
    action.name: action
    for action in (
        OrderAction(
            "pay",
            "orders.pay",
            frozenset({OPEN}),
            errors.OrderNotPayable,
            "Charge the order's balance to a card.",
            moves_money=True,
        ),
        _edit("recordManualPayment", "Record cash, or other money that came in past the card processor."),
        _edit("addLineItems", "Add lines."),
        _edit("updateLineItem", "Change a line's quantity, price or name.", "quantity"),
        _edit("removeLineItems", "Take lines away."),
        _edit("applyCoupon", "Apply a coupon by its code or id.", "couponCode"),
        _edit("addDiscount", "Give a discount by hand.", "amountMoney"),
        _edit("removeDiscounts", "Take discounts away."),
        _edit("addTips", "Add a tip.", "amountMoney"),
        _edit("removeTips", "Take tips away."),
        _edit("addCharge", "Add a service or delivery charge.", "amountMoney"),
        _edit("removeCharge", "Take a charge away."),
        _edit("applyTax", "Choose the tax rates by an address."),
        OrderAction(
            "refund",
            "refunds.create",
            frozenset({OPEN, PAID, PARTIALLY_REFUNDED}),
            errors.OrderNotRefundable,
            "Give money back.",
            moves_money=True,
        ),
        OrderAction(
            "update",
            "orders.update",
            frozenset({OPEN, PAID, PARTIALLY_REFUNDED}),
            errors.OrderNotOpen,
            "Change metadata; while OPEN also buyer, notes and customer.",
            needs=("metadata",),
        ),
        OrderAction(
            "close",
            "orders.close",
            frozenset({OPEN, PAID, PARTIALLY_REFUNDED}),
            errors.OrderStatusNotClosable,
            "End the order; nothing can be done to it afterwards.",
        ),
    )
}

ORDER_TRANSITIONS: Mapping[OrderStatus, frozenset[OrderStatus]] = {
    # What was refunded before the rest was paid counts at once.
    OPEN: frozenset({PAID, PARTIALLY_REFUNDED, REFUNDED, CLOSED}),
    PAID: frozenset({PARTIALLY_REFUNDED, REFUNDED, CLOSED}),
    PARTIALLY_REFUNDED: frozenset({REFUNDED, CLOSED}),
    REFUNDED: frozenset(),
    CLOSED: frozenset(),
}

FAILED_REFUND_TRANSITIONS: Mapping[OrderStatus, frozenset[OrderStatus]] = {
    # Only a refund that failed at the processor leads back: the money never left.
    PARTIALLY_REFUNDED: frozenset({PAID}),
    REFUNDED: frozenset({PARTIALLY_REFUNDED, PAID}),
}

REVERSED_PAYMENT_TRANSITIONS: Mapping[OrderStatus, frozenset[OrderStatus]] = {
    # Only a payment that was recorded by mistake leads back: the money was never there.
    PAID: frozenset({OPEN}),
}


class PaymentIntentStatus(StrEnum):
    """Stripe's seven statuses."""

    REQUIRES_PAYMENT_METHOD = "requires_payment_method"
    REQUIRES_CONFIRMATION = "requires_confirmation"
    REQUIRES_ACTION = "requires_action"
    PROCESSING = "processing"
    REQUIRES_CAPTURE = "requires_capture"
    CANCELED = "canceled"
    SUCCEEDED = "succeeded"


IN_FLIGHT = frozenset({PaymentIntentStatus.PROCESSING, PaymentIntentStatus.REQUIRES_ACTION})
"""While a payment is in one of these, its order can't change."""

UNSETTLED = IN_FLIGHT | {PaymentIntentStatus.REQUIRES_CAPTURE}
"""The processor may still take money in these, so they are looked at until they have ended."""

PAYMENT_INTENT_TRANSITIONS: Mapping[PaymentIntentStatus, frozenset[PaymentIntentStatus]] = {
    PaymentIntentStatus.REQUIRES_PAYMENT_METHOD: frozenset(
        {PaymentIntentStatus.PROCESSING, PaymentIntentStatus.REQUIRES_CONFIRMATION, PaymentIntentStatus.CANCELED}
    ),
    PaymentIntentStatus.REQUIRES_CONFIRMATION: frozenset(
        {PaymentIntentStatus.PROCESSING, PaymentIntentStatus.CANCELED}
    ),
    PaymentIntentStatus.PROCESSING: frozenset(
        {
            PaymentIntentStatus.SUCCEEDED,
            PaymentIntentStatus.REQUIRES_ACTION,
            PaymentIntentStatus.REQUIRES_CAPTURE,
            PaymentIntentStatus.REQUIRES_PAYMENT_METHOD,
            PaymentIntentStatus.CANCELED,
        }
    ),
    PaymentIntentStatus.REQUIRES_ACTION: frozenset(
        {
            PaymentIntentStatus.SUCCEEDED,
            PaymentIntentStatus.PROCESSING,
            PaymentIntentStatus.REQUIRES_CAPTURE,
            PaymentIntentStatus.REQUIRES_PAYMENT_METHOD,
            PaymentIntentStatus.CANCELED,
        }
    ),
    PaymentIntentStatus.REQUIRES_CAPTURE: frozenset(
        {PaymentIntentStatus.PROCESSING, PaymentIntentStatus.SUCCEEDED, PaymentIntentStatus.CANCELED}
    ),
}


class RefundStatus(StrEnum):
    """A refund is counted from `pending` on; a failed one drops out."""

    PENDING = "pending"
    IN_TRANSIT = "in_transit"
    SUCCEEDED = "succeeded"
    FAILED = "failed"


REFUND_TRANSITIONS: Mapping[RefundStatus, frozenset[RefundStatus]] = {
    RefundStatus.PENDING: frozenset({RefundStatus.IN_TRANSIT, RefundStatus.SUCCEEDED, RefundStatus.FAILED}),
    RefundStatus.IN_TRANSIT: frozenset({RefundStatus.SUCCEEDED, RefundStatus.FAILED}),
    # Banks return money weeks later: a refund that succeeded can still fail.
    RefundStatus.SUCCEEDED: frozenset({RefundStatus.FAILED}),
    RefundStatus.FAILED: frozenset(),
}


class PaymentMethodStatus(StrEnum):
    """A card is saved at the processor first; it can be charged once it is active."""

    PENDING = "pending"
    REQUIRES_ACTION = "requires_action"
    ACTIVE = "active"
    FAILED = "failed"
    REMOVED = "removed"


class CustomerStatus(StrEnum):
    """A deleted customer is not found any more; orders that name it stay."""

    ACTIVE = "active"
    DELETED = "deleted"


class ItemStatus(StrEnum):
    """An archived item is on no new order."""

    ACTIVE = "active"
    ARCHIVED = "archived"


class CouponStatus(StrEnum):
    """`disabled` and `deleted` are set; `expired` and `exhausted` follow from the clock and the uses."""

    ACTIVE = "active"
    DISABLED = "disabled"
    EXPIRED = "expired"
    EXHAUSTED = "exhausted"
    DELETED = "deleted"


class PaymentLinkMode(StrEnum):
    """What a payment link is for."""

    STANDARD = "standard"
    DONATION = "donation"


class PaymentLinkStatus(StrEnum):
    """`active` and `inactive` are set; `expired` and `completed` follow from the clock and the completions."""

    ACTIVE = "active"
    INACTIVE = "inactive"
    EXPIRED = "expired"
    COMPLETED = "completed"


class PlanStatus(StrEnum):
    """An archived plan takes no new subscriptions; those that run go on."""

    ACTIVE = "active"
    ARCHIVED = "archived"


class WebhookEndpointStatus(StrEnum):
    """A disabled endpoint is told of nothing."""

    ENABLED = "enabled"
    DISABLED = "disabled"


class WebhookEventStatus(StrEnum):
    """`pending` until the endpoint accepts it or the last try has failed; what has ended can be sent again."""

    PENDING = "pending"
    SUCCEEDED = "succeeded"
    FAILED = "failed"


WEBHOOK_EVENT_TRANSITIONS: Mapping[WebhookEventStatus, frozenset[WebhookEventStatus]] = {
    WebhookEventStatus.PENDING: frozenset({WebhookEventStatus.SUCCEEDED, WebhookEventStatus.FAILED}),
    WebhookEventStatus.SUCCEEDED: frozenset({WebhookEventStatus.PENDING}),
    WebhookEventStatus.FAILED: frozenset({WebhookEventStatus.PENDING}),
}


class SubscriptionStatus(StrEnum):
    """`incomplete` waits for its first payment, or for its start; `canceled` is the end."""

    INCOMPLETE = "incomplete"
    TRIALING = "trialing"
    ACTIVE = "active"
    PAST_DUE = "past_due"
    PAUSED = "paused"
    CANCELED = "canceled"


INCOMPLETE, TRIALING, ACTIVE, PAST_DUE, PAUSED, CANCELED = SubscriptionStatus

SUBSCRIPTION_TRANSITIONS: Mapping[SubscriptionStatus, frozenset[SubscriptionStatus]] = {
    INCOMPLETE: frozenset({TRIALING, ACTIVE, CANCELED}),
    TRIALING: frozenset({ACTIVE, PAST_DUE, PAUSED, CANCELED}),
    ACTIVE: frozenset({PAST_DUE, PAUSED, CANCELED}),
    PAST_DUE: frozenset({ACTIVE, PAUSED, CANCELED}),
    # A paused one whose last renewal was never paid owes it still when it is resumed.
    PAUSED: frozenset({TRIALING, ACTIVE, PAST_DUE, CANCELED}),
    CANCELED: frozenset(),
}

SUBSCRIPTION_ACTIONS: Mapping[str, frozenset[SubscriptionStatus]] = {
    "update": frozenset({INCOMPLETE, TRIALING, ACTIVE, PAST_DUE, PAUSED}),
    "pause": frozenset({TRIALING, ACTIVE, PAST_DUE}),
    "resume": frozenset({PAUSED}),
    "cancel": frozenset({INCOMPLETE, TRIALING, ACTIVE, PAST_DUE, PAUSED}),
}
"""What may be done to a subscription, and in which statuses."""


class CheckoutSessionStatus(StrEnum):
    """`open` until its order is paid, its time is over, or it or its order is closed."""

    OPEN = "open"
    PAID = "paid"
    EXPIRED = "expired"
    CLOSED = "closed"


class CheckoutPaymentStatus(StrEnum):
    """What was paid by a checkout session; `no_payment_required` if its order cost nothing, as a trial does."""

    UNPAID = "unpaid"
    PAID = "paid"
    NO_PAYMENT_REQUIRED = "no_payment_required"


CHECKOUT_SESSION_TRANSITIONS: Mapping[CheckoutSessionStatus, frozenset[CheckoutSessionStatus]] = {
    CheckoutSessionStatus.OPEN: frozenset(
        {CheckoutSessionStatus.PAID, CheckoutSessionStatus.EXPIRED, CheckoutSessionStatus.CLOSED}
    ),
    CheckoutSessionStatus.PAID: frozenset(),
    CheckoutSessionStatus.EXPIRED: frozenset(),
    CheckoutSessionStatus.CLOSED: frozenset(),
}


class InvoiceStatus(StrEnum):
    """A draft follows its order; from `open` on it has a number and asks for money. What is paid in full ends it."""

    DRAFT = "draft"
    OPEN = "open"
    PARTIALLY_PAID = "partially_paid"
    PAID = "paid"
    VOID = "void"


INVOICE_TRANSITIONS: Mapping[InvoiceStatus, frozenset[InvoiceStatus]] = {
    InvoiceStatus.DRAFT: frozenset({InvoiceStatus.OPEN, InvoiceStatus.VOID}),
    InvoiceStatus.OPEN: frozenset({InvoiceStatus.PARTIALLY_PAID, InvoiceStatus.PAID, InvoiceStatus.VOID}),
    InvoiceStatus.PARTIALLY_PAID: frozenset({InvoiceStatus.PAID, InvoiceStatus.VOID}),
    InvoiceStatus.PAID: frozenset(),
    InvoiceStatus.VOID: frozenset(),
}


class CreditNoteStatus(StrEnum):
    """`void` once its refund has failed, or with its invoice."""

    ISSUED = "issued"
    VOID = "void"


CREDIT_NOTE_TRANSITIONS: Mapping[CreditNoteStatus, frozenset[CreditNoteStatus]] = {
    CreditNoteStatus.ISSUED: frozenset({CreditNoteStatus.VOID}),
    CreditNoteStatus.VOID: frozenset(),
}

REVERSED_INVOICE_TRANSITIONS: Mapping[InvoiceStatus, frozenset[InvoiceStatus]] = {
    InvoiceStatus.PARTIALLY_PAID: frozenset({InvoiceStatus.OPEN}),
    InvoiceStatus.PAID: frozenset({InvoiceStatus.OPEN, InvoiceStatus.PARTIALLY_PAID}),
}


def allowed_actions(status: OrderStatus) -> list[str]:
    """Names of what may be done to an order in this status, in the table's order."""
    return [action.name for action in ORDER_ACTIONS.values() if status in action.statuses]


def require_order_action(name: str, status: OrderStatus) -> None:
    """Refuse an action that the order's status does not allow, naming what it does allow."""
    action = ORDER_ACTIONS[name]
    if status in action.statuses:
        return
    refusal = action.refusal
    if name == "pay" and status in {PAID, PARTIALLY_REFUNDED, REFUNDED}:
        refusal = errors.OrderAlreadyPaid
    allowed = allowed_actions(status)
    names = ", ".join(allowed) if allowed else "nothing more"
    raise refusal(f"Order is {status}; allowed: {names}.", supported_actions=allowed)


def status_once_paid(paid: int, refunded: int) -> OrderStatus:
    """The status of an order whose balance is zero, by what of it went back. paid, refunded: minor units."""
    if refunded == 0:
        return PAID
    return REFUNDED if refunded >= paid else PARTIALLY_REFUNDED


def statuses_before(status: OrderStatus, *, refund_failed: bool = False) -> frozenset[OrderStatus]:
    """The statuses from which an order may come into this one, itself included: the database's condition."""
    table = FAILED_REFUND_TRANSITIONS if refund_failed else ORDER_TRANSITIONS
    return frozenset(source for source, targets in table.items() if status in targets) | {status}


def require_subscription_action(name: str, status: SubscriptionStatus) -> None:
    """Refuse an action that the subscription's status does not allow, naming what it does allow."""
    if status in SUBSCRIPTION_ACTIONS[name]:
        return
    allowed = [action for action, statuses in SUBSCRIPTION_ACTIONS.items() if status in statuses]
    names = ", ".join(allowed) if allowed else "nothing more"
    raise errors.SubscriptionUnexpectedState(f"Subscription is {status}; allowed: {names}.", supported_actions=allowed)


def subscription_statuses_before(status: SubscriptionStatus) -> frozenset[SubscriptionStatus]:
    """The statuses from which a subscription may come into this one, itself included: the database's condition."""
    return frozenset(source for source, targets in SUBSCRIPTION_TRANSITIONS.items() if status in targets) | {status}
