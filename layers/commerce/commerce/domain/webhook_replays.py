"""Sending a range of past events to a webhook endpoint."""

from datetime import datetime
from typing import Annotated

from pydantic import AfterValidator, Field

from commerce.domain.entity import Command, Shape
from commerce.domain.moments import Moment
from commerce.domain.webhook_endpoints import EventType, require_known

MOST_REPLAYED = 40
"""Events that one request sends: their deliveries are one transaction, which holds a hundred rows."""


class ReplayWebhookEvents(Command):
    """Which events of the last 30 days; the newest ones of the range go first."""

    created_after: Moment
    created_before: Moment | None = None
    event_types: Annotated[tuple[EventType, ...], Field(max_length=100), AfterValidator(require_known)] = Field(
        default=(), description="All types unless some are named, whatever the endpoint subscribes to."
    )


class WebhookReplay(Shape):
    """What a replay did."""

    webhook_endpoint_id: str
    sent: int = Field(description="Events that are on their way.")
    more_before: datetime | None = Field(
        default=None, description="The range goes on before this moment: send it as `createdBefore`; null: it was all."
    )
