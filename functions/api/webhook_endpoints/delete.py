"""DELETE /v1/webhooks/{webhook_endpoint_id}"""

from commerce.context import Context
from commerce.domain.webhook_endpoints import WebhookEndpoint
from commerce.edge.operation import operation
from commerce.usecases import webhook_endpoints


@operation("DELETE", "/v1/webhooks/{webhook_endpoint_id}")
def handler(ctx: Context, webhook_endpoint_id: str) -> WebhookEndpoint:
    """Delete a webhook endpoint; deliveries to it that wait are given up."""
    return webhook_endpoints.delete(ctx, webhook_endpoint_id)
