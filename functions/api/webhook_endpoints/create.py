"""POST /v1/webhooks"""

from commerce.context import Context
from commerce.domain.webhook_endpoints import CreateWebhookEndpoint, NewWebhookEndpoint
from commerce.edge.operation import operation
from commerce.usecases import webhook_endpoints


@operation("POST", "/v1/webhooks", status=201, derives_secrets=True)
def handler(ctx: Context, body: CreateWebhookEndpoint) -> NewWebhookEndpoint:
    """Register a URL that is told of events. The answer shows its secret, this once.

    Every delivery is signed with it, as the Standard Webhooks specification says.
    """
    return webhook_endpoints.create(ctx, body)
