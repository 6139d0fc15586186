"""Webhook endpoints: where a merchant wants to be told of events, and of which.

All of a merchant's endpoints are one document: an event finds those that want it with one read of one row, and their
number is limited by the document's own version.
"""

from datetime import datetime, timedelta
from typing import Annotated, Any

from pydantic import AfterValidator, Field, StringConstraints, computed_field

from commerce.domain import errors
from commerce.domain.entity import INTERNAL, Command, Flag, Metadata, Shape
from commerce.domain.events import EVENT_TYPES
from commerce.domain.lifecycle import WebhookEndpointStatus

MAX_ENDPOINTS = 16
MAX_OLD_SECRETS = 4
OLD_SECRET_VALID_FOR = timedelta(hours=24)
ALL_EVENTS = "*"
WEBHOOK_ENDPOINTS = "webhook_endpoints"
"""The row that holds them."""

REQUESTED = "You disabled it."
GONE = "It answered 410 Gone, which says that it wants no more webhooks."
FAILING = "For 5 days it accepted nothing."


def require_known(event_types: tuple[str, ...]) -> tuple[str, ...]:
    """Raises ValueError that names the unknown types and lists the known ones."""
    unknown = [event_type for event_type in event_types if event_type != ALL_EVENTS and event_type not in EVENT_TYPES]
    if unknown:
        known = ", ".join((ALL_EVENTS, *sorted(EVENT_TYPES)))
        raise ValueError(f"unknown event type: {', '.join(unknown)} (known: {known})")
    return event_types


EventType = Annotated[str, StringConstraints(min_length=1, max_length=60), Field(examples=["order.paid"])]
EventTypes = Annotated[
    tuple[EventType, ...],
    Field(min_length=1, max_length=100, description="Event types that it is told of; `*` for all."),
    AfterValidator(require_known),
]
Url = Annotated[
    str,
    StringConstraints(min_length=1, max_length=2000),
    Field(description="https, reachable from the internet.", examples=["https://example.com/flint/webhooks"]),
]
Description = Annotated[str, StringConstraints(max_length=500)]


class CreateWebhookEndpoint(Command):
    """A new endpoint."""

    url: Url
    subscribed_events: EventTypes
    description: Description | None = None
    enabled: Flag = True
    metadata: Annotated[Metadata, Field(max_length=50)] = {}


class UpdateWebhookEndpoint(Command):
    """Changes of an endpoint; what is left out stays. Its secret is rotated, not changed."""

    url: Url | None = None
    subscribed_events: EventTypes | None = None
    description: Description | None = None
    enabled: Flag | None = None
    metadata: Annotated[Metadata, Field(max_length=50)] | None = None


class RotateWebhookSecret(Command):
    """How the secret that was valid until now ends."""

    previous_secret_valid_seconds: Annotated[int, Field(strict=True, ge=0, le=86_400)] = Field(
        default=86_400, description="How long both secrets sign; 0 if the old one has leaked."
    )


class OldSecret(Shape):
    """A secret that was rotated and still signs for a while."""

    generation: int
    expires_at: datetime


class WebhookEndpoint(Shape):
    """A URL that is told of events by signed requests."""

    id: str
    url: str
    subscribed_events: tuple[str, ...]
    description: str | None = None
    status: WebhookEndpointStatus = WebhookEndpointStatus.ENABLED
    disabled_reason: str | None = None
    disabled_at: datetime | None = None
    metadata: Metadata = {}
    version: int = 1
    created_at: datetime
    updated_at: datetime
    generation: Annotated[int, INTERNAL] = 1
    old_secrets: Annotated[tuple[OldSecret, ...], INTERNAL] = ()
    enabled_at: Annotated[datetime, INTERNAL]
    """Since when it takes events: its failures count from here."""

    @computed_field
    def webhook_endpoint_id(self) -> str:
        """The same as `id`."""
        return self.id

    @computed_field
    def enabled(self) -> bool:
        """True while events are sent to it."""
        return self.status is WebhookEndpointStatus.ENABLED

    @computed_field
    def previous_secret_expires_at(self) -> datetime | None:
        """Until when a secret from before the last rotation signs too; null if none was rotated, or it has ended."""
        return self.old_secrets[0].expires_at if self.old_secrets else None

    def wants(self, event_type: str) -> bool:
        """True if it is told of events of this type."""
        subscribed = ALL_EVENTS in self.subscribed_events or event_type in self.subscribed_events
        return self.status is WebhookEndpointStatus.ENABLED and subscribed

    def generations_at(self, now: datetime) -> tuple[int, ...]:
        """The generations whose secrets sign at this moment, the newest first."""
        return (self.generation, *(old.generation for old in self.old_secrets if old.expires_at > now))

    def changed(self, now: datetime, **changes: Any) -> "WebhookEndpoint":
        """Its next version."""
        kept = tuple(old for old in self.old_secrets if old.expires_at > now)
        return self.evolve(**{"old_secrets": kept, **changes, "version": self.version + 1, "updated_at": now})

    def rotated(self, now: datetime, *, previous_valid_seconds: int) -> "WebhookEndpoint":
        """With its next secret. Raises WebhookLimitReached if too many old ones still sign."""
        kept = tuple(old for old in self.old_secrets if old.expires_at > now)
        if previous_valid_seconds == 0:  # it has leaked, and who knows which else
            kept = ()
        elif len(kept) >= MAX_OLD_SECRETS:
            raise errors.WebhookLimitReached(
                f"{MAX_OLD_SECRETS} older secrets of this endpoint still sign; rotate again when one has ended, "
                "or end them with previousSecretValidSeconds: 0.",
            )
        else:
            ends = now + timedelta(seconds=previous_valid_seconds)
            kept = (OldSecret(generation=self.generation, expires_at=ends), *kept)
        return self.changed(now, generation=self.generation + 1, old_secrets=kept)

    def disabled(self, now: datetime, reason: str) -> "WebhookEndpoint":
        """Once no event is sent to it any more; what it was disabled for first stands."""
        if self.status is WebhookEndpointStatus.DISABLED:
            return self
        return self.changed(now, status=WebhookEndpointStatus.DISABLED, disabled_reason=reason, disabled_at=now)

    def reenabled(self, now: datetime) -> "WebhookEndpoint":
        """Once events are sent to it again; failures of before are forgotten."""
        if self.status is WebhookEndpointStatus.ENABLED:
            return self
        cleared = {"disabled_reason": None, "disabled_at": None, "enabled_at": now}
        return self.changed(now, status=WebhookEndpointStatus.ENABLED, **cleared)


class NewWebhookEndpoint(WebhookEndpoint):
    """An endpoint at the moment its secret was made: the only answers that show it."""

    secret: str | None = Field(
        default=None, description="What signs, shown this once: `whsec_…`; null in a dry run.", examples=["whsec_…"]
    )

    @classmethod
    def of(cls, endpoint: WebhookEndpoint) -> "NewWebhookEndpoint":
        """The endpoint, its secret not written down."""
        return cls(**{name: getattr(endpoint, name) for name in WebhookEndpoint.model_fields})


class WebhookEndpoints(Shape):
    """All endpoints of a merchant in one mode, the oldest first."""

    endpoints: tuple[WebhookEndpoint, ...] = ()
    version: int = 0
    """0: there is no row yet."""

    def get(self, endpoint_id: str) -> WebhookEndpoint | None:
        """The endpoint of this id."""
        return next((endpoint for endpoint in self.endpoints if endpoint.id == endpoint_id), None)

    def part(self, endpoint_id: str) -> WebhookEndpoint:
        """One of them, as the data of an event."""
        endpoint = self.get(endpoint_id)
        assert endpoint is not None
        return endpoint

    def found(self, endpoint_id: str) -> WebhookEndpoint:
        """The endpoint of this id. Raises WebhookEndpointNotFound."""
        endpoint = self.get(endpoint_id)
        if endpoint is None:
            raise errors.WebhookEndpointNotFound(
                f"There is no webhook endpoint {endpoint_id}; GET /v1/webhooks lists yours.", param="webhookEndpointId"
            )
        return endpoint

    def with_new(self, endpoint: WebhookEndpoint) -> "WebhookEndpoints":
        """One more. Raises WebhookLimitReached."""
        if len(self.endpoints) >= MAX_ENDPOINTS:
            raise errors.WebhookLimitReached(
                f"A merchant has at most {MAX_ENDPOINTS} webhook endpoints in each mode; delete one first."
            )
        return self.evolve(endpoints=(*self.endpoints, endpoint), version=self.version + 1)

    def with_changed(self, endpoint: WebhookEndpoint) -> "WebhookEndpoints":
        """One of them in its next version."""
        changed = tuple(endpoint if each.id == endpoint.id else each for each in self.endpoints)
        return self.evolve(endpoints=changed, version=self.version + 1)

    def without(self, endpoint_id: str) -> "WebhookEndpoints":
        """One less."""
        left = tuple(each for each in self.endpoints if each.id != endpoint_id)
        return self.evolve(endpoints=left, version=self.version + 1)
