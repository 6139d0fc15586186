"""Orders: making them and changing them. Paying stands in `payments`, giving money back in `refunds`."""

from collections.abc import Callable, Sequence
from datetime import datetime

from commerce.context import Context
from commerce.domain import errors, order_actions, order_editing
from commerce.domain.coupon_rules import apply_coupon as with_coupon
from commerce.domain.coupons import Coupon
from commerce.domain.lifecycle import OrderStatus, statuses_before
from commerce.domain.money import MAX_AMOUNT, format_amount
from commerce.domain.order_cloning import clone_of
from commerce.domain.order_commands import (
    AddCharge,
    AddDiscount,
    AddLineItems,
    AddTips,
    ApplyCoupon,
    ApplyTax,
    CloseOrder,
    CreateOrder,
    NewDiscount,
    NewTip,
    RemoveDiscounts,
    RemoveLineItems,
    RemoveTips,
    UpdateLineItem,
    UpdateOrder,
)
from commerce.domain.orders import Order
from commerce.domain.settings import Settings
from commerce.store.keys import coupon_code_name
from commerce.store.store import Found
from commerce.store.writes import Create, Replace
from commerce.usecases.commit import (
    OK,
    answered_record,
    commit,
    commit_new,
    outbox,
    recorded,
    remember,
    replay,
    require_version,
    until_written,
)

CLOSING_REASON = "closed by the merchant"

Edit = Callable[[Order, Settings, Found, datetime], Order]


def create(ctx: Context, command: CreateOrder) -> Order:
    """Make an order; with a coupon, that is read first."""
    order = calculate(ctx, command)
    order, activity = recorded(ctx, None, order, "order.created", f"Order made with {len(order.lines)} line(s).")
    return commit_new(ctx, order, [Create(order, outbox(ctx, "order.created")), activity])


def calculate(ctx: Context, command: CreateOrder) -> Order:
    """The order that a request would make; stores nothing."""
    names = [_coupon_name(discount) for discount in command.discounts if discount.is_coupon]
    found = ctx.read(*names, with_settings=True) if names else None
    if found is not None:
        replay(ctx, found)
    settings, now = ctx.settings, ctx.now()
    order = order_editing.new_order(settings, command, order_id=ctx.new_id("ord"), now=now)
    keys = {line.key: order.lines[index].id for index, line in enumerate(command.line_items) if line.key}
    for index, discount in enumerate(command.discounts):
        line_ids = [*_lines_of_keys(keys, discount), *discount.order_line_item_ids]
        if discount.is_coupon:
            assert found is not None
            coupon = _coupon(found, discount)
            order = with_coupon(order, coupon, settings, line_ids=line_ids, now=now)
        else:
            order = order_editing.add_discount(order, discount, line_ids, field=f"discounts[{index}].amountMoney")
    _require_consistent(order)
    return order


def update(ctx: Context, order_id: str, command: UpdateOrder) -> Order:
    """Change texts and metadata."""

    def edit(order: Order, _: Settings, __: Found, ___: datetime) -> Order:
        if order.status is not OrderStatus.OPEN and command.model_fields_set - {"metadata"}:
            raise errors.OrderNotOpen(
                f"Order is {order.status}; only its metadata can still change.", supported_actions=["update"]
            )
        return order_editing.update_texts(order, command)

    return _change(ctx, order_id, "update", "Texts changed.", edit)


def add_line_items(ctx: Context, order_id: str, command: AddLineItems) -> Order:
    """Add lines."""
    return _change(
        ctx,
        order_id,
        "addLineItems",
        f"{len(command.line_items)} line(s) added.",
        lambda order, settings, _, __: order_editing.add_lines(order, settings, command.line_items),
    )


def update_line_item(ctx: Context, order_id: str, line_item_id: str, command: UpdateLineItem) -> Order:
    """Change a line."""
    return _change(
        ctx,
        order_id,
        "updateLineItem",
        f"Line {line_item_id} changed.",
        lambda order, _, __, ___: order_editing.update_line(order, line_item_id, command),
    )


def remove_line_items(ctx: Context, order_id: str, command: RemoveLineItems) -> Order:
    """Take lines away."""
    return _change(
        ctx,
        order_id,
        "removeLineItems",
        f"{len(command.order_line_item_ids)} line(s) removed.",
        lambda order, _, __, ___: order_editing.remove_lines(order, command.order_line_item_ids),
    )


def apply_coupon(ctx: Context, order_id: str, command: ApplyCoupon) -> Order:
    """Apply a coupon; the coupon is read together with the order."""

    def edit(order: Order, settings: Settings, found: Found, now: datetime) -> Order:
        coupon = _coupon(found, command)
        return with_coupon(order, coupon, settings, line_ids=command.order_line_item_ids, now=now)

    named = command.coupon_code or command.coupon_id
    return _change(ctx, order_id, "applyCoupon", f"Coupon {named} applied.", edit, also=[_coupon_name(command)])


def add_discount(ctx: Context, order_id: str, command: AddDiscount) -> Order:
    """Give a discount by hand."""
    return _change(
        ctx,
        order_id,
        "addDiscount",
        f"Discount {command.name} given.",
        lambda order, _, __, ___: order_editing.add_discount(order, command, command.order_line_item_ids),
    )


def remove_discounts(ctx: Context, order_id: str, command: RemoveDiscounts) -> Order:
    """Take discounts away."""
    return _change(
        ctx,
        order_id,
        "removeDiscounts",
        f"{len(command.applied_discount_ids)} discount(s) removed.",
        lambda order, _, __, ___: order_editing.remove_discounts(order, command.applied_discount_ids),
    )


def add_tips(ctx: Context, order_id: str, command: AddTips) -> Order:
    """Add a tip."""
    tip = NewTip.model_construct(amount_money=command.amount_money, percent=command.percent)
    return _change(
        ctx, order_id, "addTips", "Tip added.", lambda order, _, __, ___: order_editing.add_tips(order, [tip])
    )


def remove_tips(ctx: Context, order_id: str, command: RemoveTips) -> Order:
    """Take tips away."""
    return _change(
        ctx,
        order_id,
        "removeTips",
        "Tips removed.",
        lambda order, _, __, ___: order_editing.remove_tips(order, command.tip_ids),
    )


def add_charge(ctx: Context, order_id: str, command: AddCharge) -> Order:
    """Add a service or delivery charge."""
    return _change(
        ctx,
        order_id,
        "addCharge",
        f"Charge {command.name} added.",
        lambda order, _, __, ___: order_editing.add_charges(order, [command]),
    )


def remove_charge(ctx: Context, order_id: str, charge_id: str) -> Order:
    """Take a charge away."""
    return _change(
        ctx,
        order_id,
        "removeCharge",
        "Charge removed.",
        lambda order, _, __, ___: order_editing.remove_charge(order, charge_id),
    )


def clone(ctx: Context, order_id: str) -> Order:
    """Make a new order like this one, whatever became of it."""
    found = ctx.read(order_id, with_settings=True)
    replay(ctx, found)
    order = found_order(found, order_id)
    require_version(ctx, order.version)
    copy = clone_of(order, ctx.settings, order_id=ctx.new_id("ord"), now=ctx.now())
    _require_consistent(copy)
    copy, activity = recorded(ctx, None, copy, "order.created", f"Order made like {order.id}.")
    return commit_new(ctx, copy, [Create(copy, outbox(ctx, "order.created")), activity])


def apply_tax(ctx: Context, order_id: str, command: ApplyTax) -> Order:
    """Choose the tax rates by an address."""
    return _change(
        ctx,
        order_id,
        "applyTax",
        "Tax address applied.",
        lambda order, settings, _, __: order_editing.apply_tax(order, settings, command.tax_address),
    )


def close(ctx: Context, order_id: str, command: CloseOrder) -> Order:
    """End the order."""
    reason = command.reason or CLOSING_REASON
    return _change(
        ctx,
        order_id,
        "close",
        f"Order closed: {reason}.",
        lambda order, _, __, ___: order.evolve(status=OrderStatus.CLOSED, closed_reason=reason),
        event="order.closed",
    )


def _change(
    ctx: Context,
    order_id: str,
    action: str,
    description: str,
    edit: Edit,
    *,
    also: Sequence[str] = (),
    event: str = "order.updated",
) -> Order:
    """Read, decide, write: two round trips, decided anew if another request wrote in between."""

    def change() -> Order:
        found = ctx.read(order_id, *also, with_settings=True)
        replay(ctx, found)
        order = found_order(found, order_id)
        require_version(ctx, order.version)
        order_actions.require(order, action)
        now = ctx.now()
        edited = edit(order, ctx.settings, found, now).evolve(version=order.version + 1, updated_at=now)
        _require_consistent(edited)
        edited, activity = recorded(ctx, order, edited, f"order.{action}", description)
        write = Replace(edited, order.version, outbox(ctx, event), statuses_before(edited.status))
        record = answered_record(ctx, edited, OK)
        commit(ctx, [write, activity, *remember(ctx, record)])
        return edited

    return until_written(ctx, change)


def found_order(found: Found, order_id: str) -> Order:
    """Raises OrderNotFound if the read did not find it."""
    order = found.get(Order, order_id) if order_id.startswith("ord_") else None
    if order is None:
        raise errors.OrderNotFound(f"There is no order {order_id}; GET /v1/orders lists yours.", param="orderId")
    return order


def _require_consistent(order: Order) -> None:
    """No order comes to more than amounts can say, and no edit leaves one that took more than it asks for."""
    if order.totals.total > MAX_AMOUNT:
        most = format_amount(MAX_AMOUNT, order.currency)
        raise errors.OrderTooLarge(f"An order comes to at most {most}; make several orders.")
    if order.payable < 0:
        raise errors.OrderNotOpen(
            "The order would cost less than what was paid on it; refund the difference first.",
            supported_actions=["refund"],
        )


def _lines_of_keys(keys: dict[str, str], discount: NewDiscount) -> list[str]:
    """Line ids of the request's own names for its lines."""
    unknown = [key for key in discount.line_item_keys if key not in keys]
    if unknown:
        raise errors.InvalidRequest(
            f"discounts name the lines {', '.join(unknown)}, but no line of this request has that key.",
            param="discounts",
            fields=[errors.InvalidField("discounts.lineItemKeys", "UNKNOWN_KEY", "use a key of lineItems[]")],
        )
    return [keys[key] for key in discount.line_item_keys]


def _coupon_name(named: ApplyCoupon | NewDiscount) -> str:
    if named.coupon_code is not None:
        return coupon_code_name(named.coupon_code)
    assert named.coupon_id is not None
    return named.coupon_id


def _coupon(found: Found, named: ApplyCoupon | NewDiscount) -> Coupon:
    coupon = found.get(Coupon, _coupon_name(named))
    if coupon is None:
        shown = named.coupon_code or named.coupon_id
        raise errors.CouponNotFound(
            f"There is no coupon {shown}; check the code, or leave it out.",
            param="couponCode" if named.coupon_code else "couponId",
        )
    return coupon
