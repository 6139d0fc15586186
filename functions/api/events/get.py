"""GET /v1/events/{event_id}"""

from commerce.context import Context
from commerce.domain.recorded_events import RecordedEvent
from commerce.edge.operation import operation
from commerce.usecases.events import found_event


@operation("GET", "/v1/events/{event_id}")
def handler(ctx: Context, event_id: str) -> RecordedEvent:
    """Read an event of the last 30 days, as it was told."""
    return found_event(ctx.store.read(event_id), event_id, ctx.real_now())
