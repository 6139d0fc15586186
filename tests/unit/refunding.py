"""Orders that were paid in two parts, and refunds of them."""

from typing import Any

from commerce.domain.lifecycle import OrderStatus, PaymentIntentStatus
from commerce.domain.orders import Order
from commerce.domain.refund_commands import RefundLine
from commerce.domain.refund_reservation import choose_sources, reserve_refund
from commerce.domain.refunds import Refund
from tests.unit.orders import (
    EIGHT_PERCENT,
    NOW,
    a_payment,
    a_refund_document,
    an_order,
)


def a_paid_order(*refunds: Any, **fields: Any) -> Order:
    """An order of 1000 that was paid with 400 and then 600, after a decline."""
    payments = (
        a_payment(1000, PaymentIntentStatus.REQUIRES_PAYMENT_METHOD, identity="pi_0"),
        a_payment(400, identity="pi_1"),
        a_payment(600, identity="pi_2"),
    )
    return an_order(1000, **({"status": OrderStatus.PAID, "payments": payments, "refunds": refunds} | fields))


def a_taxed_order(**fields: Any) -> Order:
    """1000 and 8 % tax: 1080, paid at once."""
    return an_order(1000, **({"rates": (EIGHT_PERCENT,), "status": "PAID", "payments": (a_payment(1080),)} | fields))


DRAFT = a_refund_document()


def chosen(order: Order, named: str | None) -> list[tuple[str, int]]:
    """The payments that a refund goes back to, and what is left of each."""
    return [(source.payment.payment_intent_id, source.left) for source in choose_sources(order, named)]


def reserve(order: Order, amount: int | None, named: str | None = None) -> tuple[Order, Refund]:
    """Reserve a refund now."""
    return reserve_refund(order, DRAFT, choose_sources(order, named), amount=amount, now=NOW)


def parts_of(refund: Refund) -> list[tuple[str, int, int]]:
    """Payment, amount and tax of each part."""
    return [(p.payment_intent_id, p.amount_money.amount, p.tax_money.amount) for p in refund.allocations]


def units(quantity: int, *, of: str = "li_1") -> RefundLine:
    """Some units of a line."""
    return RefundLine.model_construct(order_line_item_id=of, quantity=quantity, amount_money=None)
