"""PATCH /v1/webhooks/{webhook_endpoint_id}"""

from commerce.context import Context
from commerce.domain.webhook_endpoints import UpdateWebhookEndpoint, WebhookEndpoint
from commerce.edge.operation import operation
from commerce.usecases import webhook_endpoints


@operation("PATCH", "/v1/webhooks/{webhook_endpoint_id}")
def handler(ctx: Context, webhook_endpoint_id: str, body: UpdateWebhookEndpoint) -> WebhookEndpoint:
    """Change a webhook endpoint, or enable it again."""
    return webhook_endpoints.update(ctx, webhook_endpoint_id, body)
