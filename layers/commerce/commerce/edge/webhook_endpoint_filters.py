"""What the list of webhook endpoints can be asked for."""

from typing import Annotated

from commerce.domain.lifecycle import WebhookEndpointStatus
from commerce.edge.filters import ANY_CASE, CreatedFilters


class WebhookEndpointFilters(CreatedFilters):
    """Which webhook endpoints."""

    status: Annotated[WebhookEndpointStatus, ANY_CASE] | None = None
