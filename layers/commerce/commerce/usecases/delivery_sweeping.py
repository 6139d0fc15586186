"""Taking up deliveries whose schedule is gone, of all tenants; and tries that a sandbox's clock makes due."""

from datetime import timedelta

from aws_lambda_powertools import Logger

from commerce.context import Context, Runtime
from commerce.domain import errors
from commerce.domain.lifecycle import WebhookEventStatus
from commerce.domain.webhooks import WebhookEvent
from commerce.store.keys import DUE_SHARDS, WEBHOOKS, Key, Tenant
from commerce.store.lists import due_keys
from commerce.store.writes import Replace, TransactionLost
from commerce.usecases.deliveries import Asked, schedule

EVERYBODY = Tenant("", "")

MAX_PER_SHARD = 100
"""Each run takes this many of a shard; the rest is taken a minute later."""

PATIENCE = timedelta(seconds=11)
"""How long a moving clock stands still for a try: as long as an endpoint may take, and the queue before it."""

LOOK_EVERY_SECONDS = 0.1


def sweep(runtime: Runtime, log: Logger) -> dict[str, int]:
    """Start the schedule of every delivery that is overdue. One that fails never stops the others; it stays due."""
    now, table = runtime.clock.now(), runtime.store_for(EVERYBODY).table
    shards = range(DUE_SHARDS[WEBHOOKS])
    due = [key for shard in shards for key in due_keys(table, WEBHOOKS, shard, now, MAX_PER_SHARD)]
    failed = restarted = 0
    for key in due:
        try:
            restarted += _restart(runtime, key)
        except errors.FlintError as refusal:
            failed += 1
            log.warning("delivery_not_restarted", row=key.pk, code=refusal.code, reason=repr(refusal.__cause__))
        except Exception:  # counted, not carried on with: one broken row must not hold up all that come after it
            failed += 1
            log.exception("delivery_broken", row=key.pk)
    return {"due": len(due), "restarted": restarted, "failed": failed}


def try_on_time(ctx: Context, webhook_event_id: str) -> None:
    """Have the try made for which a delivery waits, while the sandbox's clock stands at its date; wait for its outcome.

    The worker makes it that makes the others: what moves the clock can move money, and calls no merchant's address.
    Raises StorageUnavailable if nothing came of it in time; the delivery stays due.
    """
    waiting = ctx.store.read(webhook_event_id).get(WebhookEvent, webhook_event_id)
    if waiting is None or waiting.status is not WebhookEventStatus.PENDING:
        return
    ctx.runtime.dispatch.enqueue([Asked.next_of(ctx.tenant, waiting).message()], slow=True)
    clock = ctx.runtime.clock
    stop_at = clock.now() + PATIENCE
    while clock.now() < stop_at:
        standing = ctx.store.read(webhook_event_id).get(WebhookEvent, webhook_event_id)
        if standing is None or standing.version != waiting.version:
            return
        clock.wait(LOOK_EVERY_SECONDS)
    raise errors.StorageUnavailable("The try was not made in time; it is swept up.")


def _restart(runtime: Runtime, key: Key) -> bool:
    """True if a schedule was started; False if the delivery has moved on meanwhile."""
    ctx = Context(Tenant.of_key(key.pk), runtime)
    identity = key.pk.rpartition("/")[2]
    delivery = ctx.store.read(identity).get(WebhookEvent, identity)
    if delivery is None or delivery.status is not WebhookEventStatus.PENDING:
        return False
    assert delivery.due_at is not None
    if delivery.due_at > ctx.now():
        return False
    # A run of its own: should the old execution still wait somewhere, its tries are not waited for any more.
    restarted = delivery.restarted(ctx.now())
    try:
        ctx.store.write([Replace(restarted, delivery.version)])
    except TransactionLost:
        return False
    schedule(ctx, restarted)
    return True
