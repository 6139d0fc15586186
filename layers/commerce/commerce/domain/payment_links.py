"""Payment links: an address that may be shared; whoever goes on to pay on it gets an order of their own."""

from datetime import datetime
from typing import Annotated

from pydantic import Field, computed_field

from commerce.domain import errors
from commerce.domain.entity import INTERNAL, Metadata, Shape
from commerce.domain.lifecycle import PaymentLinkMode, PaymentLinkStatus
from commerce.domain.money import Money

MAX_LINK_LINES = 20
MAX_DONATION_AMOUNTS = 6
PATH = "/l/"


class PaymentLinkLineItem(Shape):
    """A line of each order that the link makes. Of an item, what is missing here comes from the catalog then."""

    name: str | None = None
    quantity: int = 1
    unit_price_money: Money | None = None
    item_id: str | None = None
    description: str | None = None
    image_url: str | None = None
    taxable: bool | None = None
    tax_category: str | None = None


class PaymentLinkQrCode(Shape):
    """Pictures of the link's QR code."""

    svg_url: str
    png_url: str


class PaymentLink(Shape):
    """A link to pay; `status` follows from what was set, from the clock and from the completions."""

    id: str
    name: str
    mode: PaymentLinkMode = PaymentLinkMode.STANDARD
    status: PaymentLinkStatus = PaymentLinkStatus.ACTIVE
    currency: str
    line_items: tuple[PaymentLinkLineItem, ...] = ()
    donation_amounts: tuple[Money, ...] = Field(default=(), description="What a donor is offered, beside their own.")
    allow_quantity_adjustment: bool = False
    allow_tip: bool = False
    allow_coupon: bool = False
    max_completions: int | None = None
    completion_count: int | None = Field(
        default=None, description="Paid orders, and those that are just being paid; counted only under a limit."
    )
    expires_at: datetime | None = None
    success_redirect_url: str | None = None
    metadata: Metadata = Field(default={}, description="Copied to each order.")
    version: int = 1
    created_at: datetime
    updated_at: datetime

    uses: Annotated[int, INTERNAL] = 0
    page_url: Annotated[str, INTERNAL] = ""
    """The page's address, whose last part is the token that opens it."""

    @computed_field
    def payment_link_id(self) -> str:
        """The same as `id`."""
        return self.id

    @computed_field
    def url(self) -> str:
        """What is shared with buyers."""
        return self.page_url

    @computed_field
    def qr_code(self) -> PaymentLinkQrCode:
        """The link as a QR code, for print and for screens."""
        return PaymentLinkQrCode(svg_url=f"{self.page_url}/qr.svg", png_url=f"{self.page_url}/qr.png")

    @property
    def token(self) -> str:
        """What opens the page."""
        return self.page_url.rpartition("/")[2]

    @property
    def limited(self) -> bool:
        """True if paying claims a completion."""
        return self.max_completions is not None

    def at(self, now: datetime) -> "PaymentLink":
        """This link as it is answered at this moment."""
        return self.evolve(status=self.status_at(now), completion_count=self.uses if self.limited else None)

    def status_at(self, now: datetime) -> PaymentLinkStatus:
        """What was set comes first, then the clock, then the completions."""
        if self.status is PaymentLinkStatus.INACTIVE:
            return PaymentLinkStatus.INACTIVE
        if self.expires_at is not None and self.expires_at <= now:
            return PaymentLinkStatus.EXPIRED
        if self.max_completions is not None and self.uses >= self.max_completions:
            return PaymentLinkStatus.COMPLETED
        return PaymentLinkStatus.ACTIVE

    def require_open(self, now: datetime) -> None:
        """Raises PaymentLinkNotOpen unless a buyer can begin with it."""
        status = self.status_at(now)
        if status is not PaymentLinkStatus.ACTIVE:
            raise errors.PaymentLinkNotOpen(f"Payment link {self.id} is {status}.", param="paymentLinkId")
