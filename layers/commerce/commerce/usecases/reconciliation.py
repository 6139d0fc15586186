"""Comparing a merchant's books with the processor's for a span of time, and catching up where that is unambiguous."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TypeVar

from aws_lambda_powertools import Logger

from commerce.context import Context, Runtime
from commerce.domain import errors
from commerce.domain.entity import Shape
from commerce.domain.idempotency import IdempotencyRecord
from commerce.domain.ids import created_at, first_id_at
from commerce.domain.orders import Order
from commerce.domain.payments import PaymentIntent
from commerce.domain.reconciliation import (
    MAX_COMPARED,
    Difference,
    DifferenceKind,
    Reconcile,
    Reconciliation,
    compare_payments,
    compare_refunds,
)
from commerce.domain.refunds import Refund
from commerce.store.lists import Listed, Selection, all_tenants, list_entities
from commerce.store.writes import TransactionLost
from commerce.usecases import refund_resumption, resumption
from commerce.usecases.commit import OK, answered_record, commit, remember, replay

CALL_MARGIN = timedelta(minutes=5)
"""A payment is made at the processor this long after its intent at most, unless it was resumed."""

EARLIEST, LATEST = timedelta(hours=49), timedelta(hours=1)
"""What the daily run compares, back from now: each payment is met twice, and none that may still be under way."""

READ_AT_ONCE = 100
"""DynamoDB's limit of a batch read."""

E = TypeVar("E", bound=Shape)


def reconcile(ctx: Context, command: Reconcile) -> Reconciliation:
    """Compare payment intents, their orders and refunds with the processor; repair what is unambiguous if asked to."""
    before, after = command.created_before, command.created_after
    if not timedelta(0) < before - after:
        field = errors.InvalidField("createdBefore", "INVALID_RANGE", "send a moment later than createdAfter")
        raise errors.InvalidRequest("createdBefore must be later than createdAfter.", fields=[field])
    if ctx.request.idempotency_key is not None:
        replay(ctx, ctx.read())
    intents = _listed(ctx, PaymentIntent, "pi", after, before)
    refunded = _listed(ctx, Refund, "ref", after, before)
    ends = [created_at(part.more_below) for part in (intents, refunded) if part.more_below is not None]
    start = max(ends, default=after)
    kept_intents = [intent for intent in intents.entities if intent.created_at >= start]
    kept_refunds = [refund for refund in refunded.entities if refund.created_at >= start]
    differences = [
        *_payment_differences(ctx, kept_intents, start, before),
        *_refund_differences(ctx, kept_refunds, start, before),
    ]
    if command.repair and not ctx.request.dry_run:
        differences = [_repaired(ctx, difference) for difference in differences]
    compared = Reconciliation(
        created_after=start,
        created_before=before,
        payment_intents_compared=len(kept_intents),
        refunds_compared=len(kept_refunds),
        next_before=start if ends else None,
        differences=tuple(differences),
    )
    record = answered_record(ctx, compared, OK)
    if record is not None:
        _remember(ctx, record)
    return compared


def _remember(ctx: Context, record: IdempotencyRecord) -> None:
    """Keep the answer under the request's key; if a twin of the request was faster, its answer is the one."""
    try:
        commit(ctx, remember(ctx, record))
    except TransactionLost:
        replay(ctx, ctx.read())
        raise


def _listed(ctx: Context, entity: type[E], prefix: str, after: datetime, before: datetime) -> Listed[E]:
    selection = Selection(low=first_id_at(prefix, after), below=first_id_at(prefix, before), limit=MAX_COMPARED)
    return list_entities(ctx.store, entity, selection)


def _payment_differences(
    ctx: Context, intents: list[PaymentIntent], start: datetime, before: datetime
) -> list[Difference]:
    made = ctx.gateway.payments_between(ctx.tenant.merchant_id, start - CALL_MARGIN, before + CALL_MARGIN)
    listed = {payment.id for payment in made}
    for intent in intents:  # one that was resumed reached the processor later
        known = intent.processor_details.stripe.payment_intent_id
        if known is not None and known not in listed:
            payment = ctx.gateway.payment(known)
            made += [] if payment is None else [payment]
    orders = _read_all(ctx, Order, {intent.order_id for intent in intents})
    strangers = {payment.payment_intent_id for payment in made} - {intent.id for intent in intents}
    elsewhere = frozenset(_read_all(ctx, PaymentIntent, strangers))
    return compare_payments(intents, orders, made, elsewhere, ctx.now())


def _refund_differences(ctx: Context, refunded: list[Refund], start: datetime, before: datetime) -> list[Difference]:
    made = ctx.gateway.refunds_between(ctx.tenant.merchant_id, start - CALL_MARGIN, before + CALL_MARGIN)
    listed = {refund.id for refund in made}
    for refund in refunded:
        for part in refund.allocations:
            known = part.processor_refund_id
            if known is not None and known not in listed:
                theirs = ctx.gateway.refund_made(known)
                made += [] if theirs is None else [theirs]
    strangers = {refund.refund_id for refund in made} - {refund.id for refund in refunded}
    elsewhere = frozenset(_read_all(ctx, Refund, strangers))
    return compare_refunds(refunded, made, elsewhere, ctx.now())


def _read_all(ctx: Context, entity: type[E], ids: Iterable[str]) -> dict[str, E]:
    """Resources by their ids, in as few reads as DynamoDB allows; what does not exist is missing."""
    wanted = sorted(ids)
    found: dict[str, E] = {}
    for first in range(0, len(wanted), READ_AT_ONCE):
        part = wanted[first : first + READ_AT_ONCE]
        rows = ctx.store.read(*part)
        found |= {identity: row for identity in part if (row := rows.get(entity, identity)) is not None}
    return found


def _repaired(ctx: Context, difference: Difference) -> Difference:
    """Catch up with the processor where only that can be meant; a repair that fails is left for the next time."""
    try:
        if difference.kind is DifferenceKind.UNSETTLED and difference.payment_intent_id is not None:
            resumption.resume(ctx, difference.payment_intent_id)
        elif difference.kind is DifferenceKind.REFUND_BEHIND and difference.refund_id is not None:
            refund_resumption.resume(
                ctx, difference.refund_id, look_again=True, payment_intent_id=difference.payment_intent_id
            )
        else:
            return difference
    except errors.FlintError:
        return difference
    return difference.evolve(repaired=True)


def reconcile_all(runtime: Runtime, log: Logger) -> dict[str, int]:
    """Reconcile every merchant's last two days but for the last hour, and tell of each difference in the log.

    A merchant whose comparison fails never stops the others.
    """
    now = runtime.clock.now()
    counts = {"merchants": 0, "differences": 0, "repaired": 0}
    for tenant in all_tenants():
        counts["merchants"] += 1
        before: datetime | None = now - LATEST
        while before is not None:
            span = Reconcile(created_after=now - EARLIEST, created_before=before, repair=True)
            try:
                compared = reconcile(Context(tenant, runtime), span)
            except errors.FlintError as refusal:
                log.warning("books_not_compared", merchant_id=tenant.merchant_id, code=refusal.code)
                break
            for difference in compared.differences:
                log.warning("books_differ", merchant_id=tenant.merchant_id, extra=difference.model_dump(mode="json"))
            counts["differences"] += len(compared.differences)
            counts["repaired"] += sum(difference.repaired for difference in compared.differences)
            before = compared.next_before
    return counts
