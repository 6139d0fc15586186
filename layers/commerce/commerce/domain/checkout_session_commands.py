"""What callers ask of checkout sessions."""

from datetime import datetime, timedelta
from typing import Annotated, Self

from pydantic import Field, model_validator

from commerce.domain.entity import Command, Flag
from commerce.domain.fields import CustomerId, Email, OrderId, OrderMetadata, PlanId
from commerce.domain.jurisdictions import TaxAddress
from commerce.domain.money import Currency
from commerce.domain.order_commands import NewLine, TaxChoices
from commerce.domain.orders import MAX_LINES
from commerce.domain.redirects import RedirectUrl

DAY_SECONDS = 86_400
MIN_SECONDS, MAX_SECONDS = 300, 7 * DAY_SECONDS


class CreateCheckoutSession(Command):
    """A page for an order that exists, for lines, for which an order is made, or for a plan, which begins with it."""

    order_id: OrderId | None = None
    line_items: Annotated[tuple[NewLine, ...], Field(max_length=MAX_LINES)] = ()
    plan_id: PlanId | None = Field(
        default=None,
        description="`customerId` says whose subscription it is to be. If the plan begins with a trial, the page asks "
        "for a card, charges nothing, and begins the trial.",
    )
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
        if sum(1 for each in (self.order_id, self.line_items, self.plan_id) if each) != 1:
            raise ValueError("send one of orderId, lineItems and planId")
        if (self.plan_id is not None) and self.customer_id is None:
            raise ValueError("planId needs customerId, whose card is charged at each renewal")
        terms: list[object] = [self.taxes, self.tax_address, self.currency, self.buyer_email]
        if self.order_id:
            terms.append(self.customer_id)
        if not self.line_items and any(each is not None for each in terms):
            raise ValueError(
                "the order, or the plan and its customer, say taxes, taxAddress, currency, customerId and buyerEmail; "
                "send them with lineItems"
            )
        return self

    def expires_at(self, now: datetime) -> datetime:
        """When the session ends that is made now."""
        return now + timedelta(seconds=self.expires_in_seconds)
