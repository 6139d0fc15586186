"""Checkout sessions: a page on which a buyer pays one order, until it is paid, expires or is closed."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import computed_field

from commerce.domain import errors
from commerce.domain.entity import INTERNAL, Metadata, Shape
from commerce.domain.lifecycle import (
    CHECKOUT_SESSION_TRANSITIONS,
    CheckoutSessionStatus,
    OrderStatus,
    PaymentIntentStatus,
)
from commerce.domain.orders import Order
from commerce.domain.redirects import SESSION_ID_HERE

MAX_OPEN_SESSIONS = 5
"""Of one order at one time: all of them change in the transaction that pays it."""

MAX_SESSIONS = 100
"""Of one order, those that have ended included."""


class CheckoutSession(Shape):
    """A page to pay an order on. It is paid when its order is, whoever paid it and in whichever way."""

    id: str
    order_id: str
    status: CheckoutSessionStatus = CheckoutSessionStatus.OPEN
    customer_id: str | None = None
    success_redirect_url: str | None = None
    cancel_redirect_url: str | None = None
    allow_tip: bool = False
    allow_coupon: bool = False
    expires_at: datetime
    paid_at: datetime | None = None
    closed_at: datetime | None = None
    metadata: Metadata = {}
    version: int = 1
    created_at: datetime
    updated_at: datetime

    page_url: Annotated[str, INTERNAL] = ""
    """The page's address, whose last part is the token that opens it."""

    @computed_field
    def checkout_session_id(self) -> str:
        """The same as `id`."""
        return self.id

    @computed_field
    def url(self) -> str | None:
        """Where the buyer pays; null once it has ended."""
        return self.page_url if self.status is CheckoutSessionStatus.OPEN else None

    @property
    def token(self) -> str:
        """What opens the page."""
        return self.page_url.rpartition("/")[2]

    @property
    def due_at(self) -> datetime | None:
        """When the sweeper ends it; None: it has ended."""
        return self.expires_at if self.status is CheckoutSessionStatus.OPEN else None

    def at(self, now: datetime) -> "CheckoutSession":
        """This session as it is answered at this moment."""
        expired = self.status is CheckoutSessionStatus.OPEN and self.expires_at <= now
        return self.evolve(status=CheckoutSessionStatus.EXPIRED) if expired else self

    def ended(self, status: CheckoutSessionStatus, now: datetime) -> "CheckoutSession":
        """Its last version. Raises CheckoutSessionNotOpen if it has ended already."""
        if status not in CHECKOUT_SESSION_TRANSITIONS[self.status]:
            raise errors.CheckoutSessionNotOpen(
                f"Checkout session {self.id} is {self.status}; only an open one can end. Make another one to be paid.",
                param="checkoutSessionId",
            )
        return self.evolve(
            status=status,
            paid_at=now if status is CheckoutSessionStatus.PAID else None,
            closed_at=now if status is CheckoutSessionStatus.CLOSED else None,
            version=self.version + 1,
            updated_at=now,
        )

    def redirect(self, url: str) -> str:
        """A redirect URL with the session's id where it asks for it."""
        return url.replace(SESSION_ID_HERE, self.id)


class Stage(StrEnum):
    """What there is to do on a session's page."""

    PAY = "pay"
    CONFIRM = "confirm"
    PROCESSING = "processing"
    PAID = "paid"
    EXPIRED = "expired"
    CLOSED = "closed"


ENDED = {CheckoutSessionStatus.EXPIRED: Stage.EXPIRED, CheckoutSessionStatus.CLOSED: Stage.CLOSED}


def stage_of(session: CheckoutSession, order: Order) -> Stage:
    """What there is to do, by the order first: a session that has ended unpaid still shows that its order was paid.

    session: as it stands at this moment.
    """
    payment = order.payment_in_flight
    if payment is not None:
        asked = payment.status is PaymentIntentStatus.REQUIRES_ACTION
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
