"""Checkout sessions: a page on which a buyer pays one order, until it is paid, expires or is closed."""

from datetime import datetime
from typing import Annotated

from pydantic import Field, computed_field

from commerce.domain import errors
from commerce.domain.entity import INTERNAL, Metadata, Shape
from commerce.domain.lifecycle import CHECKOUT_SESSION_TRANSITIONS, CheckoutPaymentStatus, CheckoutSessionStatus
from commerce.domain.redirects import SESSION_ID_HERE


class CheckoutSession(Shape):
    """A page to pay an order on. It is paid when its order is, whoever paid it and in whichever way."""

    id: str
    order_id: str
    subscription_id: str | None = Field(default=None, description="What begins once its first order is paid here.")
    status: CheckoutSessionStatus = CheckoutSessionStatus.OPEN
    payment_status: CheckoutPaymentStatus = CheckoutPaymentStatus.UNPAID
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
    card_attempt_id: Annotated[str | None, INTERNAL] = None
    """The latest card that a buyer gave for a trial; None: none was, or something is to be paid."""

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

    def ended(self, status: CheckoutSessionStatus, now: datetime, *, free: bool = False) -> "CheckoutSession":
        """Its last version. free: its order cost nothing. Raises CheckoutSessionNotOpen if it has ended already."""
        if status not in CHECKOUT_SESSION_TRANSITIONS[self.status]:
            raise errors.CheckoutSessionNotOpen(
                f"Checkout session {self.id} is {self.status}; only an open one can end. Make another one to be paid.",
                param="checkoutSessionId",
            )
        paid = status is CheckoutSessionStatus.PAID
        settled = CheckoutPaymentStatus.NO_PAYMENT_REQUIRED if free else CheckoutPaymentStatus.PAID
        return self.evolve(
            status=status,
            payment_status=settled if paid else self.payment_status,
            paid_at=now if paid else None,
            closed_at=now if status is CheckoutSessionStatus.CLOSED else None,
            version=self.version + 1,
            updated_at=now,
        )

    def redirect(self, url: str) -> str:
        """A redirect URL with the session's id where it asks for it."""
        return url.replace(SESSION_ID_HERE, self.id)
