"""An order in one English sentence, for people and for agents that read to them."""

from typing import TYPE_CHECKING

from commerce.domain.lifecycle import OrderStatus
from commerce.domain.money import format_amount

if TYPE_CHECKING:
    from commerce.domain.orders import Order

NAMED_LINES = 5


def summarize(order: "Order") -> str:
    """What it is, what it holds, what it comes to, and how it stands."""
    return f"Order {order.order_number} with {lines_of(order)}: {_amounts(order)}; {_state(order)}."


def lines_of(order: "Order") -> str:
    """The first few lines by quantity, name and price, and how many more there are."""
    named = [
        f"{line.quantity} x {line.name} at {format_amount(line.unit_amount, order.currency)}"
        for line in order.lines[:NAMED_LINES]
    ]
    more = len(order.lines) - NAMED_LINES
    if more > 0:
        named.append(f"{more} more")
    if not named:
        return "no lines"
    return named[0] if len(named) == 1 else f"{', '.join(named[:-1])} and {named[-1]}"


def _amounts(order: "Order") -> str:
    totals = order.totals
    parts = [f"subtotal {format_amount(totals.subtotal, order.currency)}"]
    for name, amount in (
        ("discount", totals.discount),
        ("charges", totals.charge),
        ("tax", totals.tax),
        ("tip", totals.tip),
    ):
        if amount:
            parts.append(f"{name} {format_amount(amount, order.currency)}")
    parts.append(f"total {format_amount(totals.total, order.currency)}")
    return ", ".join(parts)


def _state(order: "Order") -> str:
    paid = format_amount(order.paid, order.currency)
    refunded = format_amount(order.refunded, order.currency)
    if order.payment_in_flight is not None:
        return f"{order.status}, a payment of {_in_flight(order)} is in progress"
    match order.status:
        case OrderStatus.OPEN:
            return f"OPEN, {format_amount(order.balance, order.currency)} to be paid"
        case OrderStatus.PAID:
            return f"PAID, {paid} paid"
        case OrderStatus.PARTIALLY_REFUNDED:
            return f"PARTIALLY_REFUNDED, {paid} paid and {refunded} of it refunded"
        case OrderStatus.REFUNDED:
            return f"REFUNDED, all of {refunded} given back"
        case OrderStatus.CLOSED:
            reason = f" ({order.closed_reason})" if order.closed_reason else ""
            return f"CLOSED{reason}, {paid} paid and {refunded} refunded"


def _in_flight(order: "Order") -> str:
    payment = order.payment_in_flight
    assert payment is not None
    return format_amount(payment.amount_money.amount, payment.amount_money.currency)
