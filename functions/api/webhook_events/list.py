"""GET /v1/webhook-events"""

from commerce.context import Context
from commerce.domain.webhooks import WebhookEvent
from commerce.edge.filters import Page
from commerce.edge.operation import operation
from commerce.edge.webhook_event_filters import WebhookEventFilters
from commerce.usecases.webhook_events import listed


@operation("GET", "/v1/webhook-events")
def handler(ctx: Context, query: WebhookEventFilters) -> Page[WebhookEvent]:
    """List deliveries of the last 30 days, newest event first: tries, answers, and when the next try is due."""
    selection = query.selection("whev", status=query.status, customer_id=query.webhook_endpoint_id)
    return query.page(listed(ctx, selection, event_type=query.event_type))
