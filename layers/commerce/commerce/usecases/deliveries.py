"""Deliveries: an event to the endpoints that want it, try by try.

The first try runs straight from a queue. Only a failure starts a schedule, which waits as long as it is told and asks
for each try. When the next one is due stands on the delivery too: a sweep takes up what its schedule forgot.
"""

import random
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from commerce.context import Context
from commerce.domain import errors
from commerce.domain.entity import camel_keys
from commerce.domain.events import Event
from commerce.domain.lifecycle import WebhookEndpointStatus, WebhookEventStatus
from commerce.domain.recorded_events import RecordedEvent
from commerce.domain.webhook_endpoints import WEBHOOK_ENDPOINTS, WebhookEndpoint, WebhookEndpoints
from commerce.domain.webhook_signing import signature_headers
from commerce.domain.webhooks import EndpointHealth, Outcome, WebhookEvent, delivery_id, reason_to_disable
from commerce.store.keys import Tenant, webhook_health_name
from commerce.store.writes import Create, Replace, TransactionLost, Write
from commerce.usecases.commit import CHANGE_TRIES, outbox
from commerce.usecases.webhook_endpoints import endpoints_in, secret_of

DELETED = "The endpoint was deleted."
DISABLED = "The endpoint is disabled."
NOT_KEPT = "The event is no longer kept."


@dataclass(frozen=True, slots=True)
class Asked:
    """One try: of which event, to which endpoint, in which run of the schedule, after how many tries of that."""

    merchant_id: str
    mode: str
    endpoint_id: str
    event_id: str
    event_type: str
    run: int = 1
    position: int = 0

    @property
    def tenant(self) -> Tenant:
        """Whose event it is."""
        return Tenant(self.merchant_id, self.mode)

    @property
    def delivery_id(self) -> str:
        """The id of the delivery that it belongs to."""
        return delivery_id(self.event_id, self.endpoint_id)

    def message(self) -> dict[str, Any]:
        """As it travels through queues and schedules."""
        return camel_keys(asdict(self))

    @classmethod
    def of_message(cls, message: Mapping[str, Any]) -> "Asked":
        """Undo `message`. Raises KeyError or ValueError for what is none."""
        return cls(
            merchant_id=str(message["merchantId"]),
            mode=str(message["mode"]),
            endpoint_id=str(message["endpointId"]),
            event_id=str(message["eventId"]),
            event_type=str(message["eventType"]),
            run=int(message["run"]),
            position=int(message["position"]),
        )

    @classmethod
    def next_of(cls, tenant: Tenant, delivery: WebhookEvent) -> "Asked":
        """The try that a delivery is waiting for."""
        return cls(
            merchant_id=tenant.merchant_id,
            mode=tenant.mode,
            endpoint_id=delivery.webhook_endpoint_id,
            event_id=delivery.event_id,
            event_type=delivery.event_type,
            run=delivery.run,
            position=delivery.position,
        )


@dataclass(frozen=True, slots=True)
class _Standing:
    """Everything that a try goes by, as one read found it."""

    held: WebhookEndpoints
    endpoint: WebhookEndpoint | None
    health: EndpointHealth
    delivery: WebhookEvent | None
    event: RecordedEvent | None

    def waits_for(self, asked: Asked) -> bool:
        """True if this very try was not made yet."""
        if self.delivery is None:
            return (asked.run, asked.position) == (1, 0)
        its = (self.delivery.run, self.delivery.position)
        return self.delivery.status is WebhookEventStatus.PENDING and its == (asked.run, asked.position)

    def why_not(self, now: datetime) -> str | None:
        """Why nothing can be sent."""
        if self.endpoint is None:
            return DELETED
        if self.endpoint.status is WebhookEndpointStatus.DISABLED:
            return DISABLED
        return NOT_KEPT if self.event is None or self.event.expires_at <= now else None


@dataclass(frozen=True, slots=True)
class Takers:
    """A merchant's webhook endpoints, and which of them would stand in the way of others."""

    endpoints: tuple[WebhookEndpoint, ...]
    hampering: frozenset[str]


def takers_of(ctx: Context, event_types: Collection[str]) -> Takers:
    """The endpoints that want any of these events: one read if there is none, else two, however many events."""
    held = endpoints_in(ctx.store.read(WEBHOOK_ENDPOINTS))
    wanting = tuple(each for each in held.endpoints if any(each.wants(event_type) for event_type in event_types))
    if not wanting:
        return Takers((), frozenset())
    found = ctx.store.read(*(webhook_health_name(endpoint.id) for endpoint in wanting))
    healths = (found.get(EndpointHealth, webhook_health_name(endpoint.id)) for endpoint in wanting)
    return Takers(wanting, frozenset(health.endpoint_id for health in healths if health is not None and health.hampers))


def fan_out(ctx: Context, event_id: str, event_type: str, takers: Takers | None = None) -> int:
    """Ask for the first try at each endpoint that wants an event; how many do. takers: read already, with others'.

    Endpoints that are slow or fail go through a queue of their own: none of them delays the others.
    """
    takers = takers or takers_of(ctx, [event_type])
    wanting = [endpoint.id for endpoint in takers.endpoints if endpoint.wants(event_type)]
    lanes: dict[bool, list[dict[str, Any]]] = {False: [], True: []}
    for endpoint_id in wanting:
        asked = Asked(ctx.tenant.merchant_id, ctx.tenant.mode, endpoint_id, event_id, event_type)
        lanes[endpoint_id in takers.hampering].append(asked.message())
    for slow, messages in lanes.items():
        if messages:
            ctx.runtime.dispatch.enqueue(messages, slow=slow)
    return len(wanting)


def try_first(ctx: Context, asked: Asked) -> WebhookEvent | None:
    """Make the first try of a run; a failure starts its schedule. None: there is nothing to deliver."""
    delivery = make_try(ctx, asked)
    if delivery is not None and delivery.status is WebhookEventStatus.PENDING and delivery.position > 0:
        schedule(ctx, delivery)
    return delivery


def schedule(ctx: Context, delivery: WebhookEvent) -> None:
    """Start the schedule of a delivery's further tries, unless it runs already."""
    asked = {**Asked.next_of(ctx.tenant, delivery).message(), "waitSeconds": wait_seconds(ctx, delivery)}
    ctx.runtime.dispatch.start(f"{delivery.id}-{delivery.run}", asked)


def wait_seconds(ctx: Context, delivery: WebhookEvent) -> int:
    """How long to wait until its next try."""
    assert delivery.next_try_at is not None
    return max(0, round((delivery.next_try_at - ctx.now()).total_seconds()))


def make_try(ctx: Context, asked: Asked) -> WebhookEvent | None:
    """Make this very try, unless it was made or is not waited for; the delivery as it then is, None if there is none.

    Two processes that make it at the same moment send twice and count once: at least once is what is promised.
    """
    standing = _read(ctx, asked)
    if not standing.waits_for(asked):
        return standing.delivery
    if standing.why_not(ctx.now()) is not None:
        return _give_up(ctx, asked, standing)
    assert standing.endpoint is not None
    assert standing.event is not None
    outcome = _send(ctx, standing.endpoint, standing.event)
    for _ in range(CHANGE_TRIES):
        if not standing.waits_for(asked):
            return standing.delivery
        delivery, writes = _after(ctx, asked, standing, outcome)
        try:
            ctx.store.write(writes)
        except TransactionLost:
            standing = _read(ctx, asked)
            continue
        return delivery
    raise errors.StorageUnavailable("The endpoint's rows are busy; the try is made again.")


def _read(ctx: Context, asked: Asked) -> _Standing:
    health = webhook_health_name(asked.endpoint_id)
    found = ctx.store.read(WEBHOOK_ENDPOINTS, health, asked.delivery_id, asked.event_id)
    held = endpoints_in(found)
    return _Standing(
        held,
        held.get(asked.endpoint_id),
        found.get(EndpointHealth, health) or EndpointHealth(endpoint_id=asked.endpoint_id),
        found.get(WebhookEvent, asked.delivery_id),
        found.get(RecordedEvent, asked.event_id),
    )


def _send(ctx: Context, endpoint: WebhookEndpoint, event: RecordedEvent) -> Outcome:
    """One signed request with the event as it stands on the bus, the same bytes on every try."""
    told = {name: getattr(event, name) for name in Event.model_fields}
    body, now = Event(**told).to_answer(), ctx.now()
    secrets = [secret_of(ctx, endpoint, generation) for generation in endpoint.generations_at(now)]
    # By the real clock, whatever a sandbox's says: receivers refuse signatures that are old or to come.
    headers = signature_headers(secrets, event.event_id, int(ctx.real_now().timestamp()), body)
    reach = ctx.runtime.webhook_reach(ctx.tenant.mode)
    return ctx.runtime.send(endpoint.url, body, {**headers, "X-Flint-Event-Type": event.event_type}, reach)


def _new(ctx: Context, asked: Asked, event: RecordedEvent) -> WebhookEvent:
    return WebhookEvent(
        id=asked.delivery_id,
        webhook_endpoint_id=asked.endpoint_id,
        event_id=asked.event_id,
        event_type=asked.event_type,
        version=0,
        created_at=event.created_at,
        updated_at=ctx.now(),
    )


def _after(ctx: Context, asked: Asked, standing: _Standing, outcome: Outcome) -> tuple[WebhookEvent, list[Write]]:
    """The delivery after a try, and all that changes with it."""
    assert standing.event is not None
    now, jitter = ctx.now(), random.random()  # noqa: S311 (jitter is no secret)
    before = standing.delivery or _new(ctx, asked, standing.event)
    delivery = before.after(outcome, now, jitter)
    writes: list[Write] = [Create(delivery) if standing.delivery is None else Replace(delivery, before.version)]
    health = standing.health.after(outcome, now)
    if health is not standing.health:
        known = standing.health.version
        writes.append(Replace(health, known) if known else Create(health))
    endpoint = standing.held.get(asked.endpoint_id)
    why = None if endpoint is None else reason_to_disable(endpoint, health, outcome, now)
    if endpoint is not None and why is not None and endpoint.status is WebhookEndpointStatus.ENABLED:
        held = standing.held.with_changed(endpoint.disabled(now, why))
        (entry,) = outbox(ctx, "webhook_endpoint.disabled")
        writes.append(Replace(held, standing.held.version, (entry.evolve(part=endpoint.id),)))
    return delivery, writes


def _give_up(ctx: Context, asked: Asked, standing: _Standing) -> WebhookEvent | None:
    """End a delivery for which nothing can be sent; without a row there is nothing to end."""
    if standing.delivery is None:
        return None
    why = standing.why_not(ctx.now())
    assert why is not None
    ended = standing.delivery.given_up(ctx.now(), why)
    try:
        ctx.store.write([Replace(ended, standing.delivery.version)])
    except TransactionLost:  # somebody else has come by; what they found is as true
        return _read(ctx, asked).delivery
    return ended
