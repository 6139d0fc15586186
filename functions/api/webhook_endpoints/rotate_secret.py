"""POST /v1/webhooks/{webhook_endpoint_id}/rotate-secret"""

from commerce.context import Context
from commerce.domain.webhook_endpoints import NewWebhookEndpoint, RotateWebhookSecret
from commerce.edge.operation import operation
from commerce.usecases import webhook_endpoints


@operation("POST", "/v1/webhooks/{webhook_endpoint_id}/rotate-secret", derives_secrets=True)
def handler(ctx: Context, webhook_endpoint_id: str, body: RotateWebhookSecret) -> NewWebhookEndpoint:
    """Give a webhook endpoint a new secret, shown this once.

    The old one signs beside it for 24 hours more, or for as long as the body says.
    """
    return webhook_endpoints.rotate_secret(ctx, webhook_endpoint_id, body)
