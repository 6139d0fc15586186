"""The example of a past event."""

from __future__ import annotations

import json
from datetime import datetime

from commerce.domain.recorded_events import RecordedEvent
from commerce.domain.refunds import Refund


def example_event(event_id: str, merchant_id: str, refund: Refund, at: datetime) -> RecordedEvent:
    """A refund was accepted."""
    return RecordedEvent(
        event_id=event_id,
        event_type="refund.created",
        mode="test",
        merchant_id=merchant_id,
        created_at=at,
        data=json.loads(refund.to_answer()),
        resource_id=refund.id,
    )
