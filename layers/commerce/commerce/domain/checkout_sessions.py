"""Checkout sessions: a page on which a buyer pays one order, until it is paid, expires or is closed."""

from datetime import datetime, timedelta
from typing import Annotated, Self

from pydantic import Field, computed_field, model_validator

from commerce.domain import errors
from commerce.domain.entity import INTERNAL, Command, Flag, Metadata, Shape
from commerce.domain.fields import CustomerId, Email, OrderId, OrderMetadata
from commerce.domain.jurisdictions import TaxAddress
from commerce.domain.lifecycle import CHECKOUT_SESSION_TRANSITIONS, CheckoutSessionStatus
from commerce.domain.money import Currency
from commerce.domain.order_commands import NewLine, TaxChoices
from commerce.domain.orders import MAX_LINES, Order
from commerce.domain.redirects import SESSION_ID_HERE, RedirectUrl

DAY_SECONDS = 86_400
MIN_SECONDS, MAX_SECONDS = 300, 7 * DAY_SECONDS
MAX_OPEN_SESSIONS = 5
"""Of one order at one time: all of them change in the transaction that pays it."""

MAX_SESSIONS = 100
"""Of one order, those that have ended included."""


class CreateCheckoutSession(Command):
    """A page for an order that exists, or for lines, for which an order is made."""

    order_id: OrderId | None = None
    line_items: Annotated[tuple[NewLine, ...], Field(max_length=MAX_LINES)] = ()
    taxes: TaxChoices | None = None
    tax_address: TaxAddress | None = None
    currency: Currency | None = None
    customer_id: CustomerId | None = None
    buyer_email: Email | None = None
    success_redirect_url: RedirectUrl | None = None
    cancel_redirect_url: RedirectUrl | None = None
    expires_in_seconds: Annotated[int, Field(strict=True, ge=MIN_SECONDS, le=MAX_SECONDS)] = DAY_SECONDS
    allow_tip: Flag = Field(default=False, description="The buyer may add a tip.")
    allow_coupon: Flag = Field(default=False, description="The buyer may enter a coupon's code.")
    metadata: OrderMetadata = {}

    @model_validator(mode="after")
    def _is_of_one_thing(self) -> Self:
        if (self.order_id is None) == (not self.line_items):
            raise ValueError("send either orderId or lineItems")
        given = (self.taxes, self.tax_address, self.currency, self.customer_id, self.buyer_email)
        if self.order_id and any(each is not None for each in given):
            raise ValueError(
                "the order says its taxes, taxAddress, currency, customerId and buyerEmail; send them with lineItems"
            )
        return self

    def expires_at(self, now: datetime) -> datetime:
        """When the session ends that is made now."""
        return now + timedelta(seconds=self.expires_in_seconds)


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
