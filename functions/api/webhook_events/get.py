"""GET /v1/webhook-events/{webhook_event_id}"""

from commerce.context import Context
from commerce.domain.webhooks import WebhookEvent
from commerce.edge.operation import operation
from commerce.usecases.webhook_events import found_delivery


@operation("GET", "/v1/webhook-events/{webhook_event_id}")
def handler(ctx: Context, webhook_event_id: str) -> WebhookEvent:
    """Read a delivery of the last 30 days with its tries."""
    return found_delivery(ctx.store.read(webhook_event_id), webhook_event_id, ctx.now())
