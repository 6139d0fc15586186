"""Taking up deliveries whose schedule is gone: of all tenants, shard by shard."""

from aws_lambda_powertools import Logger

from commerce.context import Context, Runtime
from commerce.domain import errors
from commerce.domain.lifecycle import WebhookEventStatus
from commerce.domain.webhooks import WebhookEvent
from commerce.store.keys import DUE_SHARDS, WEBHOOKS, Key, Tenant
from commerce.store.lists import due_keys
from commerce.store.writes import Replace, TransactionLost
from commerce.usecases.deliveries import schedule

EVERYBODY = Tenant("", "")

MAX_PER_SHARD = 100
"""Each run takes this many of a shard; the rest is taken a minute later."""


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


def leave_to_sweep(ctx: Context, webhook_event_id: str) -> None:
    """What is done when a sandbox's clock passes a delivery's date: nothing here, the next sweep finds it overdue."""


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
