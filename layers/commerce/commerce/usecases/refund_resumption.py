"""Settling refunds, and going on with those whose process is gone: part by part, each of them once."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from commerce.context import Context
from commerce.domain import errors
from commerce.domain.deadlines import REPEAT_UNTIL, RESUME_AFTER, require_lost
from commerce.domain.idempotency import IdempotencyRecord, Refusal
from commerce.domain.lifecycle import RefundStatus, statuses_before
from commerce.domain.orders import Order
from commerce.domain.outcomes import RefundOutcome
from commerce.domain.refund_settlement import RefundSettled, settle_refund
from commerce.domain.refunds import Refund, RefundAllocation
from commerce.store.keys import idempotency_name
from commerce.store.writes import Replace, TransactionLost, Write
from commerce.usecases.commit import CREATED, answer, outbox, recorded, replay, until_written, waiting_record
from commerce.usecases.finding import found_order, found_refund
from commerce.usecases.releasing import release, write_release

Outcomes = Mapping[str, RefundOutcome]
"""How parts of a refund stand at the processor, by the payment intent that each gives back."""

Ask = Callable[[Context, Refund, RefundAllocation], RefundOutcome]


def give_back(ctx: Context, refund: Refund, part: RefundAllocation) -> RefundOutcome:
    """Ask the processor; what never was on a card, the merchant gives back by hand."""
    return RefundOutcome(RefundStatus.SUCCEEDED) if part.by_hand else ctx.gateway.refund(refund, part)


def ask_each(
    ctx: Context, refund: Refund, parts: Iterable[RefundAllocation], ask: Ask, *, stop: bool = False
) -> tuple[dict[str, RefundOutcome], errors.Unavailable | None]:
    """How these parts stand, asked one after the other; and what hid the outcome of one, if anything did.

    stop: ask no further after that, since a request does not live long enough for more than one silence.
    """
    outcomes: dict[str, RefundOutcome] = {}
    silence = None
    for part in parts:
        try:
            outcomes[part.payment_intent_id] = ask(ctx, refund, part)
        except errors.Unavailable as unavailable:
            silence = silence or unavailable
            if stop:
                break
    return outcomes, silence


def settle(
    ctx: Context, order: Order, refund: Refund, record: IdempotencyRecord | None, outcomes: Outcomes
) -> RefundSettled | None:
    """Write what came of a refund, once. None: order or refund have moved on; read them and decide again."""
    settled = settle_refund(order, refund, outcomes, ctx.now())
    try:
        settled, noted = _with_credit_note(ctx, settled)
    except TransactionLost:
        return None
    before, after, activities = order, settled.order, []
    for entry in settled.entries:
        after, activity = recorded(
            ctx,
            before,
            after,
            entry.activity,
            entry.description,
            payment_intent_id=entry.payment_intent_id,
            refund_id=refund.id,
            approved_by=refund.approved_by,
        )
        activities.append(activity)
        before = after
    sources = statuses_before(after.status, refund_failed=settled.failed) | {order.status}
    writes: list[Write] = [
        Replace(after, order.version, outbox(ctx, *settled.order_events), sources),
        Replace(settled.refund, refund.version, outbox(ctx, *settled.refund_events), [refund.status]),
        *noted,
        *activities,
        *_answer_writes(record, settled.refund),
        *release(settled.restocked),
    ]
    try:
        write_release(ctx, writes, settles=True)
    except TransactionLost:
        return None
    return settled


def _with_credit_note(ctx: Context, settled: RefundSettled) -> tuple[RefundSettled, Sequence[Write]]:
    """A refund of an issued invoice has a credit note from when it begins, and is without it once it has failed."""
    has_one = settled.refund.credit_note_id is not None
    if not (settled.failed if has_one else settled.begun and settled.order.invoice_issued):
        return settled, ()
    from commerce.usecases.crediting import follow  # noqa: PLC0415 (only refunds of invoices pay for it)

    credited = follow(ctx, settled)
    return settled._replace(refund=credited.refund), credited.writes


def _answer_writes(record: IdempotencyRecord | None, refund: Refund) -> list[Write]:
    """The request's answer is definite once the processor has taken or refused every part."""
    if not refund.answered:
        return []
    refusal = refusal_of(refund)
    if refusal is None:
        return answer(record, refund, CREATED)
    stored = Refusal(error=type(refusal).__name__, code=refusal.code, message=refusal.message)
    return answer(record, stored, refusal.status)


def refusal_of(refund: Refund) -> errors.FlintError | None:
    """What a caller of `create` is told of a refund that the processor refused at once; None if it took any of it."""
    if refund.refused:
        return errors.payment_refusal(
            "REFUND_FAILED",
            f"The card processor refused the refund ({refund.failure_reason}); nothing was given back.",
        )
    return None


def take_up(ctx: Context, record: IdempotencyRecord) -> None:
    """A retry meets its unfinished first try: finish it if its process is gone, else say that it is at work."""
    assert record.attempt_id is not None
    refund = ctx.store.read(record.attempt_id).get(Refund, record.attempt_id)
    if refund is None or ctx.now() < refund.updated_at + RESUME_AFTER:
        raise errors.IdempotencyKeyInProgress(
            "The first request with this key is still at work; repeat it in a few seconds."
        )
    resume(ctx, refund.id)
    replay(ctx, ctx.read(refund.order_id))
    raise errors.IdempotencyKeyInProgress("The refund is still being processed; repeat the request later.")


def resume(
    ctx: Context,
    refund_id: str,
    outcomes: Outcomes | None = None,
    *,
    patient: bool = False,
    look_again: bool = False,
    payment_intent_id: str | None = None,
) -> Refund:
    """Find out how a refund stands and write it, once; what has ended is left alone.

    outcomes: what the processor has just said, if it is known already. patient: leave a refund alone whose own process
    may still be at work. look_again: also at what succeeded, since banks return money weeks later.
    payment_intent_id: the only part to look at; None: all.
    """

    def go_on() -> Refund:
        refund = found_refund(ctx.store.read(refund_id), refund_id)
        if patient and not refund.answered and ctx.now() < refund.updated_at + RESUME_AFTER:
            return refund
        open_ = [
            part
            for part in refund.allocations
            if (look_again and part.can_change) or not part.ended
            if payment_intent_id in {None, part.payment_intent_id}
        ]
        silence = None
        if outcomes is None:
            known, silence = ask_each(ctx, refund, open_, _find_out)
        else:  # who has just heard of these parts does not know better than who wrote of them meanwhile
            known = {name: outcomes[name] for name in outcomes if not _part(refund, name).answered}
        refund = _catch_up(ctx, refund, known, looked=bool(open_) and outcomes is None)
        if silence is not None:
            raise silence
        return refund

    return until_written(ctx, go_on)


def _part(refund: Refund, payment_intent_id: str) -> RefundAllocation:
    (part,) = [part for part in refund.allocations if part.payment_intent_id == payment_intent_id]
    return part


def _catch_up(ctx: Context, refund: Refund, known: Outcomes, *, looked: bool) -> Refund:
    """Settle what is new. Raises TransactionLost if order or refund have moved on meanwhile."""
    news = {name: outcome for name, outcome in known.items() if _is_news(_part(refund, name), outcome)}
    if not news:
        return _look_again_later(ctx, refund) if looked and known and not refund.ended else refund
    names = [] if refund.idempotency_key is None else [idempotency_name(refund.idempotency_key)]
    found = ctx.store.read(refund.order_id, *names)
    order = found_order(found, refund.order_id)
    record = waiting_record(found, refund.idempotency_key, refund.id)
    settled = settle(ctx, order, refund, record, news)
    if settled is None:
        raise TransactionLost([])
    return settled.refund


def _is_news(part: RefundAllocation, outcome: RefundOutcome) -> bool:
    return not part.answered or outcome.status is not part.status


def _look_again_later(ctx: Context, refund: Refund) -> Refund:
    """Nothing new: only the moment of the next look moves, further away each time."""
    checked = refund.evolve(checked_count=refund.checked_count + 1, version=refund.version + 1, updated_at=ctx.now())
    ctx.store.write([Replace(checked, refund.version)])
    return checked


def _find_out(ctx: Context, refund: Refund, part: RefundAllocation) -> RefundOutcome:
    """How a part stands at the processor. A call is repeated only while the processor still knows its key."""
    if part.processor_refund_id is not None:
        return ctx.gateway.look_up_refund(part.processor_refund_id)
    if part.by_hand or ctx.now() < refund.created_at + REPEAT_UNTIL:
        return give_back(ctx, refund, part)
    found = ctx.gateway.find_refund(refund, part)
    if found is None:
        require_lost(refund.created_at, ctx.real_now())  # whatever a sandbox's own clock says
        return RefundOutcome(RefundStatus.FAILED, None, "never_reached_processor")
    return found
