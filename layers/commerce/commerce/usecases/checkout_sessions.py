"""Checkout sessions: made for an order, for lines or for a plan. `checkout_closing` and `checkout_endings` end them."""

from commerce.context import Context
from commerce.domain import order_actions
from commerce.domain.checkout_orders import with_session
from commerce.domain.checkout_session_commands import CreateCheckoutSession
from commerce.domain.checkout_sessions import CheckoutSession
from commerce.domain.order_commands import CreateOrder
from commerce.domain.orders import Order
from commerce.domain.page_tokens import PageToken, new_page_token
from commerce.domain.redirects import require_redirect
from commerce.store.writes import Create, Replace, Write
from commerce.usecases import order_creation
from commerce.usecases.commit import (
    commit_new,
    outbox,
    recorded,
    replay,
    until_written,
)
from commerce.usecases.finding import found_order

SOURCE = "checkout"
PATH = "/checkout/"


def create(ctx: Context, command: CreateCheckoutSession) -> CheckoutSession:
    """Open a page for an order; without an order, one is made of the lines, in the same transaction."""
    for name in ("success_redirect_url", "cancel_redirect_url"):
        require_redirect(getattr(command, name), _FIELDS[name], mode=ctx.tenant.mode)
    return until_written(ctx, lambda: _create(ctx, command))


_FIELDS = {"success_redirect_url": "successRedirectUrl", "cancel_redirect_url": "cancelRedirectUrl"}


def _create(ctx: Context, command: CreateCheckoutSession) -> CheckoutSession:
    if command.plan_id is not None:
        return _create_of_plan(ctx, command)
    order, before = _order_to_pay(ctx, command)
    return open_page(ctx, command, order, before)


def open_page(ctx: Context, command: CreateCheckoutSession, order: Order, before: Order | None) -> CheckoutSession:
    """Write a session of an order. before: the order as it stands in the database; None: it is made along."""
    session = _new_session(ctx, command, order)
    offered = with_session(order, session.id, ctx.now())
    if before is None:
        maker = order.source.replace("_", " ")
        offered, activity = recorded(ctx, None, offered, "order.created", f"Order made by a {maker}.")
        write: Write = Create(offered, outbox(ctx, "order.created"))
    else:
        offered = offered.evolve(version=before.version + 1)
        told = f"Checkout session {session.id} opened."
        offered, activity = recorded(ctx, before, offered, "checkout.opened", told)
        write = Replace(offered, before.version, outbox(ctx, "order.updated"), [before.status])
    return commit_new(ctx, session, [write, activity, Create(session)])


def _create_of_plan(ctx: Context, command: CreateCheckoutSession) -> CheckoutSession:
    """Loaded for plans alone."""
    from commerce.domain.subscriptions import INCOMPLETE_LASTS  # noqa: PLC0415 (no cold start of others pays for it)
    from commerce.usecases import checkout_plans  # noqa: PLC0415 (likewise)

    begun = checkout_plans.begin(ctx, command)
    session = _new_session(ctx, command, begun.order)
    lasts_until = min(session.expires_at, begun.subscription.start_at + INCOMPLETE_LASTS)
    session = session.evolve(subscription_id=begun.subscription.id, expires_at=lasts_until)
    order = with_session(begun.order, session.id, ctx.now())
    order, activity = recorded(ctx, None, order, "order.created", "Order made for a checkout of a plan.")
    writes = [Create(order, outbox(ctx, "order.created")), activity, *begun.writes, Create(session)]
    return commit_new(ctx, session, writes)


def _order_to_pay(ctx: Context, command: CreateCheckoutSession) -> tuple[Order, Order | None]:
    """The order, and as it stands in the database: None if it is made for the session."""
    if command.order_id is None:
        wanted = CreateOrder(
            line_items=command.line_items,
            taxes=command.taxes,
            tax_address=command.tax_address,
            currency=command.currency,
            customer_id=command.customer_id,
            buyer_email=command.buyer_email,
        )
        return order_creation.calculate(ctx, wanted).evolve(source=SOURCE), None
    found = ctx.read(command.order_id, with_settings=True)
    replay(ctx, found)
    order = found_order(found, command.order_id)
    order_actions.require(order, "pay")
    return order, order


def _new_session(ctx: Context, command: CreateCheckoutSession, order: Order) -> CheckoutSession:
    now = ctx.now()
    session_id = ctx.new_id("cs")
    token = new_page_token(PageToken(*ctx.tenant, session_id))
    return CheckoutSession(
        id=session_id,
        order_id=order.id,
        customer_id=order.customer_id,
        success_redirect_url=command.success_redirect_url,
        cancel_redirect_url=command.cancel_redirect_url,
        allow_tip=command.allow_tip,
        allow_coupon=command.allow_coupon,
        expires_at=command.expires_at(now),
        metadata=command.metadata,
        page_url=f"{ctx.public_url}{PATH}{token}",
        created_at=now,
        updated_at=now,
    )
