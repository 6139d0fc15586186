"""What may be done to an order now, what may not and why: read from the table that also enforces it."""

from typing import TYPE_CHECKING

from commerce.domain import errors
from commerce.domain.lifecycle import ORDER_ACTIONS, OrderAction, OrderStatus, require_order_action
from commerce.domain.money import format_amount
from commerce.domain.order_parts import ActionOffer, BlockedAction
from commerce.domain.routes import ROUTES

if TYPE_CHECKING:
    from commerce.domain.orders import Order

PAYING = frozenset({"pay", "recordManualPayment"})
"""Actions that bring money in."""

AMOUNT_EDITS = frozenset(action.name for action in ORDER_ACTIONS.values() if action.refusal is errors.OrderNotOpen) - {
    "update",
    "recordManualPayment",
}
"""Actions that change what an order comes to."""


def require(order: "Order", name: str) -> None:
    """Refuse an action that the order's state does not allow. Raises Conflict, saying what is allowed."""
    require_order_action(name, order.status)
    require_settled(order)
    if name in PAYING | {"close"} and order.authorized > 0:
        _require_free_of_holds(order, name)
    if name == "close" and order.status is OrderStatus.OPEN and order.refundable > 0:
        raise errors.OrderStatusNotClosable(
            f"{format_amount(order.refundable, order.currency)} of this open order were paid; refund them, then close.",
            supported_actions=["refund"],
        )
    if name in AMOUNT_EDITS and order.status is OrderStatus.OPEN:
        _require_nothing_refunded(order)
    if order.status is OrderStatus.OPEN and name in AMOUNT_EDITS | {"close"}:
        _require_not_invoiced(order)
    if name == "refund" and order.refundable <= 0:
        raise errors.NothingToRefund("Nothing is left to refund on this order.")
    if name in PAYING and not order.lines:
        raise errors.OrderNotPayable("The order has no lines; add some, then pay.", supported_actions=["addLineItems"])


def require_free_total(order: "Order") -> None:
    """Refuse what may change an order's total beside the edits that say so: another customer may be exempt from tax."""
    _require_nothing_refunded(order)
    _require_not_invoiced(order)


def _require_nothing_refunded(order: "Order") -> None:
    if order.refunded > 0:
        raise errors.OrderNotOpen(
            "A part of what was paid on this order went back, so its total is settled; pay the rest, or close it "
            "and make a new one.",
            supported_actions=["pay", "refund", "close"],
        )


def _require_not_invoiced(order: "Order") -> None:
    if order.invoice_issued:
        raise errors.OrderInvoiced(
            f"Invoice {order.invoice_id} asks for what this order comes to; void it, then change the order.",
            next_steps=[f"POST /v1/invoices/{order.invoice_id}/void"],
            supported_actions=["pay", "recordManualPayment", "update"],
        )


def require_settled(order: "Order") -> None:
    """Raises PaymentInProgress while it is not known whether a payment takes money."""
    payment = order.payment_in_flight
    if payment is not None:
        amount = format_amount(payment.amount_money.amount, payment.amount_money.currency)
        raise errors.PaymentInProgress(
            f"A payment of {amount} is in flight; wait until it has succeeded or failed, then try again.",
            next_steps=["Read the order until its payment is no longer in progress."],
        )


def _require_free_of_holds(order: "Order", name: str) -> None:
    """Money that is held on a card is captured or let go first, if all of the balance is held or the order ends."""
    if name in PAYING and order.payable > 0:
        return
    refusal = errors.OrderNotPayable if name in PAYING else errors.OrderStatusNotClosable
    held = format_amount(order.authorized, order.currency)
    raise refusal(
        f"{held} of this order are held on cards; capture them or cancel their payment intents first.",
        next_steps=["POST /v1/payment-intents/{id}/capture or /cancel; their ids stand in payments[]."],
    )


def available(order: "Order") -> list[ActionOffer]:
    """What may be done now, each ready to be sent."""
    return [_offer(order, action) for action in ORDER_ACTIONS.values() if _reason(order, action) is None]


def blocked(order: "Order") -> list[BlockedAction]:
    """What may not be done now, each with its reason."""
    reasons = ((action.name, _reason(order, action)) for action in ORDER_ACTIONS.values())
    return [BlockedAction(action=name, reason=reason) for name, reason in reasons if reason is not None]


def _reason(order: "Order", action: OrderAction) -> str | None:
    try:
        require(order, action.name)
    except errors.FlintError as refusal:
        return refusal.message
    return None


def _offer(order: "Order", action: OrderAction) -> ActionOffer:
    route = ROUTES[action.operation]
    limits = {"pay": order.payable, "recordManualPayment": order.payable, "refund": order.refundable}
    limit = limits.get(action.name)
    required = route.required_fields
    if action.name == "pay" and order.balance > 0:
        required = ("paymentSourceToken",)
    if action.name == "refund":
        required = ("orderId",)
    return ActionOffer(
        action=action.name,
        method=route.method,
        href=route.path.replace("{order_id}", order.id),
        description=action.description,
        required_fields=required,
        required_scope=route.scope,
        max_amount_money=None if limit is None else order.money(limit),
        requires_human_confirmation=action.moves_money or action.name in PAYING | {"close"},
    )
