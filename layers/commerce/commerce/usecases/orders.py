"""Orders that change. `order_creation` makes them, `payments` pays them, `refunds` gives money back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from commerce.context import Context
from commerce.domain import errors, order_actions, order_editing, order_lines
from commerce.domain.claims import NO_CLAIMS, held, needed
from commerce.domain.coupon_rules import apply_coupon as with_coupon
from commerce.domain.lifecycle import OrderStatus, statuses_before
from commerce.domain.money import MAX_AMOUNT, format_amount
from commerce.domain.orders import Order
from commerce.domain.settings import Settings
from commerce.store.keys import coupon_code_name
from commerce.store.store import Found
from commerce.store.writes import Replace
from commerce.usecases import checkout_endings
from commerce.usecases.commit import (
    OK,
    answered_record,
    outbox,
    recorded,
    remember,
    replay,
    require_version,
    until_written,
)
from commerce.usecases.finding import found_order, named_customer
from commerce.usecases.releasing import release, write_release
from commerce.usecases.taxes import taxed

if TYPE_CHECKING:
    # Who makes a command has loaded it; the others only for an order that names them.
    from commerce.domain.coupons import Coupon
    from commerce.domain.items import Item
    from commerce.domain.order_commands import NewDiscount, NewLine
    from commerce.domain.order_edit_commands import (
        AddCharge,
        AddDiscount,
        AddLineItems,
        AddTips,
        ApplyCoupon,
        ApplyTax,
        CloseOrder,
        RemoveDiscounts,
        RemoveLineItems,
        RemoveTips,
        UpdateLineItem,
        UpdateOrder,
    )

MAX_CLAIMED_ROWS = 70
"""A transaction takes 100 rows: beside these stand the order, its payments and activities, and the idempotency key."""

CLOSING_REASON = "closed by the merchant"

Edit = Callable[[Order, Settings, Found, datetime], Order]


def update(ctx: Context, order_id: str, command: UpdateOrder) -> Order:
    """Change texts and metadata."""

    def edit(order: Order, _: Settings, found: Found, __: datetime) -> Order:
        if order.status is not OrderStatus.OPEN and command.model_fields_set - {"metadata"}:
            raise errors.OrderNotOpen(
                f"Order is {order.status}; only its metadata can still change.", supported_actions=["update"]
            )
        customer = named_customer(found, command.customer_id)
        if customer is not None or "customer_id" in command.model_fields_set:
            order_actions.require_free_total(order)
        return order_editing.update_texts(order, command, customer)

    named = [] if command.customer_id is None else [command.customer_id]
    return _reprice(ctx, order_id, "update", "Texts changed.", edit, also=named)


def add_line_items(ctx: Context, order_id: str, command: AddLineItems) -> Order:
    """Add lines."""

    def edit(order: Order, settings: Settings, found: Found, _: datetime) -> Order:
        return order_lines.add_lines(order, settings, command.line_items, found_items(found, command.line_items))

    told = f"{len(command.line_items)} line(s) added."
    return _reprice(ctx, order_id, "addLineItems", told, edit, also=item_ids(command.line_items))


def update_line_item(ctx: Context, order_id: str, line_item_id: str, command: UpdateLineItem) -> Order:
    """Change a line."""
    return _reprice(
        ctx,
        order_id,
        "updateLineItem",
        f"Line {line_item_id} changed.",
        lambda order, _, __, ___: order_lines.update_line(order, line_item_id, command),
    )


def remove_line_items(ctx: Context, order_id: str, command: RemoveLineItems) -> Order:
    """Take lines away."""
    return _reprice(
        ctx,
        order_id,
        "removeLineItems",
        f"{len(command.order_line_item_ids)} line(s) removed.",
        lambda order, _, __, ___: order_lines.remove_lines(order, command.order_line_item_ids),
    )


def apply_coupon(ctx: Context, order_id: str, command: ApplyCoupon) -> Order:
    """Apply a coupon; the coupon is read together with the order."""

    def edit(order: Order, settings: Settings, found: Found, now: datetime) -> Order:
        coupon = found_coupon(found, command)
        return with_coupon(order, coupon, settings, line_ids=command.order_line_item_ids, now=now)

    named = command.coupon_code or command.coupon_id
    return _reprice(ctx, order_id, "applyCoupon", f"Coupon {named} applied.", edit, also=[coupon_name(command)])


def add_discount(ctx: Context, order_id: str, command: AddDiscount) -> Order:
    """Give a discount by hand."""
    return _reprice(
        ctx,
        order_id,
        "addDiscount",
        f"Discount {command.name} given.",
        lambda order, _, __, ___: order_editing.add_discount(order, command, command.order_line_item_ids),
    )


def remove_discounts(ctx: Context, order_id: str, command: RemoveDiscounts) -> Order:
    """Take discounts away."""
    return _reprice(
        ctx,
        order_id,
        "removeDiscounts",
        f"{len(command.applied_discount_ids)} discount(s) removed.",
        lambda order, _, __, ___: order_editing.remove_discounts(order, command.applied_discount_ids),
    )


def add_tips(ctx: Context, order_id: str, command: AddTips) -> Order:
    """Add a tip."""
    return _change(
        ctx, order_id, "addTips", "Tip added.", lambda order, _, __, ___: order_editing.add_tips(order, [command])
    )


def set_tip(ctx: Context, order_id: str, tip: AddTips | None) -> Order:
    """Let this be the order's one tip; None: it has none."""

    def edit(order: Order, _: Settings, __: Found, ___: datetime) -> Order:
        bare = order_editing.remove_tips(order, ())
        return bare if tip is None else order_editing.add_tips(bare, [tip])

    return _change(ctx, order_id, "addTips", "Tip chosen by the buyer.", edit)


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
    return _reprice(
        ctx,
        order_id,
        "addCharge",
        f"Charge {command.name} added.",
        lambda order, _, __, ___: order_editing.add_charges(order, [command]),
    )


def remove_charge(ctx: Context, order_id: str, charge_id: str) -> Order:
    """Take a charge away."""
    return _reprice(
        ctx,
        order_id,
        "removeCharge",
        "Charge removed.",
        lambda order, _, __, ___: order_editing.remove_charge(order, charge_id),
    )


def apply_tax(ctx: Context, order_id: str, command: ApplyTax) -> Order:
    """Choose the tax rates by an address."""
    return _reprice(
        ctx,
        order_id,
        "applyTax",
        "Tax address applied.",
        lambda order, _, __, ___: order.evolve(tax_address=command.tax_address),
        moved=True,
    )


def close(ctx: Context, order_id: str, command: CloseOrder) -> Order:
    """End the order; one that was never paid in full gives back what its payments had claimed."""
    reason = command.reason or CLOSING_REASON

    def edit(order: Order, _: Settings, __: Found, ___: datetime) -> Order:
        closed = order.evolve(status=OrderStatus.CLOSED, closed_reason=reason)
        if order.status is not OrderStatus.OPEN:
            return closed
        return closed.evolve(payments=tuple(payment.evolve(claims=None) for payment in order.payments))

    return _change(ctx, order_id, "close", f"Order closed: {reason}.", edit, event="order.closed")


def _reprice(
    ctx: Context,
    order_id: str,
    action: str,
    description: str,
    edit: Edit,
    *,
    also: Sequence[str] = (),
    moved: bool = False,
) -> Order:
    """A change of what is taxed, or of who pays for it: the taxes are told anew. moved: of where it is taxed."""

    def priced(order: Order, settings: Settings, found: Found, now: datetime) -> Order:
        edited = edit(order, settings, found, now)
        elsewhere = moved or edited.tax_address != order.tax_address
        return taxed(ctx, edited, moved=elsewhere) if edited.status is OrderStatus.OPEN else edited

    return _change(ctx, order_id, action, description, priced, also=also)


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
        require_consistent(edited)
        edited, activity = recorded(ctx, order, edited, f"order.{action}", description)
        write = Replace(edited, order.version, outbox(ctx, event), statuses_before(edited.status))
        record = answered_record(ctx, edited, OK)
        given_back = release(held(order).beyond(held(edited)))
        ended = checkout_endings.follow(ctx, order, edited)
        write_release(ctx, [write, activity, *given_back, *ended, *remember(ctx, record)])
        return edited

    return until_written(ctx, change)


def require_consistent(order: Order) -> None:
    """No order comes to more than amounts can say, and no edit leaves one that took more than it asks for."""
    wanted = needed(order)
    given_back = held(order).beyond(wanted) if order.status is OrderStatus.OPEN else NO_CLAIMS
    if wanted.row_count + given_back.row_count > MAX_CLAIMED_ROWS:
        raise errors.OrderTooLarge(
            f"An order takes at most {MAX_CLAIMED_ROWS} items whose stock is counted and limited coupons, which count "
            "twice, and so do those of lines that were removed after a part was paid; make several orders."
        )
    if order.totals.total > MAX_AMOUNT:
        most = format_amount(MAX_AMOUNT, order.currency)
        raise errors.OrderTooLarge(f"An order comes to at most {most}; make several orders.")
    if order.payable < 0:
        raise errors.OrderNotOpen(
            "The order would cost less than what was paid on it; refund the difference first.",
            supported_actions=["refund"],
        )


def item_ids(lines: Sequence[NewLine]) -> list[str]:
    """The items that lines name, each once."""
    return list(dict.fromkeys(line.item_id for line in lines if line.item_id is not None))


def found_items(found: Found, lines: Sequence[NewLine]) -> dict[str, Item]:
    """Those of the lines' items that exist, by their ids."""
    named = item_ids(lines)
    if not named:
        return {}
    from commerce.domain.items import Item  # noqa: PLC0415 (no cold start of others pays for it)

    items = {item_id: found.get(Item, item_id) for item_id in named}
    return {item_id: item for item_id, item in items.items() if item is not None}


def coupon_name(named: ApplyCoupon | NewDiscount) -> str:
    """The row that tells of a coupon, by its code or id."""
    if named.coupon_code is not None:
        return coupon_code_name(named.coupon_code)
    assert named.coupon_id is not None
    return named.coupon_id


def found_coupon(found: Found, named: ApplyCoupon | NewDiscount) -> Coupon:
    """Raises CouponNotFound if the read did not find it."""
    from commerce.domain.coupons import Coupon  # noqa: PLC0415 (no cold start of others pays for it)

    coupon = found.get(Coupon, coupon_name(named))
    if coupon is None:
        shown = named.coupon_code or named.coupon_id
        raise errors.CouponNotFound(
            f"There is no coupon {shown}; check the code, or leave it out.",
            param="couponCode" if named.coupon_code else "couponId",
        )
    return coupon
