"""What callers ask of checkout sessions."""

from datetime import datetime, timedelta
from typing import Annotated, Self

from pydantic import Field, model_validator

from commerce.domain.entity import Command, Flag
from commerce.domain.fields import CustomerId, Email, OrderId, OrderMetadata
from commerce.domain.jurisdictions import TaxAddress
from commerce.domain.money import Currency
from commerce.domain.order_commands import NewLine, TaxChoices
from commerce.domain.orders import MAX_LINES
from commerce.domain.redirects import RedirectUrl

DAY_SECONDS = 86_400
MIN_SECONDS, MAX_SECONDS = 300, 7 * DAY_SECONDS


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
