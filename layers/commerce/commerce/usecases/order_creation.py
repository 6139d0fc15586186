"""Making orders: of what a caller asks for, or like another one."""

from commerce.context import Context
from commerce.domain import errors
from commerce.domain.coupon_rules import apply_coupon as with_coupon
from commerce.domain.order_cloning import clone_of
from commerce.domain.order_commands import CreateOrder, NewDiscount
from commerce.domain.order_creation import new_order
from commerce.domain.order_editing import add_discount
from commerce.domain.orders import Order
from commerce.domain.tax_rates import TaxProviderName
from commerce.store.writes import Create
from commerce.usecases.commit import commit_new, outbox, recorded, replay, require_version
from commerce.usecases.finding import found_order, named_customer
from commerce.usecases.orders import coupon_name, found_coupon, found_items, item_ids, require_consistent
from commerce.usecases.taxes import taxed


def create(ctx: Context, command: CreateOrder) -> Order:
    """Make an order; coupons and items that it names are read first, together."""
    order = calculate(ctx, command)
    order, activity = recorded(ctx, None, order, "order.created", f"Order made with {len(order.lines)} line(s).")
    return commit_new(ctx, order, [Create(order, outbox(ctx, "order.created")), activity])


def calculate(ctx: Context, command: CreateOrder) -> Order:
    """The order that a request would make; stores nothing."""
    names = [coupon_name(discount) for discount in command.discounts if discount.is_coupon]
    names += [*item_ids(command.line_items), *([command.customer_id] if command.customer_id else [])]
    found = ctx.read(*names, with_settings=True) if names else None
    if found is not None:
        replay(ctx, found)
    settings, now = ctx.settings, ctx.now()
    if found is None and settings.tax_provider is not TaxProviderName.MERCHANT_RATES and ctx.request.idempotency_key:
        replay(ctx, ctx.read())  # what was answered before asks nobody again
    items = {} if found is None else found_items(found, command.line_items)
    customer = None if found is None else named_customer(found, command.customer_id)
    order = new_order(settings, command, order_id=ctx.new_id("ord"), now=now, items=items, customer=customer)
    keys = {line.key: order.lines[index].id for index, line in enumerate(command.line_items) if line.key}
    for index, discount in enumerate(command.discounts):
        line_ids = [*_lines_of_keys(keys, discount), *discount.order_line_item_ids]
        if discount.is_coupon:
            assert found is not None
            coupon = found_coupon(found, discount)
            order = with_coupon(order, coupon, settings, line_ids=line_ids, now=now)
        else:
            order = add_discount(order, discount, line_ids, field=f"discounts[{index}].amountMoney")
    order = taxed(ctx, order, moved=True)
    require_consistent(order)
    return order


def clone(ctx: Context, order_id: str) -> Order:
    """Make a new order like this one, whatever became of it."""
    found = ctx.read(order_id, with_settings=True)
    replay(ctx, found)
    order = found_order(found, order_id)
    require_version(ctx, order.version)
    copy = clone_of(order, ctx.settings, order_id=ctx.new_id("ord"), now=ctx.now())
    copy = taxed(ctx, copy, moved=True)
    require_consistent(copy)
    copy, activity = recorded(ctx, None, copy, "order.created", f"Order made like {order.id}.")
    return commit_new(ctx, copy, [Create(copy, outbox(ctx, "order.created")), activity])


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
