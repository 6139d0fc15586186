"""Past events, as they were told."""

from datetime import datetime, timedelta
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints, computed_field

from commerce.domain.events import EVENT_TYPES, Event

KEPT_FOR = timedelta(days=30)
"""How long past events can be read."""


def _known(event_type: str) -> str:
    """Raises ValueError that lists the known types."""
    if event_type not in EVENT_TYPES:
        raise ValueError(f"unknown event type (known: {', '.join(sorted(EVENT_TYPES))})")
    return event_type


EventTypeText = Annotated[str, StringConstraints(max_length=60), AfterValidator(_known), Field(examples=["order.paid"])]


class RecordedEvent(Event):
    """An event as it was told, kept for 30 days."""

    resource_id: str = Field(description="Of what it tells: `data.id`.")

    @computed_field
    def id(self) -> str:
        """The same as `eventId`."""
        return self.event_id

    @property
    def expires_at(self) -> datetime:
        """From when on it can't be read any more."""
        return self.created_at + KEPT_FOR
