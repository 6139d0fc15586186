"""Webhook endpoints and their deliveries as examples show them; identifiers and moments are the walk-through's."""

from __future__ import annotations

from datetime import datetime

from commerce.domain.webhook_endpoints import GONE, WebhookEndpoint

URL = "https://example.com/flint/webhooks"


def example_endpoint(endpoint_id: str, made_at: datetime) -> WebhookEndpoint:
    """An endpoint that is told of two types."""
    return WebhookEndpoint(
        id=endpoint_id,
        url=URL,
        subscribed_events=("order.paid", "order.refunded"),
        description="Shipping",
        created_at=made_at,
        updated_at=made_at,
        enabled_at=made_at,
    )


def disabled_endpoint(endpoint: WebhookEndpoint, at: datetime) -> WebhookEndpoint:
    """The endpoint once it has answered that it is gone."""
    return endpoint.disabled(at, GONE)
