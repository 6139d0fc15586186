"""Claiming what an order takes beside money: the writes, and what stands in their way."""

from collections.abc import Container, Sequence

from commerce.context import Context
from commerce.domain import errors
from commerce.domain.claims import Claims, held
from commerce.domain.coupon_rules import require_minimum
from commerce.domain.order_actions import with_units, without_discounts
from commerce.domain.order_parts import OrderDiscount
from commerce.domain.orders import Order
from commerce.store.store import Found
from commerce.store.writes import (
    CountCompletion,
    CountCustomerUse,
    CountStock,
    CountUse,
    Replace,
    TransactionLost,
    Write,
    count_use,
)
from commerce.usecases.commit import commit
from commerce.usecases.releasing import COUNTERS


def claim(claims: Claims) -> list[Write]:
    """The writes that take all of these, each only while there is something left to take."""
    writes: list[Write] = [write for each in claims.coupons for write in count_use(each.coupon_id, each.code, +1)]
    writes += [CountCustomerUse(each.coupon_id, each.customer_id, +1, each.limit) for each in claims.customers]
    writes += [CountStock(each.item_id, each.name, -each.quantity) for each in claims.stock]
    writes += [CountCompletion(each.payment_link_id, +1) for each in claims.completions]
    return writes


def commit_claim(ctx: Context, writes: Sequence[Write]) -> None:
    """Write a claim; if nothing but a coupon or link that is used up, or stock, stood in the way, that refuses it."""
    if ctx.request.dry_run:  # no write will tell what is left
        taken = [write for write in writes if isinstance(write, CountStock) and write.step < 0]
        _require_in_stock(ctx, taken, _claimed_order(writes))
    try:
        commit(ctx, writes)
    except TransactionLost as lost:
        kinds = {type(write) for write in lost.lost}
        if not kinds or not kinds <= COUNTERS:
            raise  # the order moved on, or the key was first: decided anew, its coupon may be taken by itself
        if CountCompletion in kinds:
            raise errors.PaymentLinkNotOpen(
                "The payment link that made this order is used up: others were faster.", supported_actions=["close"]
            ) from lost
        order = _claimed_order(writes)
        _require_in_stock(ctx, [write for write in lost.lost if isinstance(write, CountStock)], order)
        if CountStock in kinds:
            raise  # stock came back meanwhile
        spent = {write.coupon_id for write in lost.lost if isinstance(write, CountUse | CountCustomerUse)}
        if CountUse not in kinds:
            raise errors.CouponExhausted(
                "This customer has used one of the order's coupons as often as it allows; remove it.",
                supported_actions=["removeDiscounts"],
                next_actions=_without_coupons(order, spent),
            ) from lost
        codes = ", ".join(dict.fromkeys(write.code for write in lost.lost if isinstance(write, CountUse)))
        raise errors.CouponExhausted(
            f"Coupon {codes} has no uses left; remove it or use another.",
            supported_actions=["removeDiscounts"],
            next_actions=_without_coupons(order, spent),
        ) from lost


def _claimed_order(writes: Sequence[Write]) -> Order | None:
    """The order that claims, in the version that still stands; None: the claim would make it."""
    for write in writes:
        if isinstance(write, Replace) and isinstance(write.entity, Order):
            return write.entity.evolve(version=write.version_before)
    return None


def _without_coupons(order: Order | None, coupon_ids: Container[str]) -> list[errors.NextAction]:
    discounts = order.applied_discounts if order is not None else ()
    ids = [discount.id for discount in discounts if discount.coupon_id in coupon_ids]
    return without_discounts(order, ids) if order is not None and ids else []


def _require_in_stock(ctx: Context, claimed: Sequence[CountStock], order: Order | None) -> None:
    """Raises InventoryInsufficient, naming every item of which less is left than is claimed."""
    if not claimed:
        return
    from commerce.domain.items import Item  # noqa: PLC0415 (no cold start of others pays for it)

    found = ctx.store.read(*(write.item_id for write in claimed))
    short, next_actions = [], []
    for write in claimed:
        item = found.get(Item, write.item_id)
        left = None if item is None else item.quantity_available
        if left is None or (left < -write.step and item is not None and item.enforce_inventory_limit):
            short.append(f"{max(left or 0, 0)} of {write.name} are left, but {-write.step} are ordered")
            next_actions += [] if order is None else with_units(order, write.item_id, max(left or 0, 0))
    if short:
        raise errors.InventoryInsufficient(
            f"Only {'; only '.join(short)}; lower the quantity or remove the line.",
            supported_actions=["updateLineItem", "removeLineItems"],
            next_actions=next_actions,
        )


def require_coupons_stand(ctx: Context, order: Order) -> None:
    """A coupon that stopped being valid makes paying fail; the price never changes silently.

    Coupons are read again only if any coupon of the merchant changed since they were applied, or if no claim will
    tell that one is used up, as in a dry run. With which a part was paid, stands: the rest has the price that the buyer
    was told. Only its minimum is asked again, while the total may still change.
    """
    applied = [discount for discount in order.applied_discounts if discount.coupon_id is not None]
    if not order.refunded:
        for discount in applied:
            require_minimum(order, str(discount.coupon_code), discount.minimum_purchase)
    standing = held(order).standing
    coupons = [discount for discount in applied if discount.coupon_id not in standing]
    for discount in coupons:
        _require_customer(order, discount)
    current = ctx.settings.coupons_version
    if coupons and (ctx.request.dry_run or any(discount.coupons_version != current for discount in coupons)):
        found = ctx.store.read(*(str(discount.coupon_id) for discount in coupons))
        for discount in coupons:
            _require_coupon_stands(ctx, order, found, discount)
        return
    for discount in coupons:
        if discount.expires_at is not None and discount.expires_at <= ctx.now():
            raise errors.CouponExpired(
                f"Coupon {discount.coupon_code} has expired; remove it, then pay.",
                supported_actions=["removeDiscounts"],
                next_actions=without_discounts(order, [discount.id]),
            )


def _require_customer(order: Order, discount: OrderDiscount) -> None:
    """A use that is limited per customer is somebody's."""
    if discount.limited_per_customer is not None and order.customer_id is None:
        raise errors.CouponNotApplicable(
            f"Coupon {discount.coupon_code} is limited per customer; set the order's customerId, or remove the coupon.",
            supported_actions=["update", "removeDiscounts"],
        )


def _require_coupon_stands(ctx: Context, order: Order, found: Found, discount: OrderDiscount) -> None:
    from commerce.domain.coupons import Coupon  # noqa: PLC0415 (no cold start of others pays for it)

    coupon = found.get(Coupon, str(discount.coupon_id))
    try:
        if coupon is None:
            raise errors.CouponNotFound(f"Coupon {discount.coupon_code} no longer exists; remove it, then pay.")
        coupon.require_usable(ctx.now())
    except errors.FlintError as refusal:
        refusal.next_actions = without_discounts(order, [discount.id])
        raise
