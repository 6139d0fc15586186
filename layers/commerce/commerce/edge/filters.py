"""What lists can be asked for: pages, and filters that name their known values when they are wrong."""

import base64
import re
from datetime import datetime, timedelta
from typing import Annotated, Any, Generic, NamedTuple, Self, TypeVar

from pydantic import BeforeValidator, Field, StringConstraints, model_validator

from commerce.domain import errors
from commerce.domain.entity import Command, Shape
from commerce.domain.fields import CouponCodeText, CustomerId, Email
from commerce.domain.ids import first_id_at, id_prefix_of_order_number
from commerce.domain.lifecycle import (
    CheckoutSessionStatus,
    CouponStatus,
    InvoiceStatus,
    ItemStatus,
    OrderStatus,
    PaymentIntentStatus,
    PaymentLinkStatus,
    PaymentMethodStatus,
    PlanStatus,
    RefundStatus,
    SubscriptionStatus,
    WebhookEndpointStatus,
    WebhookEventStatus,
)
from commerce.domain.moments import Moment
from commerce.domain.recorded_events import EventTypeText
from commerce.store.lists import Listed, Selection

E = TypeVar("E", bound=Shape)

DEFAULT_PAGE_SIZE = 20
MAX_PAGE_SIZE = 100
ID = re.compile(r"[a-z]+_[0-9A-Z]{26}|(?:activity|change|cycle)/[0-9]{8}")
HIGHEST = "~"
"""Sorts after every character of an id."""


class Page(NamedTuple, Generic[E]):
    """A page of a list; `next_page_token` is None on the last one."""

    items: list[E]
    next_page_token: str | None = None


def _upper(value: Any) -> Any:
    return value.upper() if isinstance(value, str) else value


def _lower(value: Any) -> Any:
    return value.lower() if isinstance(value, str) else value


ANY_CASE = BeforeValidator(_lower)
"""A status is asked for in capitals or not."""


class Filters(Command):
    """A page of a list."""

    page_size: Annotated[int, Field(ge=1, le=MAX_PAGE_SIZE)] = DEFAULT_PAGE_SIZE
    page_token: Annotated[str, StringConstraints(max_length=200)] | None = Field(
        default=None, description="`nextPageToken` of the page before."
    )

    @property
    def after(self) -> str | None:
        """The last id of the page before. Raises InvalidRequest for a token that no page gave."""
        if self.page_token is None:
            return None
        try:
            text = base64.b64decode(self.page_token, altchars=b"-_", validate=True).decode()
        except ValueError:  # no base 64, or no text in it
            text = ""
        if not ID.fullmatch(text):
            field = errors.InvalidField("pageToken", "INVALID_VALUE", "send nextPageToken of the page before")
            raise errors.InvalidRequest("pageToken is not one that a page gave.", param="pageToken", fields=[field])
        return text

    def page(self, listed: Listed[E]) -> Page[E]:
        """The page of what the store found."""
        below = listed.more_below
        token = None if below is None else base64.urlsafe_b64encode(below.encode()).decode()
        return Page(listed.entities, token)


class CreatedFilters(Filters):
    """Filters by the time of creation."""

    created_after: Moment | None = None
    created_before: Moment | None = None

    @model_validator(mode="after")
    def _is_a_range(self) -> Self:
        if self.created_after and self.created_before and self.created_before <= self.created_after:
            raise ValueError("createdBefore must be later than createdAfter")
        return self

    def selection(self, prefix: str, *, status: str | None = None, customer_id: str | None = None) -> Selection:
        """These filters as a range of ids, which begin with the time of creation."""
        before = None if self.created_before is None else first_id_at(prefix, self.created_before)
        ends = [end for end in (before, self.after) if end is not None]
        return Selection(
            status=status,
            customer_id=customer_id,
            low=None if self.created_after is None else first_id_at(prefix, _next_millisecond(self.created_after)),
            below=min(ends) if ends else None,
            limit=self.page_size,
        )


def _next_millisecond(moment: datetime) -> datetime:
    """Ids count milliseconds: what was created in this one is not after it."""
    return moment + timedelta(milliseconds=1)


class CreatedOrderFilters(CreatedFilters):
    """Which orders, by status and time."""

    status: Annotated[OrderStatus, BeforeValidator(_upper)] | None = None


class OrderFilters(CreatedOrderFilters):
    """Which orders."""

    customer_id: CustomerId | None = None
    order_number: (
        Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z]{5}-[0-9A-Za-z]{4}-[0-9A-Za-z]{4}$")] | None
    ) = None

    def selected(self) -> Selection:
        """As the store reads it; an order number is a range of ids."""
        chosen = self.selection("ord", status=self.status, customer_id=self.customer_id)
        if self.order_number is None:
            return chosen
        prefix = id_prefix_of_order_number(self.order_number)
        below = min(filter(None, (chosen.below, prefix + HIGHEST)))
        return Selection(
            status=chosen.status,
            customer_id=chosen.customer_id,
            low=max(filter(None, (chosen.low, prefix))),
            below=below,
            limit=chosen.limit,
        )


class PaymentIntentFilters(CreatedFilters):
    """Which payment intents."""

    status: Annotated[PaymentIntentStatus, ANY_CASE] | None = None
    customer_id: CustomerId | None = None


class RefundFilters(CreatedFilters):
    """Which refunds."""

    status: Annotated[RefundStatus, ANY_CASE] | None = None
    customer_id: CustomerId | None = None


class PaymentMethodFilters(CreatedFilters):
    """Which saved cards."""

    status: Annotated[PaymentMethodStatus, ANY_CASE] = PaymentMethodStatus.ACTIVE
    customer_id: CustomerId | None = None


class CustomerFilters(CreatedFilters):
    """Which customers."""

    email: Email | None = None


class ItemFilters(CreatedFilters):
    """Which items."""

    status: Annotated[ItemStatus, ANY_CASE] | None = None
    sku: Annotated[str, StringConstraints(min_length=1, max_length=100)] | None = None


class CouponFilters(CreatedFilters):
    """Which coupons."""

    status: Annotated[CouponStatus, ANY_CASE] | None = None
    code: CouponCodeText | None = None


class PaymentLinkFilters(CreatedFilters):
    """Which payment links."""

    status: Annotated[PaymentLinkStatus, ANY_CASE] | None = None


class PlanFilters(CreatedFilters):
    """Which plans."""

    status: Annotated[PlanStatus, ANY_CASE] | None = None


class InvoiceFilters(CreatedFilters):
    """Which invoices."""

    status: Annotated[InvoiceStatus, ANY_CASE] | None = None
    customer_id: CustomerId | None = None


class CheckoutSessionFilters(CreatedFilters):
    """Which checkout sessions."""

    status: Annotated[CheckoutSessionStatus, ANY_CASE] | None = None
    customer_id: CustomerId | None = None


ResourceId = Annotated[str, StringConstraints(max_length=60, pattern=r"^[a-z]+_[0-9A-Z]{26}$")]


class EventFilters(CreatedFilters):
    """Which events."""

    event_type: EventTypeText | None = None
    resource_id: ResourceId | None = Field(default=None, description="What they tell of, such as a payment intent.")
    order_id: Annotated[str, StringConstraints(pattern=r"^ord_[0-9A-Z]{26}$")] | None = Field(
        default=None, description="Events of this order itself; the same as its id in `resourceId`."
    )

    @model_validator(mode="after")
    def _is_about_one_thing(self) -> Self:
        if self.order_id is not None and self.resource_id not in {None, self.order_id}:
            raise ValueError("orderId and resourceId differ; send one of them")
        return self

    @property
    def about(self) -> str | None:
        """The id of what they tell of; None: anything."""
        return self.resource_id or self.order_id


class WebhookEndpointFilters(CreatedFilters):
    """Which webhook endpoints."""

    status: Annotated[WebhookEndpointStatus, ANY_CASE] | None = None


class SubscriptionFilters(CreatedFilters):
    """Which subscriptions."""

    status: Annotated[SubscriptionStatus, ANY_CASE] | None = None
    customer_id: CustomerId | None = None


class BillingRunFilters(CreatedFilters):
    """Which billing runs."""


class WebhookEventFilters(CreatedFilters):
    """Which deliveries; `createdAfter` and `createdBefore` are their events' times."""

    status: Annotated[WebhookEventStatus, ANY_CASE] | None = None
    webhook_endpoint_id: Annotated[str, StringConstraints(pattern=r"^whep_[0-9A-Z]{26}$")] | None = None
    event_type: EventTypeText | None = None
