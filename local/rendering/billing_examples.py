"""Plans and subscriptions as examples show them; identifiers and moments are the walk-through's."""

from __future__ import annotations

from datetime import datetime

from commerce.domain.billing_periods import BillingInterval
from commerce.domain.invoices import Invoice
from commerce.domain.money import Money
from commerce.domain.orders import Order
from commerce.domain.plans import Plan, PlanLine


def example_plan(plan_id: str, made_at: datetime) -> Plan:
    """A monthly plan with a trial of two weeks."""
    line = PlanLine(name="Pro", quantity=1, unit_price_money=Money(amount=2900, currency="USD"))
    return Plan(
        id=plan_id,
        name="Pro, monthly",
        billing_interval=BillingInterval.MONTHLY,
        line_items=(line,),
        currency="USD",
        trial_period_days=14,
        created_at=made_at,
        updated_at=made_at,
    )


def example_invoice(invoice_id: str, order: Order, made_at: datetime) -> Invoice:
    """A draft of an order's invoice."""
    nothing = order.money(0)
    return Invoice(
        id=invoice_id,
        order_id=order.id,
        seller_name="Sandbox shop",
        subtotal_money=nothing,
        discount_money=nothing,
        tax_money=nothing,
        total_money=nothing,
        paid_money=nothing,
        created_at=made_at,
        updated_at=made_at,
    ).of_order(order)
