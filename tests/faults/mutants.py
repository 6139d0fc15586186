"""Mistakes that the programmes must catch: copies of the use cases, each with one line made wrong."""

import inspect
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from types import ModuleType
from typing import Any

from pynamodb.transactions import TransactWrite

from commerce.domain import refund_settlement, restocking
from commerce.store.store import Store
from commerce.store.writes import Replace, TransactionLost
from commerce.usecases import (
    orders,
    payments,
    refund_resumption,
    refunds,
    resumption,
    settlement,
    stripe_events,
    sweeping,
)
from tests.faults.crash_pairs import COURSES, plans, scenarios
from tests.faults.flows import CHALLENGING, COUPONS, EDITING, PAYING, REFUNDING, RESTOCKING, SPREADING
from tests.faults.interleavings import Flow, run
from tests.faults.world import UseCases


class Overwrite(Replace):
    """A replacement without its condition."""

    def prepare(self, store: Store) -> Callable[[TransactWrite], None]:
        """A put, whatever is there."""
        record = store.record_of(self.entity, self.outbox)
        return lambda transaction: transaction.save(record)


@dataclass(frozen=True)
class Mutant:
    """A mistake, and what catches it: the schedules of a flow, or the crash pairs of an operation."""

    name: str
    caught_by: Flow | str
    use_cases: UseCases


def changed(module: ModuleType, *edits: tuple[str, str], **names: Any) -> ModuleType:
    """A copy of a module with parts of its source replaced and names given other values."""
    source = inspect.getsource(module)
    for before, after in edits:
        assert source.count(before) == 1, f"{module.__name__} has changed: {before!r} is not in it once"
        source = source.replace(before, after)
    copy = ModuleType(module.__name__)
    exec(compile(source, str(module.__file__), "exec"), copy.__dict__)
    copy.__dict__.update(Overwrite=Overwrite, **names)
    return copy


def wired(
    payments_: ModuleType = payments,
    refunds_: ModuleType = refunds,
    resumption_: ModuleType = resumption,
    refund_resumption_: ModuleType = refund_resumption,
    **others: Any,
) -> UseCases:
    """The use cases with changed modules, also where the workers call them."""
    events = changed(stripe_events, resumption=resumption_, refund_resumption=refund_resumption_)
    sweeps = changed(sweeping, resumption=resumption_, refund_resumption=refund_resumption_, stripe_events=events)
    return UseCases(payments=payments_, refunds=refunds_, sweeping=sweeps, stripe_events=events, **others)


def in_payments(*edits: tuple[str, str], **names: Any) -> UseCases:
    """A mistake in claiming."""
    return wired(changed(payments, *edits, **names))


def in_settlement(*edits: tuple[str, str], **names: Any) -> UseCases:
    """A mistake in settling."""
    settles = changed(settlement, *edits, **names)
    resumes = changed(resumption, settlement=settles)
    return wired(changed(payments, settlement=settles, resumption=resumes), resumption_=resumes)


def in_resumption(*edits: tuple[str, str], **names: Any) -> UseCases:
    """A mistake in going on with what was left."""
    resumes = changed(resumption, *edits, **names)
    return wired(changed(payments, resumption=resumes), resumption_=resumes)


def in_refunds(*edits: tuple[str, str], **names: Any) -> UseCases:
    """A mistake in giving money back."""
    return wired(refunds_=changed(refunds, *edits, **names))


def in_refund_resumption(*edits: tuple[str, str], **names: Any) -> UseCases:
    """A mistake in going on with a refund."""
    resumes = changed(refund_resumption, *edits, **names)
    return wired(refunds_=changed(refunds, refund_resumption=resumes), refund_resumption_=resumes)


def in_restocking(*edits: tuple[str, str]) -> UseCases:
    """A mistake in telling which goods come back."""
    puts = changed(restocking, *edits)
    settles = changed(refund_settlement, put_back=puts.put_back)
    return in_refund_resumption(settle_refund=settles.settle_refund)


def _believing(_: object, change: Callable[[], Any]) -> Any:
    """`until_written` as it would be if the rows of a read were all of one moment."""
    while True:
        try:
            return change()
        except TransactionLost:
            continue


def mutants() -> Mapping[str, Mutant]:
    """All mistakes by name."""
    claim = "*claim(claims), *remember(ctx, record)])\n    return Standing(claimed, first, waiting, record)"
    careless = {"until_written": _believing}
    found = (
        Mutant(
            "settles without its condition",
            PAYING,
            in_settlement(
                ("Replace(after, order.version", "Overwrite(after, order.version"),
                ("Replace(settled.intent,", "Overwrite(settled.intent,"),
                ("        *activities,", "        *(Overwrite(activity.entity, 0) for activity in activities),"),
            ),
        ),
        Mutant(
            "settles what has ended",
            PAYING,
            in_settlement(("if intent is None or not intent.unsettled:", "if intent is None:")),
        ),
        Mutant(
            "repeats a charge that the processor has forgotten", PAYING, in_resumption(REPEAT_UNTIL=timedelta(hours=30))
        ),
        Mutant("gives up while a charge may be under way", "pay", in_resumption(require_lost=lambda *_: None)),
        Mutant(
            "looks into the first hour only",
            "pay",
            UseCases(charge_window=lambda intent: (intent.began_at, intent.began_at + timedelta(hours=1))),
        ),
        Mutant(
            "releases coupons outside the settlement",
            COUPONS,
            in_settlement(
                ("        *release(settled.released),\n", ""),
                (
                    "    write_release(ctx",
                    "    ctx.store.write(release(settled.released) or writes[:0])\n    write_release(ctx",
                ),
            ),
        ),
        Mutant(
            "releases stock outside the settlement, so twice",
            PAYING,
            in_settlement(
                ("        *release(settled.released),\n", ""),
                (
                    "    write_release(ctx",
                    "    ctx.store.write(release(settled.released) or writes[:0])\n    write_release(ctx",
                ),
            ),
        ),
        Mutant(
            "charges before the claim",
            PAYING,
            in_payments(
                (
                    "    commit_claim(ctx, [*writes, *claim(claims)",
                    "    ctx.gateway.charge(first)\n    commit_claim(ctx, [*writes, *claim(claims)",
                ),
            ),
        ),
        Mutant(
            "remembers the key outside the claim",
            PAYING,
            in_payments(
                (claim, claim.replace(", *remember(ctx, record)])", "])\n    ctx.store.write(remember(ctx, record))"))
            ),
        ),
        Mutant(
            "leaves a failed challenge open",
            CHALLENGING,
            in_resumption(("return _call_off(ctx, known, outcome)", "return outcome")),
        ),
        Mutant(
            "forgets the answer of a payment that is processing",
            PAYING,
            in_settlement(
                (
                    "*_answer_writes(standing.record, settled),",
                    "*(() if settled.intent.status == 'processing' else _answer_writes(standing.record, settled)),",
                ),
            ),
        ),
        Mutant(
            "believes that a read is of one moment",
            REFUNDING,
            wired(changed(payments, **careless), changed(refunds, **careless), orders=changed(orders, **careless)),
        ),
        Mutant(
            "reserves a refund without its condition",
            REFUNDING,
            in_refunds(("write = Replace(reserved,", "write = Overwrite(reserved,")),
        ),
        Mutant(
            "gives up while a refund may be under way", "refund", in_refund_resumption(require_lost=lambda *_: None)
        ),
        Mutant(
            "repeats a refund that the processor has forgotten",
            REFUNDING,
            in_refund_resumption(REPEAT_UNTIL=timedelta(hours=30)),
        ),
        Mutant(
            "takes one part's outcome for another's",
            SPREADING,
            in_refund_resumption(
                (
                    "news = {name: outcome for",
                    "news = {part.payment_intent_id: outcome for part in refund.allocations for",
                )
            ),
        ),
        Mutant(
            "forgets the goods that come back",
            RESTOCKING,
            in_refund_resumption(("*release(settled.restocked),", "")),
        ),
        Mutant(
            "puts goods back outside the settlement, so twice",
            RESTOCKING,
            in_refund_resumption(
                ("        *release(settled.restocked),\n", ""),
                (
                    "    try:\n        write_release(ctx",
                    "    ctx.store.write(release(settled.restocked) or [])\n    try:\n        write_release(ctx",
                ),
            ),
        ),
        Mutant(
            "puts goods back that a failed refund had put back",
            "refund and restock, returned by the bank",
            in_restocking(("return max(0, min(given_back, line.quantity) - there)", "return wanted.quantity")),
        ),
        Mutant(
            "edits an order whose payment is in flight",
            EDITING,
            wired(orders=changed(orders, ("order_actions.require(order, action)", "pass"))),
        ),
    )
    return {mutant.name: mutant for mutant in found}


MAX_RUNS = 20_000
COURSE = COURSES["late, clients gone"]


def caught_after(mutant: Mutant) -> int | None:
    """How many runs it takes to catch a mistake; None: it is not caught."""
    for number, found in enumerate(_runs(mutant), start=1):
        if found:
            return number
    return None


def _runs(mutant: Mutant) -> Iterator[list[str]]:
    """The laws that each run breaks."""
    if isinstance(mutant.caught_by, Flow):
        for seed in range(MAX_RUNS):
            yield run(mutant.caught_by, seed, mutant.use_cases)
        return
    (scenario,) = (scenario for scenario in scenarios() if scenario.name == mutant.caught_by)
    for plan in plans(scenario, COURSE):
        yield scenario.run(plan, COURSE, mutant.use_cases)[1]
