"""What an order and its parts came to, as answers state it; computed from its totals, never stored."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from commerce.domain.order_answers import AppliedCharge, AppliedDiscount, AppliedTax, AppliedTip, LineItem, NetAmounts
from commerce.domain.refund_lines import refunded_of_line

if TYPE_CHECKING:
    # The order's own module loads this one.
    from commerce.domain.orders import Order

NO_REFUND = (0, 0)
"""Units and money of a line that went back, where none did."""


def line_items(order: Order) -> list[LineItem]:
    """The lines, each with what it came to."""
    money, left = cache(order.money), order.refundable  # most of a line's amounts are met more than once
    gone = {line.id: refunded_of_line(order, line.id) for line in order.lines} if order.refunds else {}
    return [
        LineItem(
            id=line.id,
            name=line.name,
            quantity=line.quantity,
            unit_price_money=money(line.unit_amount),
            gross_money=money(came_to.gross),
            discount_money=money(came_to.discount),
            tax_money=money(came_to.tax),
            net_money=money(came_to.net),
            total_money=money(came_to.total),
            refunded_money=money(gone.get(line.id, NO_REFUND)[1]),
            refundable_money=money(min(came_to.total - gone.get(line.id, NO_REFUND)[1], left)),
            refundable_quantity=line.quantity - gone.get(line.id, NO_REFUND)[0] if left else 0,
            item_id=line.item_id,
            sku=line.sku,
            description=line.description,
            image_url=line.image_url,
            taxable=line.taxable,
            tax_category=line.tax_category,
            metadata=line.metadata,
        )
        for line, came_to in zip(order.lines, order.totals.lines, strict=True)
    ]


def discounts(order: Order) -> list[AppliedDiscount]:
    """The discounts in the order of application, each with what it takes off."""
    return [
        AppliedDiscount(
            id=discount.id,
            name=discount.name,
            scope=discount.scope,
            amount_money=order.money(came_to.amount),
            percent_off=discount.percent_off,
            coupon_id=discount.coupon_id,
            coupon_code=discount.coupon_code,
            order_line_item_ids=discount.line_ids,
        )
        for discount, came_to in zip(order.applied_discounts, order.totals.discounts, strict=True)
    ]


def charges(order: Order) -> list[AppliedCharge]:
    """Service and delivery charges."""
    return [
        AppliedCharge(
            id=charge.id,
            name=charge.name,
            type=charge.type,
            amount_money=order.money(came_to.amount),
            tax_money=order.money(came_to.tax),
            percent=charge.percent,
            calculation_basis=charge.calculation_basis,
            taxable=charge.taxable,
        )
        for charge, came_to in zip(order.added_charges, order.totals.charges, strict=True)
    ]


def tips(order: Order) -> list[AppliedTip]:
    """Tips."""
    return [
        AppliedTip(id=tip.id, amount_money=order.money(amount), percent=tip.percent)
        for tip, amount in zip(order.added_tips, order.totals.tips, strict=True)
    ]


def taxes(order: Order) -> list[AppliedTax]:
    """The rates that meet the order, each rounded once over all that it taxes."""
    totals, rates = order.totals, order.tax_rates_met
    return [
        AppliedTax(
            name=rate.name,
            percentage=rate.percentage,
            inclusive=rate.inclusive,
            tax_rate_id=rate.tax_rate_id,
            provider=rate.provider,
            taxable_money=order.money(came_to.base),
            tax_money=order.money(came_to.amount),
        )
        for rate, came_to in zip(rates, totals.taxes, strict=True)
    ]


def net_amounts(order: Order) -> NetAmounts:
    """All amounts of the order."""
    totals, money = order.totals, order.money
    return NetAmounts(
        subtotal_money=money(totals.subtotal),
        discount_money=money(totals.discount),
        charge_money=money(totals.charge),
        tax_money=money(totals.tax),
        tip_money=money(totals.tip),
        total_money=money(totals.total),
        paid_money=money(order.paid),
        refunded_money=money(order.refunded),
        refunded_tax_money=money(sum(r.tax_money.amount for r in order.refunds if r.counts)),
        net_collected_money=money(order.paid - order.refunded),
        balance_money=money(order.balance),
    )
