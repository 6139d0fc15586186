"""POST /v1/webhooks/{webhook_endpoint_id}/replay"""

from commerce.context import Context
from commerce.domain.webhook_replays import ReplayWebhookEvents, WebhookReplay
from commerce.edge.operation import operation
from commerce.usecases import webhook_events


@operation("POST", "/v1/webhooks/{webhook_endpoint_id}/replay", delivers=True)
def handler(ctx: Context, webhook_endpoint_id: str, body: ReplayWebhookEvents) -> WebhookReplay:
    """Send past events to a webhook endpoint, also those that it has had, or that happened before it was registered.

    One call looks at 40 events, the newest of the range; while `moreBefore` is there, send it as `createdBefore`.
    """
    return webhook_events.replay_range(ctx, webhook_endpoint_id, body)
