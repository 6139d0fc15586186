"""Checkout sessions: made for an order, read, closed. `checkout_endings` tells how else they end."""

from collections.abc import Sequence

from commerce.context import Context
from commerce.domain import errors, order_actions
from commerce.domain.checkout_session_commands import CreateCheckoutSession
from commerce.domain.checkout_sessions import CheckoutSession, with_session
from commerce.domain.lifecycle import CheckoutSessionStatus, OrderStatus
from commerce.domain.order_commands import CreateOrder
from commerce.domain.orders import Order
from commerce.domain.page_tokens import PageToken, new_page_token
from commerce.domain.redirects import require_redirect
from commerce.store.store import Found
from commerce.store.writes import Create, Replace, TransactionLost, Write
from commerce.usecases import order_creation
from commerce.usecases.checkout_endings import let_go, over
from commerce.usecases.commit import (
    CREATED,
    OK,
    answered_record,
    commit,
    outbox,
    recorded,
    remember,
    replay,
    require_version,
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
    order, before = _order_to_pay(ctx, command)
    session = _new_session(ctx, command, order)
    offered = with_session(order, session.id, ctx.now())
    if before is None:
        offered, activity = recorded(ctx, None, offered, "order.created", "Order made for a checkout.")
        write: Write = Create(offered, outbox(ctx, "order.created"))
    else:
        offered = offered.evolve(version=before.version + 1)
        told = f"Checkout session {session.id} opened."
        offered, activity = recorded(ctx, before, offered, "checkout.opened", told)
        write = Replace(offered, before.version, outbox(ctx, "order.updated"), [before.status])
    record = answered_record(ctx, session, CREATED)
    commit(ctx, [write, activity, Create(session), *remember(ctx, record)])
    return session


def _order_to_pay(ctx: Context, command: CreateCheckoutSession) -> tuple[Order, Order | None]:
    """The order, and as it stands in the database: None if it is made for the session."""
    if command.order_id is None:
        replay(ctx, ctx.read(with_settings=True))
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


def close(ctx: Context, session_id: str) -> CheckoutSession:
    """End a session unpaid, unless a payment is under way; its order stays as it is."""

    def change() -> CheckoutSession:
        found = ctx.read(session_id)
        replay(ctx, found)
        session = found_session(found, session_id)
        require_version(ctx, session.version)
        order = found_order(ctx.store.read(session.order_id), session.order_id)
        write = over(ctx, session.at(ctx.now()), CheckoutSessionStatus.CLOSED)
        order_actions.require_settled(order)
        if order.status is not OrderStatus.OPEN:
            raise TransactionLost([])  # it ended between the two reads, and took the session along: decided anew
        closed = write.entity
        assert isinstance(closed, CheckoutSession)
        commit(ctx, [write, *let_go(ctx, order, session, "closed"), *remember(ctx, answered_record(ctx, closed, OK))])
        return closed

    return until_written(ctx, change)


def answered(ctx: Context, sessions: Sequence[CheckoutSession], status: str | None = None) -> list[CheckoutSession]:
    """Sessions as they are answered now, but for those that are no more in the status that was asked for."""
    shown = [session.at(ctx.now()) for session in sessions]
    return [session for session in shown if status is None or session.status == status]


def found_session(found: Found, session_id: str) -> CheckoutSession:
    """Raises CheckoutSessionNotFound if the read did not find it."""
    session = found.get(CheckoutSession, session_id) if session_id.startswith("cs_") else None
    if session is None:
        raise errors.CheckoutSessionNotFound(
            f"There is no checkout session {session_id}; GET /v1/checkout-sessions lists yours.",
            param="checkoutSessionId",
        )
    return session
