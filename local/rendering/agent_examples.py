"""Examples of what limits agents."""

from datetime import datetime

from commerce.domain.agent_limits import AgentLimits
from commerce.domain.confirmations import LIVES_FOR, Confirmation
from commerce.domain.money import Money, format_amount
from commerce.domain.orders import Order


def example_limits() -> AgentLimits:
    """Small purchases alone, larger ones with a person, none beyond that."""
    return AgentLimits(
        max_amount_money=Money(amount=20_000, currency="USD"),
        max_daily_amount_money=Money(amount=50_000, currency="USD"),
        confirmation_threshold_money=Money(amount=5_000, currency="USD"),
        allowed_actions=("orders.create", "orders.applyCoupon", "orders.pay"),
    )


def example_confirmation(identity: str, key_id: str, order: Order, now: datetime) -> Confirmation:
    """An agent wants to pay an order."""
    return Confirmation(
        id=identity,
        api_key_id=key_id,
        operation="orders.pay",
        amount_money=order.money(order.balance),
        order_id=order.id,
        description=f"orders.pay: {format_amount(order.balance, order.currency)} of order {order.order_number}.",
        expires_at=now + LIVES_FOR,
        created_at=now,
        updated_at=now,
        fingerprint="",
    )
