"""The schedule of deliveries and what ends it, worked by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from commerce.domain.ids import new_id
from commerce.domain.lifecycle import WebhookEventStatus
from commerce.domain.webhook_endpoints import FAILING, GONE, WebhookEndpoint
from commerce.domain.webhooks import (
    KEPT_TRIES,
    EndpointHealth,
    Outcome,
    WebhookEvent,
    delay_after,
    delivery_id,
    reason_to_disable,
)

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
OK, BROKEN, SILENT = Outcome(20, 200), Outcome(20, 500), Outcome(10_000, error="no answer within 10 s")
SCHEDULE = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400]
"""5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h, 24 h."""


def delivery() -> WebhookEvent:
    """One that was not tried yet."""
    return WebhookEvent(
        id="whev_1",
        webhook_endpoint_id="whep_1",
        event_id="evt_1",
        event_type="order.paid",
        version=0,
        created_at=NOW,
        updated_at=NOW,
    )


def endpoint(enabled_at: datetime = NOW) -> WebhookEndpoint:
    """One that takes everything."""
    return WebhookEndpoint(
        id="whep_1",
        url="https://example.com/",
        subscribed_events=("*",),
        created_at=NOW,
        updated_at=NOW,
        enabled_at=enabled_at,
    )


def test_always_failing_sees_the_whole_schedule() -> None:
    """Ten tries, nine waits of the contract's lengths, then failed."""
    tried, now, waits = delivery(), NOW, []
    while tried.status is WebhookEventStatus.PENDING:
        tried = tried.after(BROKEN, now, jitter=0)
        if tried.next_try_at is not None:
            waits.append(int((tried.next_try_at - now).total_seconds()))
            now = tried.next_try_at
    assert waits == SCHEDULE
    assert (tried.status, tried.try_count, tried.next_try_at) == (WebhookEventStatus.FAILED, 10, None)
    assert tried.failure_reason == "All 10 tries failed."
    assert now - NOW == timedelta(hours=75, minutes=35, seconds=5)


@pytest.mark.parametrize(("jitter", "longest"), [(0.0, 1.0), (0.5, 1.05), (1.0, 1.1)])
def test_jitter_only_lengthens_by_up_to_a_tenth(jitter: float, longest: float) -> None:
    """5 s stays 5 or becomes 5 or 6, 5 min at most 5.5 min, 24 h at most 26.4 h; whole seconds."""
    delays = [delay_after(position, BROKEN, jitter).total_seconds() for position in range(1, 10)]
    assert delays == [round(seconds * longest) for seconds in SCHEDULE]


@pytest.mark.parametrize(
    ("status", "asked", "waited"),
    [
        (429, 60, 60),
        (503, 60, 60),
        (503, 2, 5),
        (503, 10**9, 86_400),
        (500, 60, 5),
        (301, 60, 5),
        (429, None, 5),
    ],
)
def test_retry_after_is_honoured_within_bounds(status: int, asked: int | None, waited: int) -> None:
    """Of 429 and 503 alone; never less than planned, never more than a day."""
    outcome = Outcome(20, status, retry_after_seconds=asked)
    assert delay_after(1, outcome, 0).total_seconds() == waited


@pytest.mark.parametrize("status", [200, 201, 202, 204, 299])
def test_any_2xx_is_success(status: int) -> None:
    """Nothing is waited for any more."""
    done = delivery().after(Outcome(20, status), NOW, 0)
    assert (done.status, done.next_try_at, done.tries[-1].response_status) == ("succeeded", None, status)


@pytest.mark.parametrize("status", [100, 199, 300, 301, 302, 307, 308, 400, 401, 404, 429, 500, 503])
def test_anything_else_is_tried_again(status: int) -> None:
    """A redirect too: it is not followed."""
    assert delivery().after(Outcome(20, status), NOW, 0).status is WebhookEventStatus.PENDING


def test_gone_ends_at_once() -> None:
    """410: no further try, and the endpoint is disabled."""
    gone = Outcome(20, 410)
    assert delivery().after(gone, NOW, 0).status is WebhookEventStatus.FAILED
    assert reason_to_disable(endpoint(), EndpointHealth(endpoint_id="whep_1"), gone, NOW) == GONE


def test_five_days_of_nothing_but_failures_disable() -> None:
    """Counted from the first failure since anything was accepted, to the second."""
    health = EndpointHealth(endpoint_id="whep_1").after(BROKEN, NOW)
    late = NOW + timedelta(days=5)
    health = health.after(SILENT, late - timedelta(seconds=1))
    assert reason_to_disable(endpoint(), health, SILENT, late - timedelta(seconds=1)) is None
    assert reason_to_disable(endpoint(), health, SILENT, late) == FAILING


def test_one_success_starts_the_count_anew() -> None:
    """Four days of failures, a success, four more days: it goes on."""
    health = EndpointHealth(endpoint_id="whep_1").after(BROKEN, NOW).after(OK, NOW + timedelta(days=4))
    assert health.failing_since is None
    health = health.after(BROKEN, NOW + timedelta(days=4, seconds=1))
    assert reason_to_disable(endpoint(), health, BROKEN, NOW + timedelta(days=8)) is None


def test_failures_of_before_it_was_enabled_again_do_not_count() -> None:
    """Somebody has repaired it, or says so."""
    health = EndpointHealth(endpoint_id="whep_1", failing_since=NOW - timedelta(days=30))
    assert reason_to_disable(endpoint(enabled_at=NOW), health, BROKEN, NOW + timedelta(days=4)) is None


def test_health_is_written_only_when_it_changes() -> None:
    """The second success tells nothing new, nor does the second failure."""
    health = EndpointHealth(endpoint_id="whep_1")
    assert health.after(OK, NOW) is health
    failing = health.after(BROKEN, NOW)
    assert (failing.version, failing.after(BROKEN, NOW + timedelta(hours=1))) == (1, failing)
    assert failing.hampers


def test_slow_endpoint_hampers_though_it_accepts() -> None:
    """Two seconds are slow; it is quick again with the next quick answer."""
    slow = EndpointHealth(endpoint_id="whep_1").after(replace(OK, duration_ms=2_000), NOW)
    assert (slow.hampers, slow.failing_since) == (True, None)
    assert not slow.after(OK, NOW).hampers


def test_sent_again_has_the_whole_schedule_before_it() -> None:
    """Tries go on counting, the schedule begins anew; the last 20 are kept."""
    tried = delivery()
    for _ in range(3):
        while tried.position < 10:
            tried = tried.after(BROKEN, NOW, 0)
        assert tried.status is WebhookEventStatus.FAILED
        tried = tried.sent_again(NOW)
        assert (tried.status, tried.position, tried.next_try_at) == (WebhookEventStatus.PENDING, 0, NOW)
        assert tried.failure_reason is None
    assert (tried.try_count, len(tried.tries), tried.run) == (30, KEPT_TRIES, 4)


def test_delivery_has_one_id_per_event_and_endpoint() -> None:
    """The same every time, sorted with its event, another for every other pair."""
    early, late = new_id("evt", NOW), new_id("evt", NOW + timedelta(milliseconds=1))
    assert delivery_id(early, "whep_1") == delivery_id(early, "whep_1")
    assert delivery_id(early, "whep_1") < delivery_id(late, "whep_1")
    assert len({delivery_id(event, end) for event in (early, late) for end in ("whep_1", "whep_2")}) == 4
    assert len(delivery_id(early, "whep_1")) == len("whev_") + 26
