"""The end of every change: one transaction with its guards, its audit trail, its events and its remembered answer."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from commerce.context import Context
from commerce.domain import errors
from commerce.domain.activities import Activity
from commerce.domain.entity import Shape
from commerce.domain.events import EVENT_TYPES, OutboxEntry
from commerce.domain.idempotency import KEPT_FOR, IdempotencyRecord
from commerce.store.keys import PLACEMENTS, idempotency_name, shape_named
from commerce.store.store import Found
from commerce.store.writes import Answer, Create, Remember, Replace, TransactionLost, Write

if TYPE_CHECKING:
    # Most resources change without an order.
    from commerce.domain.orders import Order

OK, CREATED = 200, 201
CHANGE_TRIES = 12
"""How often a change is decided anew on fresh data before the caller is asked to try again."""

ANSWERED = (
    *PLACEMENTS,
    "tax_rates.TaxRate",
    "api_keys.NewApiKey",
    "sandbox_clock.SandboxClock",
    "reconciliation.Reconciliation",
    "webhook_endpoints.WebhookEndpoint",
    "webhook_endpoints.NewWebhookEndpoint",
    "webhook_replays.WebhookReplay",
    "idempotency.Refusal",
)
ANSWER_SHAPES = {name.rpartition(".")[2]: name for name in ANSWERED}
"""What a key's record calls its answer's shape, and where that is found."""

S = TypeVar("S", bound=Shape)
R = TypeVar("R")


@dataclass
class Replayed(Exception):
    """The request was answered before: this is that answer."""

    status: int
    answer: Shape


def replay(ctx: Context, found: Found) -> IdempotencyRecord | None:
    """Raise Replayed if this request was answered before; the record if its try is unfinished, None if it is new."""
    record = ctx.remembered(found)
    if record is None:
        return None
    require_same_input(ctx, record)
    if record.status is not None:
        raise Replayed(record.status, answer_of(record))
    return record


def require_same_input(ctx: Context, record: IdempotencyRecord) -> None:
    """Refuse a key that was first used for another input or operation."""
    if record.fingerprint != ctx.request.fingerprint:
        raise errors.IdempotencyKeyReused(
            "This idempotency key was used before, for another input or operation; send a new key.",
            next_steps=["Repeat the first request exactly, or choose a new key for this one."],
        )


def answer_of(record: IdempotencyRecord) -> Shape:
    """The resource that answered a key's first request, as it stood then."""
    assert record.kind is not None
    assert record.answer is not None
    return shape_named(ANSWER_SHAPES[record.kind]).model_validate_json(record.answer)


def running_record(ctx: Context, attempt_id: str) -> IdempotencyRecord | None:
    """A key's record while its request is at work; None without a key."""
    if ctx.request.idempotency_key is None:
        return None
    return IdempotencyRecord(
        key=ctx.request.idempotency_key,
        fingerprint=ctx.request.fingerprint,
        attempt_id=attempt_id,
        expires_at=ctx.now() + KEPT_FOR,
    )


def waiting_record(found: Found, key: str | None, attempt_id: str) -> IdempotencyRecord | None:
    """The record that waits for an attempt's answer; None: it has no key, or its key expired and serves another one."""
    record = None if key is None else found.get(IdempotencyRecord, idempotency_name(key))
    return record if record is not None and record.attempt_id == attempt_id else None


def answered_record(ctx: Context, answer: Shape, status: int) -> IdempotencyRecord | None:
    """A key's record with its answer, for requests that are done in one transaction; None without a key."""
    if ctx.request.idempotency_key is None:
        return None
    record = IdempotencyRecord(
        key=ctx.request.idempotency_key, fingerprint=ctx.request.fingerprint, expires_at=ctx.now() + KEPT_FOR
    )
    return with_answer(record, answer, status)


def with_answer(record: IdempotencyRecord, answer: Shape, status: int) -> IdempotencyRecord:
    """The record once the outcome is definite."""
    return record.evolve(status=status, kind=type(answer).__name__, answer=answer.to_storage())


def remember(ctx: Context, record: IdempotencyRecord | None) -> list[Write]:
    """The write that remembers a key, if there is one."""
    return [] if record is None else [Remember(record, ctx.now())]


def answer(record: IdempotencyRecord | None, with_: Shape, status: int) -> list[Write]:
    """The write that stores a running key's answer, if there is one and it has none yet."""
    return [] if record is None or record.answered else [Answer(with_answer(record, with_, status))]


def outbox(ctx: Context, *types: str) -> tuple[OutboxEntry, ...]:
    """Events for a row's outbox."""
    assert EVENT_TYPES.keys() >= set(types), "every event has a published schema"
    return tuple(OutboxEntry(id=ctx.new_id("evt"), type=event_type, at=ctx.now()) for event_type in types)


def recorded(
    ctx: Context,
    before: "Order | None",
    after: "Order",
    kind: str,
    description: str,
    *,
    payment_intent_id: str | None = None,
    refund_id: str | None = None,
    approved_by: str | None = None,
) -> "tuple[Order, Create]":
    """The order with one more activity counted, and the write of that activity.

    approved_by: who approved what an agent began; None: this request tells.
    """
    after = after.evolve(activity_count=after.activity_count + 1)
    activity = Activity(
        id=ctx.new_id("act"),
        order_id=after.id,
        sequence=after.activity_count,
        type=kind,
        description=description,
        actor=ctx.actor,
        approved_by=approved_by or ctx.approved_by,
        balance_delta=after.money(after.balance - (0 if before is None else before.balance)),
        running_balance=after.money(after.balance),
        payment_intent_id=payment_intent_id,
        refund_id=refund_id,
        created_at=ctx.now(),
    )
    return after, Create(activity)


def require_version(ctx: Context, version: int) -> None:
    """Refuse a stale write, where the caller named the version it expects."""
    expected = ctx.request.expected_version
    if expected is not None and expected != version:
        raise errors.VersionConflict(
            f"The resource is at version {version}, not {expected}; read it again and decide anew.",
            next_steps=["Read the resource, then repeat with its version or without one."],
            details={"currentVersion": str(version)},
            corrections={"expectedVersion": version},
        )


def until_written(ctx: Context, change: Callable[[], R]) -> R:
    """Decide a change on fresh data and write it, again if another request was faster: two edits never lose one."""
    for _ in range(CHANGE_TRIES):
        try:
            return change()
        except TransactionLost:
            continue
        except (errors.Unavailable, errors.IdempotencyKeyInProgress):
            raise
        except errors.FlintError:
            _require_first_try(ctx)
            raise
    raise errors.StorageUnavailable("The resource is busy with other changes; try again.")


def _require_first_try(ctx: Context) -> None:
    """Keep a refusal back that this request's own first try brought about: it is replayed, or still at work.

    The rows of one read are each of their own moment, so the key may be seen before and the change after it was made.
    """
    if ctx.request.idempotency_key is not None and replay(ctx, ctx.read()) is not None:
        raise errors.IdempotencyKeyInProgress("The first request with this key is still at work; retry.")


def commit(ctx: Context, writes: Sequence[Write], *, settles: bool = False) -> None:
    """Write all or nothing; a dry run writes nothing. An agent's key moves no more money than it may.

    settles: what it moves was claimed by an earlier transaction, which is never refused afterwards.
    """
    if ctx.agent is not None and not settles:
        from commerce.usecases.agent_limits import within_limits  # noqa: PLC0415 (no cold start of others pays for it)

        within_limits(ctx, ctx.agent, writes)
    elif not ctx.request.dry_run:
        ctx.store.write(writes)


def commit_new(ctx: Context, resource: S, writes: Sequence[Write]) -> S:
    """Write a new resource in one round trip, its idempotency record included; a repeated key raises Replayed."""
    record = answered_record(ctx, resource, CREATED)
    try:
        commit(ctx, [*writes, *remember(ctx, record)])
    except TransactionLost as lost:
        first = lost.remembered
        if first is None:
            raise
        require_same_input(ctx, first)
        if first.status is None:
            raise errors.IdempotencyKeyInProgress("The first request with this key is still at work; retry.") from None
        raise Replayed(first.status, answer_of(first)) from None
    return resource


def replaced(entity: Shape, before: int, *events: OutboxEntry) -> Replace:
    """The write of a resource's next version."""
    return Replace(entity, before, events)
