"""Webhook deliveries: when an event is sent to an endpoint, again and again until it is accepted or given up.

All delays stand here; what waits only waits as long as it is told.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated

from pydantic import Field, computed_field

from commerce.domain.entity import INTERNAL, Shape
from commerce.domain.ids import RANDOM_BITS, decode, encode
from commerce.domain.lifecycle import WEBHOOK_EVENT_TRANSITIONS, WebhookEventStatus
from commerce.domain.webhook_endpoints import FAILING, GONE, WebhookEndpoint

RETRY_DELAYS = (
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=14),
    timedelta(hours=20),
    timedelta(hours=24),
)
"""After the first try, which is made at once. Source: the schedule that Svix, the specification's home, publishes."""

MOST_TRIES = 1 + len(RETRY_DELAYS)
JITTER = 0.1
"""A delay is up to this part longer: what failed together does not come back together."""
LONGEST_RETRY_AFTER = timedelta(hours=24)
TRY_SECONDS = 10.0
SLOW_MS = 2_000
DISABLED_AFTER = timedelta(days=5)
KEPT_FOR = timedelta(days=30)
KEPT_TRIES = 20
MAX_KEPT_BODY = 500
"""Characters of an endpoint's answer that are kept."""
OVERDUE_AFTER = timedelta(minutes=2)
"""A try that is this late waits for nobody any more: its execution is gone."""
ACCEPTS_RETRY_AFTER = frozenset({429, 503})
HTTP_GONE = 410


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a try. status: None if there was no answer, and `error` says why.

    retry_after_seconds: what the endpoint asked for.
    """

    duration_ms: int
    status: int | None = None
    error: str | None = None
    body: str | None = None
    retry_after_seconds: int | None = None

    @property
    def accepted(self) -> bool:
        """True for any 2xx; a redirect is none, and is not followed."""
        return self.status is not None and 200 <= self.status < 300


class WebhookTry(Shape):
    """One request to an endpoint."""

    tried_at: datetime
    duration_ms: int
    response_status: int | None = Field(default=None, description="Null if there was no answer.")
    response_body: str | None = Field(default=None, description="The beginning of the answer.")
    error: str | None = Field(default=None, description="Why there was no answer.")


class WebhookEvent(Shape):
    """The delivery of one event to one endpoint."""

    id: str
    webhook_endpoint_id: str
    event_id: str
    event_type: str
    status: WebhookEventStatus = WebhookEventStatus.PENDING
    tries: tuple[WebhookTry, ...] = Field(default=(), description="The last 20, the oldest first.")
    try_count: int = Field(default=0, description="All tries, those of before it was sent again included.")
    next_try_at: datetime | None = None
    failure_reason: str | None = None
    version: int = 1
    created_at: datetime
    updated_at: datetime
    run: Annotated[int, INTERNAL] = 1
    """Which execution of the schedule is at it."""
    position: Annotated[int, INTERNAL] = 0
    """Tries that were made in the schedule as it runs now."""

    @computed_field
    def webhook_event_id(self) -> str:
        """The same as `id`."""
        return self.id

    @computed_field
    def response_status(self) -> int | None:
        """What the endpoint answered last; null if it did not."""
        return self.tries[-1].response_status if self.tries else None

    @property
    def due_at(self) -> datetime | None:
        """When somebody has to look whether its next try was forgotten."""
        return None if self.next_try_at is None else self.next_try_at + OVERDUE_AFTER

    @property
    def expires_at(self) -> datetime:
        """From when on it can't be read any more."""
        return self.created_at + KEPT_FOR

    def after(self, outcome: Outcome, now: datetime, jitter: float) -> "WebhookEvent":
        """Once a try was made. jitter: 0 to 1, of the delay's spread."""
        made = WebhookTry(
            tried_at=now,
            duration_ms=outcome.duration_ms,
            response_status=outcome.status,
            response_body=outcome.body,
            error=outcome.error,
        )
        tried = self.evolve(
            tries=(*self.tries, made)[-KEPT_TRIES:],
            try_count=self.try_count + 1,
            position=self.position + 1,
        )
        if outcome.accepted:
            return tried.moved(WebhookEventStatus.SUCCEEDED, now)
        if outcome.status == HTTP_GONE:
            return tried.moved(WebhookEventStatus.FAILED, now, GONE)
        if tried.position >= MOST_TRIES:
            return tried.moved(WebhookEventStatus.FAILED, now, f"All {MOST_TRIES} tries failed.")
        delay = delay_after(tried.position, outcome, jitter)
        return tried.evolve(next_try_at=now + delay, version=self.version + 1, updated_at=now)

    def given_up(self, now: datetime, why: str) -> "WebhookEvent":
        """Ended without a try."""
        return self.moved(WebhookEventStatus.FAILED, now, why)

    def sent_again(self, now: datetime) -> "WebhookEvent":
        """With the whole schedule before it, from now on."""
        fresh = self.evolve(run=self.run + 1, position=0)
        if self.status is WebhookEventStatus.PENDING:
            return fresh.evolve(next_try_at=now, version=self.version + 1, updated_at=now)
        return fresh.moved(WebhookEventStatus.PENDING, now).evolve(next_try_at=now)

    def restarted(self, now: datetime) -> "WebhookEvent":
        """Where it stands in the schedule, with another execution, since the one that it had is gone."""
        return self.evolve(run=self.run + 1, next_try_at=now, version=self.version + 1, updated_at=now)

    def moved(self, status: WebhookEventStatus, now: datetime, why: str | None = None) -> "WebhookEvent":
        """In another status, with nothing more to wait for."""
        assert status in WEBHOOK_EVENT_TRANSITIONS[self.status], "the table of statuses says what may come"
        return self.evolve(
            status=status, failure_reason=why, next_try_at=None, version=self.version + 1, updated_at=now
        )


class EndpointHealth(Shape):
    """How an endpoint does; written when that changes, not with every delivery."""

    endpoint_id: str
    failing_since: datetime | None = None
    """The first failure since it last accepted anything."""
    slow: bool = False
    """It took long for its last try, or did not answer it at all."""
    version: int = 0
    """0: there is no row yet."""

    @property
    def hampers(self) -> bool:
        """True if its deliveries must not stand in the way of others'."""
        return self.slow or self.failing_since is not None

    def after(self, outcome: Outcome, now: datetime) -> "EndpointHealth":
        """Once a try was made; itself if that tells nothing new."""
        failing_since = None if outcome.accepted else (self.failing_since or now)
        slow = outcome.duration_ms >= SLOW_MS
        if (failing_since, slow) == (self.failing_since, self.slow):
            return self
        return self.evolve(failing_since=failing_since, slow=slow, version=self.version + 1)


def delivery_id(event_id: str, endpoint_id: str) -> str:
    """The one id of an event's delivery to an endpoint: made in the event's millisecond, and the same every time."""
    made_in = decode(event_id.rpartition("_")[2]) >> RANDOM_BITS << RANDOM_BITS
    digest = hashlib.sha256(f"{event_id}/{endpoint_id}".encode()).digest()
    return f"whev_{encode(made_in | int.from_bytes(digest[: RANDOM_BITS // 8], 'big'))}"


def delay_after(position: int, outcome: Outcome, jitter: float) -> timedelta:
    """How long to wait after the try at this position, 1 being the first; in whole seconds.

    An endpoint that says when to come back, with a 429 or 503, is waited for, at most a day; never less than planned.
    """
    assert 1 <= position < MOST_TRIES
    assert 0 <= jitter <= 1
    delay = RETRY_DELAYS[position - 1] * (1 + JITTER * jitter)
    if outcome.status in ACCEPTS_RETRY_AFTER and outcome.retry_after_seconds is not None:
        asked = min(outcome.retry_after_seconds, int(LONGEST_RETRY_AFTER.total_seconds()))
        delay = max(delay, timedelta(seconds=asked))
    return timedelta(seconds=round(delay.total_seconds()))


def reason_to_disable(endpoint: WebhookEndpoint, health: EndpointHealth, outcome: Outcome, now: datetime) -> str | None:
    """Why an endpoint gets nothing more after this try; None: it goes on. health: as it is after the try."""
    if outcome.status == HTTP_GONE:
        return GONE
    if outcome.accepted or health.failing_since is None:
        return None
    since = max(health.failing_since, endpoint.enabled_at)
    return FAILING if now - since >= DISABLED_AFTER else None
