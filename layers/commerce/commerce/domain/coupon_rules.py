"""When a coupon may stand on an order, and what it then is: a discount with the coupon's terms."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from commerce.domain import errors, order_actions
from commerce.domain.money import format_amount
from commerce.domain.order_editing import append_discount, find_line, next_part_id, require_none_alone
from commerce.domain.order_parts import DiscountScope, OrderDiscount
from commerce.domain.orders import Order
from commerce.domain.settings import Settings

if TYPE_CHECKING:
    # Who pays an order with a coupon need not load what coupons are made with.
    from commerce.domain.coupons import Coupon


def apply_coupon(
    order: Order, coupon: Coupon, settings: Settings, *, line_ids: Sequence[str] = (), now: datetime
) -> Order:
    """The order with the coupon's discount last in the order of application.

    Raises Conflict or Unprocessable if the coupon can't be used now, does not fit, or may not stand beside others.
    """
    coupon.require_usable(now)
    _require_room(order, coupon, settings)
    _require_currency(order, coupon)
    eligible = _eligible_lines(order, coupon, line_ids)
    require_minimum(order, coupon.coupon_code, _minimum(coupon))
    discount = OrderDiscount(
        id=next_part_id(order, "dsc"),
        name=coupon.name,
        percent_off=coupon.percent_off,
        amount_off=None if coupon.amount_off_money is None else coupon.amount_off_money.amount,
        scope=DiscountScope.LINE_ITEM if eligible else DiscountScope.ORDER,
        line_ids=eligible,
        coupon_id=coupon.id,
        coupon_code=coupon.coupon_code,
        stackable=coupon.is_stackable,
        limited=coupon.max_uses is not None,
        limited_per_customer=coupon.max_uses_per_customer,
        minimum_purchase=_minimum(coupon),
        expires_at=coupon.expires_at,
        coupons_version=settings.coupons_version,
    )
    return append_discount(order, discount)


def require_minimum(order: Order, code: str, minimum: int | None) -> None:
    """Raises CouponMinimumNotMet if the order's subtotal is below a coupon's minimum (minor units)."""
    if minimum is not None and order.totals.subtotal < minimum:
        raise errors.CouponMinimumNotMet(
            f"Coupon {code} takes a subtotal of {format_amount(minimum, order.currency)}; this order has "
            f"{format_amount(order.totals.subtotal, order.currency)}. Add items or remove the coupon.",
            supported_actions=["addLineItems", "removeDiscounts"],
        )


def _minimum(coupon: Coupon) -> int | None:
    return None if coupon.minimum_purchase_money is None else coupon.minimum_purchase_money.amount


def _require_room(order: Order, coupon: Coupon, settings: Settings) -> None:
    """Coupons that may not stand beside others stand alone; a merchant may limit how many stand at once."""
    standing = order.applied_discounts
    if any(discount.coupon_id == coupon.id for discount in standing):
        raise errors.CouponAlreadyApplied(f"Coupon {coupon.coupon_code} is on this order already.")
    require_none_alone(order)
    if standing and not coupon.is_stackable:
        raise errors.CouponNotStackable(
            f"Coupon {coupon.coupon_code} can't stand beside another discount; remove the others first.",
            supported_actions=["removeDiscounts"],
            next_actions=order_actions.without_discounts(order, [discount.id for discount in standing]),
        )
    if len(standing) >= settings.max_discounts_per_order:
        raise errors.CouponNotStackable(
            f"This merchant allows {settings.max_discounts_per_order} discounts on an order; remove one first.",
            supported_actions=["removeDiscounts"],
        )
    if coupon.max_uses_per_customer is not None and order.customer_id is None:
        raise errors.CouponNotApplicable(
            f"Coupon {coupon.coupon_code} is limited per customer; set the order's customerId first.",
            supported_actions=["update"],
        )


def _require_currency(order: Order, coupon: Coupon) -> None:
    for money in (coupon.amount_off_money, coupon.minimum_purchase_money):
        if money is not None and money.currency != order.currency:
            raise errors.CouponNotApplicable(
                f"Coupon {coupon.coupon_code} is in {money.currency}, but the order is in {order.currency}; "
                "use a coupon of the order's currency."
            )


def _eligible_lines(order: Order, coupon: Coupon, line_ids: Sequence[str]) -> tuple[str, ...]:
    """Ids of the lines that the coupon is limited to; empty: the whole order."""
    chosen = [find_line(order, line_id) for line_id in line_ids] or list(order.lines)
    if coupon.limit_to_item_ids:
        chosen = [line for line in chosen if line.item_id in coupon.limit_to_item_ids]
        if not chosen:
            raise errors.CouponNotApplicable(
                f"Coupon {coupon.coupon_code} is for certain items, and none of these lines has one of them.",
                supported_actions=["addLineItems"],
            )
    elif not line_ids:
        return ()
    return tuple(dict.fromkeys(line.id for line in chosen))
