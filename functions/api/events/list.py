"""GET /v1/events"""

from commerce.context import Context
from commerce.domain.recorded_events import RecordedEvent
from commerce.edge.event_filters import EventFilters
from commerce.edge.filters import Page
from commerce.edge.operation import operation
from commerce.usecases.events import listed


@operation("GET", "/v1/events")
def handler(ctx: Context, query: EventFilters) -> Page[RecordedEvent]:
    """List events of the last 30 days, newest first; one stands here a moment after its change."""
    return query.page(listed(ctx, query.selection("evt", status=query.event_type, customer_id=query.about)))
