"""GET /v1/webhooks"""

from commerce.context import Context
from commerce.domain.webhook_endpoints import WEBHOOK_ENDPOINTS, WebhookEndpoint
from commerce.edge.filters import Page
from commerce.edge.operation import operation
from commerce.edge.webhook_endpoint_filters import WebhookEndpointFilters
from commerce.usecases.webhook_endpoints import endpoints_in, listed


@operation("GET", "/v1/webhooks")
def handler(ctx: Context, query: WebhookEndpointFilters) -> Page[WebhookEndpoint]:
    """List webhook endpoints, newest first."""
    held = endpoints_in(ctx.store.read(WEBHOOK_ENDPOINTS))
    return query.page(listed(held, query.selection("whep", status=query.status)))
