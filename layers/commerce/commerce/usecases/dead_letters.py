"""Dead letters: kept from their queues row by row, listed by whose they are, and sent back to where they came from."""

import hashlib
import json
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from commerce.context import SETTINGS, Context, Runtime
from commerce.domain import errors
from commerce.domain.dead_letter_kinds import DeadLetterReason, DeadLetterSource, DeadLetterStatus
from commerce.domain.dead_letters import KEPT_FOR, OF_THE_BUS, DeadLetter, Told, dead_letter_id, told_by
from commerce.domain.ids import first_id_at
from commerce.domain.settings import Settings
from commerce.store.keys import Tenant
from commerce.store.lists import Listed, Selection, list_entities
from commerce.store.store import Found
from commerce.store.writes import Create, Replace, TransactionLost
from commerce.usecases.commit import OK, answered_record, commit, remember, replay, require_version, until_written
from commerce.usecases.deliveries import Asked


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived:
    """A message as a queue of dead letters hands it out.

    error: what EventBridge says of its delivery. replay_of: the letter whose replay it was.
    """

    source: DeadLetterSource
    message_id: str
    body: str
    sent_at: datetime
    receive_count: int
    error: str | None = None
    replay_of: str | None = None


def keep(runtime: Runtime, arrived: Arrived) -> Tenant | None:
    """Write a letter's row, the same however often it is asked; whose it is, None if it belongs to nobody here.

    Raises StorageUnavailable if it is not known that the row stands: the queue keeps the letter then.
    """
    told = told_by(arrived.source, arrived.body)
    if told.owner is None:
        return None
    ctx = Context(Tenant(*told.owner), runtime)
    if ctx.store.read(SETTINGS).get(Settings, SETTINGS) is None:
        return None
    try:
        ctx.store.write([Create(_letter(arrived, told, ctx.real_now()))])
    except TransactionLost:  # it stands there since an earlier time, and may have been sent back meanwhile
        return ctx.tenant
    return ctx.tenant


def _letter(arrived: Arrived, told: Told, now: datetime) -> DeadLetter:
    reason, message = _why(arrived)
    encoded = arrived.body.encode()
    return DeadLetter(
        id=dead_letter_id(arrived.message_id, arrived.sent_at),
        source=arrived.source,
        reason=reason,
        reason_message=message,
        resource_id=told.resource_id,
        event_id=told.event_id,
        event_type=told.event_type,
        webhook_endpoint_id=told.webhook_endpoint_id,
        receive_count=arrived.receive_count,
        body_sha256=hashlib.sha256(encoded).hexdigest(),
        body_bytes=len(encoded),
        died_at=now,
        replay_of=arrived.replay_of,
        created_at=arrived.sent_at,
        updated_at=now,
        body=arrived.body,
    )


def _why(arrived: Arrived) -> tuple[DeadLetterReason, str]:
    """What kept a message from being worked off, as far as it shows."""
    if arrived.source is DeadLetterSource.CHANGES:
        return DeadLetterReason.UNREADABLE, "Nothing could be made of the row that changed; its events were not told."
    if arrived.error is not None:
        return DeadLetterReason.UNDELIVERABLE, f"The event bus could not hand it on: {arrived.error[:100]}."
    try:
        message: Any = json.loads(arrived.body)
        if arrived.source in OF_THE_BUS:
            message = {"endpointId": "", "run": 1, "position": 0, **message["detail"]}
        Asked.of_message(message)
    except (KeyError, TypeError, ValueError) as error:
        return DeadLetterReason.UNREADABLE, f"It does not say what its worker has to know: {error!r}."[:200]
    return DeadLetterReason.EXHAUSTED, f"It was received {arrived.receive_count} times and never worked off."


def listed(ctx: Context, selection: Selection) -> Listed[DeadLetter]:
    """The selected letters, newest message first. By the real clock, which is the one that queues go by."""
    oldest = first_id_at("dlt", ctx.real_now() - KEPT_FOR)
    return list_entities(ctx.store, DeadLetter, replace(selection, low=max(oldest, selection.low or oldest)))


def found_letter(found: Found, identity: str, now: datetime) -> DeadLetter:
    """Raises DeadLetterNotFound if the read did not find it, or found it past its time."""
    letter = found.get(DeadLetter, identity)
    if letter is None or letter.created_at + KEPT_FOR <= now:
        raise errors.DeadLetterNotFound(
            f"There is no dead letter {identity} of the last {KEPT_FOR.days} days; GET /v1/dead-letters lists yours.",
            param="deadLetterId",
        )
    return letter


def send_back(ctx: Context, identity: str) -> DeadLetter:
    """Put a letter's body into the queue that it came from, byte for byte, then note that; a second time is refused.

    In this order, a process that dies in between has the body sent twice rather than never: its workers know what
    they have done.
    """

    def change() -> DeadLetter:
        found = ctx.read(identity)
        replay(ctx, found)
        letter = found_letter(found, identity, ctx.real_now())
        require_version(ctx, letter.version)
        if letter.status is DeadLetterStatus.REPLAYED:
            raise errors.DeadLetterReplayed(
                "This letter was sent back already; if it died again, GET /v1/dead-letters has another one, whose "
                "replayOf is this."
            )
        if not ctx.request.dry_run:
            ctx.runtime.dispatch.send_back(letter.source, letter.body, letter.id)
        after = letter.sent_back(ctx.real_now())
        commit(ctx, [Replace(after, letter.version), *remember(ctx, answered_record(ctx, after, OK))])
        return after

    return until_written(ctx, change)
