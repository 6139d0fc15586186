"""A checkout session ended by its merchant."""

from commerce.context import Context
from commerce.domain import order_actions
from commerce.domain.checkout_sessions import CheckoutSession
from commerce.domain.lifecycle import CheckoutSessionStatus, OrderStatus
from commerce.store.writes import TransactionLost
from commerce.usecases.checkout_endings import let_go, over, require_no_card_under_way
from commerce.usecases.commit import OK, answered_record, commit, remember, replay, require_version, until_written
from commerce.usecases.finding import found_checkout_session, found_order


def close(ctx: Context, session_id: str) -> CheckoutSession:
    """End a session unpaid, unless a payment is under way; its order stays as it is."""

    def change() -> CheckoutSession:
        found = ctx.read(session_id)
        replay(ctx, found)
        session = found_checkout_session(found, session_id)
        require_version(ctx, session.version)
        order = found_order(ctx.store.read(session.order_id), session.order_id)
        write = over(ctx, session.at(ctx.now()), CheckoutSessionStatus.CLOSED)
        order_actions.require_settled(order)
        require_no_card_under_way(ctx, [session])
        if order.status is not OrderStatus.OPEN:
            raise TransactionLost([])  # it ended between the two reads, and took the session along: decided anew
        closed = write.entity
        assert isinstance(closed, CheckoutSession)
        commit(ctx, [write, *let_go(ctx, order, session, "closed"), *remember(ctx, answered_record(ctx, closed, OK))])
        return closed

    return until_written(ctx, change)
