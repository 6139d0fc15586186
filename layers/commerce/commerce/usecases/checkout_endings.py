"""How checkout sessions end: with their order, in the same transaction, or by themselves when their time is over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from commerce.context import Context
from commerce.domain import errors
from commerce.domain.lifecycle import CheckoutSessionStatus, OrderStatus
from commerce.domain.orders import Order
from commerce.store.writes import Replace, TransactionLost, Write
from commerce.usecases.commit import outbox, recorded

if TYPE_CHECKING:
    # Only for an order with sessions are they loaded.
    from commerce.domain.checkout_sessions import CheckoutSession

EVENTS = {
    CheckoutSessionStatus.PAID: ("checkout_session.completed",),
    CheckoutSessionStatus.EXPIRED: ("checkout_session.expired",),
    CheckoutSessionStatus.CLOSED: (),
}


def follow(ctx: Context, before: Order, after: Order, *, begun_at: datetime | None = None) -> list[Write]:
    """What a change of the order makes of its open sessions; read only if there are some and it is open no more.

    begun_at: when the buyer gave the card that an order without a payment waited for; None: it waited for none.
    Raises PaymentInProgress if the order is closed while such a card is being kept.
    """
    ids = before.open_checkout_session_ids
    if not ids or before.status is not OrderStatus.OPEN or after.status is OrderStatus.OPEN:
        return []
    from commerce.domain.checkout_sessions import CheckoutSession  # noqa: PLC0415 (no cold start of others pays for it)

    found = ctx.store.read(*ids)
    sessions = [session for each in ids if (session := found.get(CheckoutSession, each)) is not None]
    opened = [session for session in sessions if session.status is CheckoutSessionStatus.OPEN]
    if after.status is OrderStatus.CLOSED:
        require_no_card_under_way(ctx, opened)
    free = after.paid == 0
    return [over(ctx, each, _status_by(ctx, each, before, after, begun_at), free=free) for each in opened]


def require_no_card_under_way(ctx: Context, sessions: Sequence[CheckoutSession]) -> None:
    """Raises PaymentInProgress while a card is being kept for the trial of one of these sessions."""
    if any(session.card_attempt_id is not None for session in sessions):
        from commerce.usecases import checkout_cards  # noqa: PLC0415 (only trials load it)

        checkout_cards.require_settled(ctx, sessions)


def _status_by(
    ctx: Context, session: CheckoutSession, before: Order, after: Order, begun_at: datetime | None
) -> CheckoutSessionStatus:
    if after.status is OrderStatus.CLOSED:
        return CheckoutSessionStatus.CLOSED
    # A payment that was under way when the time was over still counts; one that came later went other ways.
    payment = before.payment_in_flight
    paid_at = begun_at or (ctx.now() if payment is None else payment.created_at)
    return CheckoutSessionStatus.PAID if paid_at < session.expires_at else CheckoutSessionStatus.EXPIRED


def over(ctx: Context, session: CheckoutSession, status: CheckoutSessionStatus, *, free: bool = False) -> Replace:
    """The write of a session's last version, with its event. free: its order cost nothing."""
    ended = session.ended(status, ctx.now(), free=free)
    return Replace(ended, session.version, outbox(ctx, *EVENTS[status]), [session.status])


def expire(ctx: Context, session_id: str) -> None:
    """End a session whose time is over, unless a payment is under way: what becomes of that tells how it ends."""
    from commerce.domain.checkout_sessions import CheckoutSession  # noqa: PLC0415 (no cold start of others pays for it)

    session = ctx.store.read(session_id).get(CheckoutSession, session_id)
    if session is None or session.due_at is None or session.due_at > ctx.now():
        return
    order = ctx.store.read(session.order_id).get(Order, session.order_id)
    assert order is not None, "a session's order is never deleted"
    if order.payment_in_flight is not None or order.status is not OrderStatus.OPEN:
        return
    try:
        require_no_card_under_way(ctx, [session])
        ctx.store.write([over(ctx, session, CheckoutSessionStatus.EXPIRED), *let_go(ctx, order, session, "expired")])
    except (TransactionLost, errors.PaymentInProgress):
        return  # the order moved on, or a card is being kept: if the session is still open, it stays due


def let_go(ctx: Context, order: Order, session: CheckoutSession, how: str) -> list[Write]:
    """The order's next version: it waits for the session no more, and whoever pays on it now comes too late.

    how: a participle.
    """
    from commerce.domain.checkout_orders import without_session  # noqa: PLC0415 (likewise)

    after = without_session(order, session.id, ctx.now())
    after, activity = recorded(ctx, order, after, f"checkout.{how}", f"Checkout session {session.id} {how}.")
    return [Replace(after, order.version, outbox(ctx, "order.updated"), [order.status]), activity]
