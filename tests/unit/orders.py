"""Orders, payments and refunds in any state, made without a shop."""

from datetime import UTC, datetime, timedelta
from typing import Any

from commerce.domain.lifecycle import OrderStatus, PaymentIntentStatus, RefundStatus
from commerce.domain.money import Money
from commerce.domain.order_parts import OrderLine, OrderPayment, OrderRefund
from commerce.domain.orders import Order
from commerce.domain.payments import PaymentIntent
from commerce.domain.refunds import Refund, RefundAllocation
from commerce.domain.tax_rates import OrderTax

ORDER_ID = "ord_01M82R9NV1D351P6V0YJPVRW1Y"
MADE_AT = datetime(2026, 11, 22, 12, tzinfo=UTC)
NOW = MADE_AT + timedelta(minutes=5)
EIGHT_PERCENT = OrderTax(name="Sales tax", percentage="8")
EDITS = {
    "addLineItems",
    "updateLineItem",
    "removeLineItems",
    "applyCoupon",
    "addDiscount",
    "removeDiscounts",
    "addTips",
    "removeTips",
    "addCharge",
    "removeCharge",
    "applyTax",
}
"""What changes the amounts of an order, written out: code is held against it."""


def usd(amount: int) -> Money:
    """Dollars, in cents."""
    return Money(amount=amount, currency="USD")


def an_order(*amounts: int, status: OrderStatus = OrderStatus.OPEN, **fields: Any) -> Order:
    """An order with a line of one unit per amount, untaxed unless rates are given."""
    lines = tuple(
        OrderLine(id=f"li_{number}", name=f"Thing {number}", quantity=1, unit_amount=amount)
        for number, amount in enumerate(amounts, 1)
    )
    terms = {"id": ORDER_ID, "currency": "USD", "lines": lines, "created_at": MADE_AT, "updated_at": MADE_AT}
    return Order(status=status, **(terms | fields))


def a_payment(
    amount: int, status: PaymentIntentStatus = PaymentIntentStatus.SUCCEEDED, *, identity: str = "pi_1", **fields: Any
) -> OrderPayment:
    """A payment as an order keeps it."""
    return OrderPayment(
        payment_intent_id=identity, status=status, amount_money=usd(amount), created_at=MADE_AT, **fields
    )


def a_refund(
    amount: int, status: RefundStatus = RefundStatus.PENDING, *, of: str = "pi_1", tax: int = 0, identity: str = "ref_1"
) -> OrderRefund:
    """A refund as an order keeps it."""
    return OrderRefund(
        refund_id=identity,
        payment_intent_id=of,
        amount_money=usd(amount),
        tax_money=usd(tax),
        tax_amounts=(tax,) if tax else (),
        status=status,
        created_at=MADE_AT,
    )


def an_intent(amount: int, **fields: Any) -> PaymentIntent:
    """A payment intent, being processed unless told otherwise."""
    terms: dict[str, Any] = {"id": "pi_1", "refunded_amount_money": usd(0), "updated_at": MADE_AT}
    return PaymentIntent(order_id=ORDER_ID, amount_money=usd(amount), created_at=MADE_AT, **(terms | fields))


def an_allocation(amount: int, *, of: str = "pi_1", **fields: Any) -> RefundAllocation:
    """What a refund gives back to one payment."""
    return RefundAllocation(payment_intent_id=of, **({"amount_money": usd(amount), "tax_money": usd(0)} | fields))


def a_refund_document(*parts: RefundAllocation, **fields: Any) -> Refund:
    """A refund as it is stored by itself."""
    terms: dict[str, Any] = {
        "id": "ref_1",
        "payment_intent_id": parts[0].payment_intent_id if len(parts) == 1 else None,
        "source_type": None,
        "amount_money": usd(sum(part.amount_money.amount for part in parts)),
        "tax_money": usd(0),
        "allocations": parts,
        "updated_at": MADE_AT,
    }
    return Refund(order_id=ORDER_ID, created_at=MADE_AT, **(terms | fields))
