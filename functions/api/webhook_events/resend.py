"""POST /v1/webhook-events/{webhook_event_id}/resend"""

from commerce.context import Context
from commerce.domain.webhooks import WebhookEvent
from commerce.edge.operation import operation
from commerce.usecases import webhook_events


@operation("POST", "/v1/webhook-events/{webhook_event_id}/resend", delivers=True)
def handler(ctx: Context, webhook_event_id: str) -> WebhookEvent:
    """Send an event to its endpoint again, now and if need be through the whole schedule.

    It carries the same `webhook-id` as before, so a receiver that has worked on it can tell.
    """
    return webhook_events.resend(ctx, webhook_event_id)
