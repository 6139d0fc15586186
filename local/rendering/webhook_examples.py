"""Webhook endpoints and their deliveries as examples show them; identifiers and moments are the walk-through's."""

from __future__ import annotations

from datetime import datetime, timedelta

from commerce.domain.dead_letter_kinds import DeadLetterReason, DeadLetterSource
from commerce.domain.dead_letters import DeadLetter
from commerce.domain.webhook_endpoints import GONE, WebhookEndpoint
from commerce.domain.webhook_replays import WebhookReplay
from commerce.domain.webhooks import Outcome, WebhookEvent

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


def example_delivery(identity: str, event_id: str, endpoint_id: str, made_at: datetime) -> WebhookEvent:
    """A delivery whose first try failed."""
    fresh = WebhookEvent(
        id=identity,
        webhook_endpoint_id=endpoint_id,
        event_id=event_id,
        event_type="order.paid",
        version=0,
        created_at=made_at,
        updated_at=made_at,
    )
    return fresh.after(Outcome(184, 502, body="Bad Gateway"), made_at, jitter=0)


def example_replay(endpoint_id: str) -> WebhookReplay:
    """A replay that was all of its range."""
    return WebhookReplay(webhook_endpoint_id=endpoint_id, sent=12)


def example_letter(identity: str, event_id: str, endpoint_id: str, sent_at: datetime) -> DeadLetter:
    """A first try that no worker could note down."""
    return DeadLetter(
        id=identity,
        source=DeadLetterSource.DELIVERIES,
        reason=DeadLetterReason.EXHAUSTED,
        reason_message="It was received 5 times and never worked off.",
        event_id=event_id,
        event_type="order.paid",
        webhook_endpoint_id=endpoint_id,
        receive_count=5,
        body_sha256="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        body_bytes=214,
        died_at=sent_at + timedelta(minutes=13),
        created_at=sent_at,
        updated_at=sent_at + timedelta(minutes=13),
        body="",
    )
