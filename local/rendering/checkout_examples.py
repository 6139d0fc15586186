"""The examples of a checkout session and of a payment link."""

from __future__ import annotations

from datetime import datetime, timedelta

from commerce.domain.checkout_sessions import CheckoutSession
from commerce.domain.money import Money
from commerce.domain.orders import Order
from commerce.domain.payment_links import PaymentLink, PaymentLinkLineItem

PAGE = "https://pay.example.com/checkout/AAGa…"
"""A real one ends in 68 characters."""


def example_session(session_id: str, order: Order, made_at: datetime) -> CheckoutSession:
    """An open session of an order."""
    return CheckoutSession(
        id=session_id,
        order_id=order.id,
        success_redirect_url="https://shop.example.com/thanks?session={CHECKOUT_SESSION_ID}",
        cancel_redirect_url="https://shop.example.com/cart",
        allow_coupon=True,
        expires_at=made_at + timedelta(days=1),
        page_url=PAGE,
        created_at=made_at,
        updated_at=made_at,
    )


LINK_PAGE = "https://pay.example.com/l/AAGa…"


def example_link(link_id: str, made_at: datetime) -> PaymentLink:
    """An open link with a limited number of completions."""
    return PaymentLink(
        id=link_id,
        name="Workshop in spring",
        currency="USD",
        line_items=(PaymentLinkLineItem(name="Seat", unit_price_money=Money(amount=9900, currency="USD")),),
        allow_quantity_adjustment=True,
        max_completions=20,
        completion_count=3,
        uses=3,
        expires_at=made_at + timedelta(days=30),
        page_url=LINK_PAGE,
        created_at=made_at,
        updated_at=made_at,
    )
