"""POST /v1/webhooks/{webhook_endpoint_id}/send-test"""

from commerce.context import Context
from commerce.domain.webhooks import WebhookEvent
from commerce.edge.operation import operation
from commerce.usecases import webhook_events


@operation("POST", "/v1/webhooks/{webhook_endpoint_id}/send-test", status=201, delivers=True)
def handler(ctx: Context, webhook_endpoint_id: str) -> WebhookEvent:
    """Send a webhook endpoint a `webhook_endpoint.test` event, whatever it subscribes to.

    The answer is its delivery; read it again a moment later to see what the endpoint answered.
    """
    return webhook_events.send_test(ctx, webhook_endpoint_id)
