"""What may be done to an order now, what may not and why: read from the table that also enforces it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from commerce.domain import errors
from commerce.domain.lifecycle import ORDER_ACTIONS, OrderAction, OrderStatus, PaymentIntentStatus, require_order_action
from commerce.domain.money import format_amount
from commerce.domain.order_answers import ActionOffer, ActionRequest, BlockedAction
from commerce.domain.routes import ROUTES, request_of

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
            next_actions=[_request(order, "refund")],
        )
    if name in AMOUNT_EDITS and order.status is OrderStatus.OPEN:
        _require_nothing_refunded(order)
    if order.status is OrderStatus.OPEN and name in AMOUNT_EDITS | {"close"}:
        _require_not_invoiced(order)
    if name == "refund" and order.refundable <= 0:
        raise errors.NothingToRefund("Nothing is left to refund on this order.", next_actions=_to_pay_first(order))
    if name in PAYING and not order.lines:
        raise errors.OrderNotPayable(
            "The order has no lines; add some, then pay.",
            supported_actions=["addLineItems"],
            next_actions=[_request(order, "addLineItems")],
        )


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
            next_actions=[errors.NextAction("invoices.void", {"invoice_id": str(order.invoice_id)})],
        )


def require_settled(order: "Order") -> None:
    """Raises PaymentInProgress while it is not known whether a payment takes money."""
    payment = order.payment_in_flight
    if payment is not None:
        amount = format_amount(payment.amount_money.amount, payment.amount_money.currency)
        raise errors.PaymentInProgress(
            f"A payment of {amount} is in flight; wait until it has succeeded or failed, then try again.",
            next_steps=["Read the order until its payment is no longer in progress."],
            next_actions=[errors.NextAction("orders.get", {"order_id": order.id})],
        )


def _require_free_of_holds(order: "Order", name: str) -> None:
    """Money that is held on a card is captured or let go first, if all of the balance is held or the order ends."""
    if name in PAYING and order.payable > 0:
        return
    refusal = errors.OrderNotPayable if name in PAYING else errors.OrderStatusNotClosable
    held = format_amount(order.authorized, order.currency)
    leads_on = "paymentIntents.capture" if name in PAYING else "paymentIntents.cancel"
    raise refusal(
        f"{held} of this order are held on cards; capture them or cancel their payment intents first.",
        next_steps=["POST /v1/payment-intents/{id}/capture or /cancel; their ids stand in payments[]."],
        next_actions=[
            errors.NextAction(leads_on, {"payment_intent_id": payment.payment_intent_id})
            for payment in order.payments
            if payment.status is PaymentIntentStatus.REQUIRES_CAPTURE
        ],
    )


def _to_pay_first(order: "Order") -> list[errors.NextAction]:
    """What leads to a refund of an order of which nothing is paid: its payment, or what that still lacks."""
    if order.status is not OrderStatus.OPEN or (order.lines and order.balance <= 0):
        return []
    try:
        require(order, "pay")
    except errors.FlintError as refusal:
        return list(refusal.next_actions)
    return [_request(order, "pay")]


def available(order: "Order") -> list[ActionOffer]:
    """What may be done now, each ready to be sent."""
    return [_offer(order, action) for action in ORDER_ACTIONS.values() if _refusal(order, action) is None]


def blocked(order: "Order") -> list[BlockedAction]:
    """What may not be done now, each with its reason and with the request that leads there."""
    refusals = ((action.name, _refusal(order, action)) for action in ORDER_ACTIONS.values())
    return [
        BlockedAction(action=name, reason=refusal.message, unblocked_by=_leading_on(refusal))
        for name, refusal in refusals
        if refusal is not None
    ]


def _refusal(order: "Order", action: OrderAction) -> errors.FlintError | None:
    try:
        require(order, action.name)
    except errors.FlintError as refusal:
        return refusal
    return None


def _leading_on(refusal: errors.FlintError) -> ActionRequest | None:
    return ActionRequest(**request_of(refusal.next_actions[0])) if refusal.next_actions else None


def _offer(order: "Order", action: OrderAction) -> ActionOffer:
    limit = _limit(order, action.name)
    return ActionOffer(
        **request_of(_request(order, action.name)),
        description=action.description,
        max_amount_money=None if limit is None else order.money(limit),
        requires_human_confirmation=action.moves_money or action.name in PAYING | {"close"},
    )


def _limit(order: "Order", name: str) -> int | None:
    """The most that an action moves, minor units; None: it moves no money."""
    return order.payable if name in PAYING else order.refundable if name == "refund" else None


def _request(order: "Order", name: str) -> errors.NextAction:
    """An action's request, as the order stands: on the version that was read, over all that may be moved."""
    action, limit = ORDER_ACTIONS[name], _limit(order, name)
    body: dict[str, Any] = {"expectedVersion": order.version}
    if limit:
        body["amountMoney"] = {"amount": limit, "currency": order.currency}
    if name == "refund":
        body["orderId"] = order.id
        required: tuple[str, ...] = ("orderId",)
    elif name == "pay" and order.balance > 0:
        required = ("paymentSourceToken",)
    else:
        required = (*ROUTES[action.operation].required_fields, *action.needs)
    return errors.NextAction(action.operation, {"order_id": order.id}, body, required, name)


def without_discounts(order: "Order", discount_ids: Sequence[str]) -> list[errors.NextAction]:
    """What takes discounts of an open order away that stand in the way of something."""
    request = _request(order, "removeDiscounts")
    return [request._replace(body={**request.body, "appliedDiscountIds": list(discount_ids)})]


def with_units(order: "Order", item_id: str, units: int) -> list[errors.NextAction]:
    """What takes as many units of an item onto an open order as are left; nothing if several lines are of it."""
    lines = [line for line in order.lines if line.item_id == item_id]
    if len(lines) != 1:
        return []
    if units < 1:
        request = _request(order, "removeLineItems")
        return [request._replace(body={**request.body, "orderLineItemIds": [lines[0].id]})]
    request = _request(order, "updateLineItem")
    path = {**request.path, "line_item_id": lines[0].id}
    return [request._replace(path=path, body={**request.body, "quantity": units})]
