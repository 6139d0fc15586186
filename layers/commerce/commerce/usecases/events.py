"""Past events: read for 30 days."""

from dataclasses import replace
from datetime import datetime

from commerce.context import Context
from commerce.domain import errors
from commerce.domain.ids import first_id_at
from commerce.domain.recorded_events import KEPT_FOR, RecordedEvent
from commerce.store.lists import Listed, Selection, list_entities
from commerce.store.store import Found


def listed(ctx: Context, selection: Selection) -> Listed[RecordedEvent]:
    """The selected events, newest first; what is past its time is not there, whether or not its row still is.

    That goes by the real clock: what a sandbox did while its own was moved by months, can be read afterwards.
    """
    oldest = first_id_at("evt", ctx.real_now() - KEPT_FOR)
    return list_entities(ctx.store, RecordedEvent, replace(selection, low=max(oldest, selection.low or oldest)))


def found_event(found: Found, event_id: str, now: datetime) -> RecordedEvent:
    """Raises EventNotFound if the read did not find it, or found it past its time."""
    event = found.get(RecordedEvent, event_id) if event_id.startswith("evt_") else None
    if event is None or event.expires_at <= now:
        raise errors.EventNotFound(
            f"There is no event {event_id} of the last {KEPT_FOR.days} days; GET /v1/events lists yours.",
            param="eventId",
        )
    return event
