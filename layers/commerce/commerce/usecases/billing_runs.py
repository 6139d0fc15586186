"""Runs of billing: what is due of all merchants is found, billed one by one, and counted for each merchant."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from aws_lambda_powertools import Logger

from commerce.context import Context, Runtime
from commerce.domain import errors
from commerce.domain.billing_runs import BillingCounts, BillingRun, BillingRunStatus
from commerce.store.keys import BILLING, DUE_SHARDS, Tenant
from commerce.store.lists import due_keys
from commerce.store.writes import Create, Replace, TransactionLost
from commerce.usecases.billing import bill
from commerce.usecases.commit import CHANGE_TRIES

EVERYBODY = Tenant("", "")
MOST_AT_ONCE = 160
"""Subscriptions that are billed before what is due is looked for again: their results fit into one state's input."""

MAX_ROUNDS = 15
"""A run looks so often for more: an execution's history has an end. What is left is the next run's."""


@dataclass(frozen=True, slots=True)
class DueSubscription:
    """Somebody's subscription that has to be looked at."""

    tenant: Tenant
    subscription_id: str


def as_item(due: DueSubscription) -> dict[str, str]:
    """A due subscription as the state machine hands it on."""
    merchant_id, mode = due.tenant
    return {"merchantId": merchant_id, "mode": mode, "subscriptionId": due.subscription_id}


def of_item(item: Mapping[str, Any]) -> DueSubscription:
    """A due subscription as it was handed on."""
    return DueSubscription(Tenant(item["merchantId"], item["mode"]), item["subscriptionId"])


def result_of(item: Mapping[str, Any]) -> tuple[Tenant, BillingCounts]:
    """What was done of one; without counts, its function was lost on the way."""
    counts = BillingCounts.model_validate(item["counts"]) if "counts" in item else BillingCounts(errors=1)
    return of_item(item).tenant, counts


def find(runtime: Runtime) -> list[DueSubscription]:
    """What is due of all merchants, the same number of each shard."""
    now, table = runtime.clock.now(), runtime.store_for(EVERYBODY).table
    shards = range(DUE_SHARDS[BILLING])
    limit = MOST_AT_ONCE // len(shards)
    keys = [key for shard in shards for key in due_keys(table, BILLING, shard, now, limit)]
    return [DueSubscription(Tenant.of_key(key.pk), key.pk.rpartition("/")[2]) for key in keys]


def bill_one(runtime: Runtime, due: DueSubscription, log: Logger) -> BillingCounts:
    """Bill one of them. It never raises: a broken one must not stop the others, and stays due."""
    try:
        return bill(Context(due.tenant, runtime), due.subscription_id)
    except errors.FlintError as refusal:
        log.warning(
            "subscription_unbilled",
            subscription_id=due.subscription_id,
            code=refusal.code,
            reason=repr(refusal.__cause__),
        )
    except Exception:  # counted, not carried on with
        log.exception("subscription_broken", subscription_id=due.subscription_id)
    return BillingCounts(errors=1)


def begin(runtime: Runtime, run_id: str, due: Iterable[DueSubscription]) -> None:
    """Count what is due for each merchant; a run that looks again adds to what it found before."""
    found: dict[Tenant, int] = defaultdict(int)
    for each in due:
        found[each.tenant] += 1
    for tenant, number in found.items():
        _add(Context(tenant, runtime), run_id, due=number)


def finish(runtime: Runtime, run_id: str, results: Sequence[tuple[Tenant, BillingCounts]]) -> bool:
    """Count what was done for each merchant. True if anything was, so that looking again may find more."""
    done: dict[Tenant, BillingCounts] = defaultdict(BillingCounts)
    for tenant, counts in results:
        done[tenant] = done[tenant].plus(counts)
    for tenant, counts in done.items():
        _add(Context(tenant, runtime), run_id, counts=counts, status=BillingRunStatus.COMPLETED)
    return any(counts.errors == 0 for _, counts in results)


def _add(
    ctx: Context,
    run_id: str,
    *,
    due: int = 0,
    counts: BillingCounts | None = None,
    status: BillingRunStatus = BillingRunStatus.RUNNING,
) -> None:
    """Add to a merchant's record of a run, which is made when it is first needed."""
    for _ in range(CHANGE_TRIES):
        run = ctx.store.read(run_id).get(BillingRun, run_id)
        now = ctx.now()
        made = run or BillingRun(id=run_id, created_at=now, updated_at=now)
        after = made.evolve(
            status=status,
            subscriptions_due=made.subscriptions_due + due,
            counts=made.counts if counts is None else made.counts.plus(counts),
            updated_at=now,
        )
        try:
            if run is None:
                ctx.store.write([Create(after)])
            else:
                ctx.store.write([Replace(after.evolve(version=run.version + 1), run.version)])
        except TransactionLost:
            continue
        return
