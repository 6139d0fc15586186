"""A checkout session and its order: what there is to do, and which sessions an order waits for."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from commerce.domain import errors
from commerce.domain.checkout_sessions import CheckoutSession
from commerce.domain.lifecycle import CheckoutSessionStatus, OrderStatus, PaymentIntentStatus
from commerce.domain.orders import Order

if TYPE_CHECKING:
    # Only for the session of a trial is it loaded.
    from commerce.domain.payment_methods import PaymentMethod

MAX_OPEN_SESSIONS = 5
"""Of one order at one time: all of them change in the transaction that pays it."""

MAX_SESSIONS = 100
"""Of one order, those that have ended included."""


class Stage(StrEnum):
    """What there is to do on a session's page."""

    PAY = "pay"
    CONFIRM = "confirm"
    PROCESSING = "processing"
    PAID = "paid"
    EXPIRED = "expired"
    CLOSED = "closed"


ASKED = PaymentIntentStatus.REQUIRES_ACTION.value
"""Cards that are paid with and cards that are kept wait for the bank's question under the same name."""

ENDED = {CheckoutSessionStatus.EXPIRED: Stage.EXPIRED, CheckoutSessionStatus.CLOSED: Stage.CLOSED}


def stage_of(session: CheckoutSession, order: Order, card: PaymentMethod | None = None) -> Stage:
    """What there is to do, by the order first: a session that has ended unpaid still shows that its order was paid.

    session: as it stands at this moment. card: the latest one that was given for a trial.
    """
    payment = order.payment_in_flight or (card if card is not None and card.unsettled else None)
    if payment is not None:
        asked = payment.status == ASKED
        return Stage.CONFIRM if asked else Stage.PROCESSING
    if order.status is OrderStatus.OPEN:
        held = order.payable == 0 and order.balance > 0
        return ENDED.get(session.status, Stage.PROCESSING if held else Stage.PAY)
    if order.status is OrderStatus.CLOSED and session.status is not CheckoutSessionStatus.PAID:
        return Stage.CLOSED
    return Stage.PAID


def with_session(order: Order, session_id: str, now: datetime) -> Order:
    """An existing order's next version, with one more session. Raises CheckoutSessionLimitReached."""
    if len(order.open_checkout_session_ids) >= MAX_OPEN_SESSIONS:
        raise errors.CheckoutSessionLimitReached(
            f"Order {order.id} has {MAX_OPEN_SESSIONS} open checkout sessions; use one of them, or close one.",
            param="orderId",
        )
    if len(order.checkout_session_ids) >= MAX_SESSIONS:
        raise errors.CheckoutSessionLimitReached(
            f"Order {order.id} has had {MAX_SESSIONS} checkout sessions; clone it and sell the clone.", param="orderId"
        )
    return order.evolve(
        checkout_session_ids=(*order.checkout_session_ids, session_id),
        open_checkout_session_ids=(*order.open_checkout_session_ids, session_id),
        updated_at=now,
    )


def without_session(order: Order, session_id: str, now: datetime) -> Order:
    """The order's next version once a session of it has ended unpaid."""
    left = tuple(each for each in order.open_checkout_session_ids if each != session_id)
    return order.evolve(open_checkout_session_ids=left, version=order.version + 1, updated_at=now)
