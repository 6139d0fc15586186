"""The example of a checkout session."""

from __future__ import annotations

from datetime import datetime, timedelta

from commerce.domain.checkout_sessions import CheckoutSession
from commerce.domain.orders import Order

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
