"""Deliveries as merchants see them: listed, sent again one by one or as a range, and tested."""

import json
from dataclasses import replace
from datetime import datetime, timedelta

from aws_lambda_powertools import Logger

from commerce.context import Context
from commerce.domain import errors
from commerce.domain.events import EVENT_TYPES, Event
from commerce.domain.ids import created_at, first_id_at
from commerce.domain.lifecycle import WebhookEndpointStatus
from commerce.domain.recorded_events import RecordedEvent
from commerce.domain.webhook_endpoints import ALL_EVENTS, WEBHOOK_ENDPOINTS, WebhookEndpoint
from commerce.domain.webhook_replays import MOST_REPLAYED, ReplayWebhookEvents, WebhookReplay
from commerce.domain.webhooks import KEPT_FOR, WebhookEvent, delivery_id
from commerce.store.lists import Listed, Selection, list_entities
from commerce.store.store import Found
from commerce.store.writes import Create, Replace, Write
from commerce.usecases.commit import (
    CREATED,
    OK,
    answered_record,
    commit,
    remember,
    replay,
    require_version,
    until_written,
)
from commerce.usecases.deliveries import Asked
from commerce.usecases.webhook_endpoints import endpoints_in

MAX_LIST_READS = 5
"""Pages of an unfiltered list that are looked through for one type of event."""
TEST_EVENT = "webhook_endpoint.test"

logger = Logger(service="flint")


def listed(ctx: Context, selection: Selection, *, event_type: str | None) -> Listed[WebhookEvent]:
    """The selected deliveries, newest first; what is past its time is not there, whether or not its row still is.

    No index holds types: a page for one of them may be short, or empty, though more follow.
    """
    oldest = first_id_at("whev", ctx.now() - KEPT_FOR)
    part = replace(selection, low=max(oldest, selection.low or oldest))
    if event_type is None:
        return list_entities(ctx.store, WebhookEvent, part)
    kept: list[WebhookEvent] = []
    for _ in range(MAX_LIST_READS):
        read = list_entities(ctx.store, WebhookEvent, part)
        kept += [delivery for delivery in read.entities if delivery.event_type == event_type]
        if read.more_below is None or len(kept) >= selection.limit:
            break
        part = replace(part, below=read.more_below)
    more = kept[selection.limit - 1].id if len(kept) > selection.limit else read.more_below
    return Listed(kept[: selection.limit], more)


def found_delivery(found: Found, webhook_event_id: str, now: datetime) -> WebhookEvent:
    """Raises WebhookEventNotFound if the read did not find it, or found it past its time."""
    delivery = found.get(WebhookEvent, webhook_event_id)
    if delivery is None or delivery.expires_at <= now:
        raise errors.WebhookEventNotFound(
            f"There is no delivery {webhook_event_id} of the last {KEPT_FOR.days} days; "
            "GET /v1/webhook-events lists yours.",
            param="webhookEventId",
        )
    return delivery


def resend(ctx: Context, webhook_event_id: str) -> WebhookEvent:
    """Send an event to its endpoint again, whatever came of it, with the whole schedule before it."""

    def change() -> WebhookEvent:
        found = ctx.read(webhook_event_id, WEBHOOK_ENDPOINTS)
        replay(ctx, found)
        delivery = found_delivery(found, webhook_event_id, ctx.now())
        require_version(ctx, delivery.version)
        _require_enabled(endpoints_in(found).found(delivery.webhook_endpoint_id))
        again = delivery.sent_again(ctx.now())
        writes: list[Write] = [Replace(again, delivery.version), *remember(ctx, answered_record(ctx, again, OK))]
        commit(ctx, writes)
        return again

    delivery = until_written(ctx, change)
    _ask_for(ctx, [delivery])
    return delivery


def send_test(ctx: Context, endpoint_id: str) -> WebhookEvent:
    """Send an endpoint an event that is a test, whatever it subscribes to; its data is the endpoint itself."""

    def change() -> WebhookEvent:
        found = ctx.read(WEBHOOK_ENDPOINTS)
        replay(ctx, found)
        endpoint = endpoints_in(found).found(endpoint_id)
        require_version(ctx, endpoint.version)
        _require_enabled(endpoint)
        event = _test_event(ctx, endpoint)
        delivery = _new(endpoint_id, event, ctx.now())
        writes: list[Write] = [Create(event), Create(delivery)]
        commit(ctx, [*writes, *remember(ctx, answered_record(ctx, delivery, CREATED))])
        return delivery

    delivery = until_written(ctx, change)
    _ask_for(ctx, [delivery])
    return delivery


def replay_range(ctx: Context, endpoint_id: str, command: ReplayWebhookEvents) -> WebhookReplay:
    """Send past events to an endpoint, those that it has had too; the oldest first, a page of them at a time."""

    def change() -> tuple[WebhookReplay, list[WebhookEvent]]:
        found = ctx.read(WEBHOOK_ENDPOINTS)
        replay(ctx, found)
        endpoint = endpoints_in(found).found(endpoint_id)
        require_version(ctx, endpoint.version)
        _require_enabled(endpoint)
        events, more_before = _events_within(ctx, command)
        known = ctx.store.read(*(delivery_id(event.event_id, endpoint_id) for event in events)) if events else None
        deliveries: list[WebhookEvent] = []
        writes: list[Write] = []
        for event in events:
            before = None if known is None else known.get(WebhookEvent, delivery_id(event.event_id, endpoint_id))
            after = _new(endpoint_id, event, ctx.now()) if before is None else before.sent_again(ctx.now())
            writes.append(Create(after) if before is None else Replace(after, before.version))
            deliveries.append(after)
        answer = WebhookReplay(webhook_endpoint_id=endpoint_id, sent=len(events), more_before=more_before)
        commit(ctx, [*writes, *remember(ctx, answered_record(ctx, answer, OK))])
        return answer, deliveries

    answer, deliveries = until_written(ctx, change)
    _ask_for(ctx, sorted(deliveries, key=lambda delivery: delivery.event_id))
    return answer


def _events_within(ctx: Context, command: ReplayWebhookEvents) -> tuple[list[RecordedEvent], datetime | None]:
    """The newest events of a range, and before which moment it goes on; None if these are all."""
    low = first_id_at("evt", max(command.created_after, ctx.now() - KEPT_FOR))
    below = None if command.created_before is None else first_id_at("evt", command.created_before)
    read = list_entities(ctx.store, RecordedEvent, Selection(low=low, below=below, limit=MOST_REPLAYED))
    wanted = set(command.event_types) - {ALL_EVENTS} or EVENT_TYPES.keys()
    kept = [event for event in read.entities if event.event_type in wanted and event.event_type != TEST_EVENT]
    # The last one's millisecond is looked at again: others may share it, and twice is better than not at all.
    more = None if read.more_below is None else created_at(read.more_below) + timedelta(milliseconds=1)
    return kept, more


def _require_enabled(endpoint: WebhookEndpoint) -> None:
    if endpoint.status is WebhookEndpointStatus.DISABLED:
        raise errors.WebhookEndpointDisabled(
            f"Endpoint {endpoint.id} is disabled; enable it with PATCH /v1/webhooks/{endpoint.id} first.",
            supported_actions=["webhookEndpoints.update"],
        )


def _test_event(ctx: Context, endpoint: WebhookEndpoint) -> RecordedEvent:
    event = Event(
        event_id=ctx.new_id("evt"),
        event_type=TEST_EVENT,
        mode=ctx.tenant.mode,
        merchant_id=ctx.tenant.merchant_id,
        created_at=ctx.now(),
        data=json.loads(endpoint.to_answer()),
    )
    told = {name: getattr(event, name) for name in Event.model_fields}
    return RecordedEvent(**told, resource_id=endpoint.id)


def _new(endpoint_id: str, event: RecordedEvent, now: datetime) -> WebhookEvent:
    """A delivery that waits for its first try."""
    return WebhookEvent(
        id=delivery_id(event.event_id, endpoint_id),
        webhook_endpoint_id=endpoint_id,
        event_id=event.event_id,
        event_type=event.event_type,
        next_try_at=now,
        created_at=event.created_at,
        updated_at=now,
    )


def _ask_for(ctx: Context, deliveries: list[WebhookEvent]) -> None:
    """Hand tries to the queue. What is lost on the way is overdue soon and swept up: no caller is refused for it."""
    if ctx.request.dry_run:
        return
    try:
        messages = [Asked.next_of(ctx.tenant, delivery).message() for delivery in deliveries]
        ctx.runtime.dispatch.enqueue(messages, slow=True)
    except errors.Unavailable as unavailable:
        logger.warning("deliveries_left_to_the_sweep", count=len(deliveries), reason=repr(unavailable.__cause__))
