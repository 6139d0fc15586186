"""A sandbox's clock moved forward: from one due moment to the next, so that everything happens at its time."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from commerce.context import SETTINGS, TEST_MODE, Context
from commerce.domain import errors
from commerce.domain.sandbox_clock import AdvanceClock, SandboxClock, offset_to
from commerce.domain.settings import Settings
from commerce.store.keys import placement_of, shape_named
from commerce.store.lists import Selection, list_entities
from commerce.store.realigning import Realign
from commerce.store.store import Found
from commerce.store.writes import Replace, TransactionLost
from commerce.usecases import billing, checkout_endings, delivery_sweeping, invoice_sending
from commerce.usecases.commit import (
    CHANGE_TRIES,
    OK,
    Replayed,
    answered_record,
    commit,
    remember,
    replay,
    require_version,
    until_written,
)

WORK_SECONDS = 15
"""A function lives 28 seconds: what is not done by then, the next call goes on with."""

PAGE = 100
REALIGNED_AT_ONCE = 25


@dataclass(frozen=True, slots=True)
class Dated:
    """A kind of resource that waits for dates. statuses: those in which one waits, None: any. run: does what is due.

    due_at: its date; None: when workers look for it.
    """

    statuses: Sequence[str | None]
    run: Callable[[Context, str], object]
    due_at: Callable[[Any], datetime | None] | None = None


CALENDAR: Mapping[str, Dated] = {
    "checkout_sessions.CheckoutSession": Dated(("open",), checkout_endings.expire),
    "invoices.Invoice": Dated(("open", "partially_paid"), invoice_sending.keep_date),
    "subscriptions.Subscription": Dated((None,), billing.bill),
    "webhooks.WebhookEvent": Dated(("pending",), delivery_sweeping.try_on_time, lambda delivery: delivery.next_try_at),
}
"""By the entity's name. Payments and refunds are not here: they wait for a processor, which has a clock of its own."""


@dataclass(frozen=True, slots=True)
class Appointment:
    """Something that waits for its date."""

    due_at: datetime
    entity: Any
    run: Callable[[Context, str], object]

    @property
    def key(self) -> tuple[str, int]:
        """Which version of which resource."""
        return self.entity.id, self.entity.version


def advance(ctx: Context, command: AdvanceClock) -> SandboxClock:
    """Move the clock to where the command says. First that is written down, so that a repetition goes on with it."""
    if ctx.tenant.mode != TEST_MODE:
        raise errors.SandboxOnly("Only a sandbox's clock can be moved; use a key of test mode.")
    try:
        clock = until_written(ctx, lambda: _aim(ctx, command))
    except Replayed:
        _go(_worker(ctx))
        raise
    if not ctx.request.dry_run:
        _go(_worker(ctx))
    return clock


def _worker(ctx: Context) -> Context:
    """Nobody's request: what falls due is not asked for under this one's idempotency key."""
    return Context(ctx.tenant, ctx.runtime)


def _aim(ctx: Context, command: AdvanceClock) -> SandboxClock:
    found = ctx.read(SETTINGS)
    replay(ctx, found)
    settings = _settings(found)
    require_version(ctx, settings.version)
    real_now = ctx.real_now()
    goal = command.offset_seconds(real_now, settings.clock_offset_seconds, _goal(settings))
    aimed, writes = settings, []
    if goal > _goal(settings):  # else it is on its way there, and goes on
        aimed = settings.evolve(clock_goal_seconds=goal, version=settings.version + 1)
        writes = [Replace(aimed, settings.version)]
    clock = SandboxClock(
        merchant_id=settings.merchant_id,
        now=real_now + timedelta(seconds=goal),
        offset_seconds=goal,
        version=aimed.version,
    )
    record = answered_record(ctx, clock, OK)
    if record is not None:  # kept as long as others, by the clock that will then be asked
        record = record.evolve(expires_at=record.expires_at + timedelta(seconds=goal) - ctx.clock_offset)
    if written := [*writes, *remember(ctx, record)]:
        commit(ctx, written)
    return clock


def _go(ctx: Context) -> None:
    """Move the clock to its goal; wherever something falls due on the way, stop there and do it."""
    stop_at = time.monotonic() + WORK_SECONDS
    settings = _settings(ctx.store.read(SETTINGS))
    if settings.clock_offset_seconds >= _goal(settings):
        return
    goal = _goal(settings)
    done: set[tuple[str, int]] = set()
    while (due := _next(ctx, ctx.real_now() + timedelta(seconds=goal), done)) is not None:
        if time.monotonic() > stop_at:
            raise errors.ClockMoving(
                "The clock is on its way, and so much falls due that it takes longer; to go on, repeat the request "
                f"with the same idempotency key, or ask for `to` {_shown(ctx, goal)}."
            )
        _set(ctx, min(goal, offset_to(due.due_at, ctx.real_now())))
        done.add(due.key)
        try:
            due.run(ctx, due.entity.id)
        except (errors.FlintError, TransactionLost):
            continue  # it stays due: the workers take it up, as they would any other day
    _set(ctx, goal)
    _realign(ctx)


def _shown(ctx: Context, offset_seconds: int) -> str:
    moment = ctx.real_now() + timedelta(seconds=offset_seconds)
    return moment.isoformat(timespec="seconds")


def _next(ctx: Context, until: datetime, done: set[tuple[str, int]]) -> Appointment | None:
    """What falls due first, none later than `until`."""
    due = [each for each in _appointments(ctx) if each.due_at <= until and each.key not in done]
    return min(due, key=lambda each: each.due_at, default=None)


def _appointments(ctx: Context) -> Iterator[Appointment]:
    """All that waits for a date, of this merchant alone."""
    for name, dated in CALENDAR.items():
        entity = shape_named(name)
        due_at = dated.due_at or placement_of(entity).due_at
        for status in dated.statuses:
            below = None
            while True:
                page = list_entities(ctx.store, entity, Selection(status=status, below=below, limit=PAGE))
                for each in page.entities:
                    moment = due_at(each)
                    if moment is not None:
                        yield Appointment(moment, each, dated.run)
                below = page.more_below
                if below is None:
                    break


def _set(ctx: Context, offset_seconds: int) -> None:
    """Move the clock forward, never back, whoever else moves it."""
    for _ in range(CHANGE_TRIES):
        settings = _settings(ctx.store.read(SETTINGS))
        ctx.clock_offset_seconds = max(settings.clock_offset_seconds, offset_seconds)
        if ctx.clock_offset_seconds == settings.clock_offset_seconds:
            return
        moved = settings.evolve(clock_offset_seconds=ctx.clock_offset_seconds, version=settings.version + 1)
        try:
            ctx.store.write([Replace(moved, settings.version)])
        except TransactionLost:
            continue
        return
    raise errors.StorageUnavailable("The settings are busy with other changes; try again.")


def _realign(ctx: Context) -> None:
    """Let the workers, who have no clock but the real one, find what waits at the moment when it is due by this one."""
    writes = [Realign(each.entity) for each in _appointments(ctx)]
    for first in range(0, len(writes), REALIGNED_AT_ONCE):
        part = writes[first : first + REALIGNED_AT_ONCE]
        try:
            ctx.store.write(part)
        except TransactionLost as lost:
            kept = [write for write in part if write not in lost.lost]  # the others were written anew meanwhile
            if kept:
                ctx.store.write(kept)


def _goal(settings: Settings) -> int:
    return max(settings.clock_offset_seconds, settings.clock_goal_seconds)


def _settings(found: Found) -> Settings:
    settings = found.get(Settings, SETTINGS)
    assert settings is not None
    return settings
