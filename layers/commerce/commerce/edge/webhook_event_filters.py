"""What the list of webhook events can be asked for."""

from typing import Annotated

from pydantic import StringConstraints

from commerce.domain.lifecycle import WebhookEventStatus
from commerce.domain.recorded_events import EventTypeText
from commerce.edge.filters import ANY_CASE, CreatedFilters


class WebhookEventFilters(CreatedFilters):
    """Which deliveries; `createdAfter` and `createdBefore` are their events' times."""

    status: Annotated[WebhookEventStatus, ANY_CASE] | None = None
    webhook_endpoint_id: Annotated[str, StringConstraints(pattern=r"^whep_[0-9A-Z]{26}$")] | None = None
    event_type: EventTypeText | None = None
