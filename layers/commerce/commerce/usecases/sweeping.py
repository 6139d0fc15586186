"""Taking up what was left open: payments and refunds that fell due, of all tenants, shard by shard."""

from aws_lambda_powertools import Logger

from commerce.context import Context, Runtime
from commerce.domain import errors
from commerce.store.keys import ATTEMPTS, DUE_SHARDS, Key, Tenant
from commerce.store.lists import due_keys
from commerce.usecases import (
    checkout_endings,
    customer_deletion,
    invoice_sending,
    payment_methods,
    refund_resumption,
    resumption,
    stripe_events,
)

EVERYBODY = Tenant("", "")
"""What fell due stands in one index for all tenants."""

MAX_PER_SHARD = 100
"""Each run takes this many of a shard; the rest is taken a minute later."""


def sweep(runtime: Runtime, log: Logger) -> dict[str, int]:
    """Resume everything that is due. One that fails never stops the others; it stays due."""
    now, table = runtime.clock.now(), runtime.store_for(EVERYBODY).table
    shards = range(DUE_SHARDS[ATTEMPTS])
    due = [key for shard in shards for key in due_keys(table, ATTEMPTS, shard, now, MAX_PER_SHARD)]
    failed = 0
    for key in due:
        try:
            _resume(runtime, key)
        except errors.FlintError as refusal:
            failed += 1
            log.warning("attempt_unsettled", row=key.pk, code=refusal.code, reason=repr(refusal.__cause__))
        except Exception:  # not carried on with but counted: one broken row must not hold up all that come after it
            failed += 1
            log.exception("attempt_broken", row=key.pk)
    return {"due": len(due), "settled": len(due) - failed, "failed": failed}


def _resume(runtime: Runtime, key: Key) -> None:
    ctx = Context(Tenant.of_key(key.pk), runtime)
    name = key.pk.rpartition("/")[2]
    if name.startswith("pi_"):
        resumption.resume(ctx, name)
    elif name.startswith("inv_"):
        invoice_sending.keep_date(ctx, name)
    elif name.startswith("cs_"):
        checkout_endings.expire(ctx, name)
    elif name.startswith("pm_"):
        payment_methods.resume(ctx, name)
    elif name.startswith("cus_"):
        customer_deletion.resume_forgetting(ctx, name)
    elif name.startswith("evt_"):
        stripe_events.resume(ctx, name)
    else:
        refund_resumption.resume(ctx, name)
