"""GET /v1/webhooks/{webhook_endpoint_id}"""

from commerce.context import Context
from commerce.domain.webhook_endpoints import WEBHOOK_ENDPOINTS, WebhookEndpoint
from commerce.edge.operation import operation
from commerce.usecases.webhook_endpoints import endpoints_in


@operation("GET", "/v1/webhooks/{webhook_endpoint_id}")
def handler(ctx: Context, webhook_endpoint_id: str) -> WebhookEndpoint:
    """Read a webhook endpoint; its secret is not shown."""
    return endpoints_in(ctx.store.read(WEBHOOK_ENDPOINTS)).found(webhook_endpoint_id)
