"""Giving money back: reserved in the order's books first, then asked of the processor, then settled."""

from commerce.context import Context
from commerce.domain import errors, order_actions
from commerce.domain.idempotency import IdempotencyRecord, Refusal
from commerce.domain.lifecycle import RefundStatus, statuses_before
from commerce.domain.money import amount_in_currency
from commerce.domain.order_parts import OrderPayment
from commerce.domain.orders import Order
from commerce.domain.outcomes import RefundOutcome
from commerce.domain.payments import REPEAT_UNTIL, RESUME_AFTER, PaymentIntent, require_lost
from commerce.domain.refund_settlement import RefundSettled, choose_payment, reserve_refund, settle_refund
from commerce.domain.refunds import CreateRefund, Refund, UpdateRefund
from commerce.store.keys import idempotency_name
from commerce.store.store import Found
from commerce.store.writes import Create, Replace, TransactionLost, Write
from commerce.usecases.commit import (
    CREATED,
    OK,
    answer,
    answered_record,
    commit,
    outbox,
    recorded,
    remember,
    replay,
    require_version,
    running_record,
    until_written,
    waiting_record,
)
from commerce.usecases.finding import found_order

Reserved = tuple[Order, Refund, IdempotencyRecord | None]


def create(ctx: Context, command: CreateRefund) -> Refund:
    """Give money back, at most what is left of the payment."""
    order, refund, record = until_written(ctx, lambda: _reserve(ctx, command))
    if ctx.request.dry_run:
        return refund
    return _finish(ctx, order, refund, record, _give_back(ctx, refund))


def _give_back(ctx: Context, refund: Refund) -> RefundOutcome:
    """Ask the processor; what never was on a card, the merchant gives back by hand."""
    return RefundOutcome(RefundStatus.SUCCEEDED) if refund.by_hand else ctx.gateway.refund(refund)


def update(ctx: Context, refund_id: str, command: UpdateRefund) -> Refund:
    """Change a refund's texts."""

    def change() -> Refund:
        found = ctx.read(refund_id)
        replay(ctx, found)
        refund = found_refund(found, refund_id)
        require_version(ctx, refund.version)
        changes = {name: getattr(command, name) for name in command.model_fields_set}
        if changes.get("metadata", ...) is None:
            changes["metadata"] = {}
        updated = refund.evolve(version=refund.version + 1, updated_at=ctx.now(), **changes)
        record = answered_record(ctx, updated, OK)
        events = outbox(ctx, "refund.updated")
        commit(ctx, [Replace(updated, refund.version, events), *remember(ctx, record)])
        return updated

    return until_written(ctx, change)


def _reserve(ctx: Context, command: CreateRefund) -> Reserved:
    """One transaction: the refund beside the order, its amount in the order's books, the key remembered."""
    order, record = _read(ctx, command)
    if record is not None:
        _take_up(ctx, record)
    require_version(ctx, order.version)
    order_actions.require(order, "refund")
    payment, left = choose_payment(order, command.payment_intent_id)
    amount = None if command.amount_money is None else _amount_in(order, command)
    reserved, refund = reserve_refund(
        order,
        lambda amount, taxes: _refund(ctx, order, payment, command, amount=amount, taxes=taxes),
        amount=amount,
        left=left,
        now=ctx.now(),
        lines=command.line_items,
    )
    running = running_record(ctx, refund.id)
    write = Replace(reserved, order.version, (), statuses_before(reserved.status))
    commit(ctx, [write, Create(refund), *remember(ctx, running)])
    return reserved, refund, running


def _read(ctx: Context, command: CreateRefund) -> tuple[Order, IdempotencyRecord | None]:
    """The order; where only a payment intent was named, that is read first and tells the order."""
    named = [name for name in (command.order_id, command.payment_intent_id) if name is not None]
    found = ctx.read(*named)
    record = replay(ctx, found)
    intent = None
    if command.payment_intent_id is not None:
        intent = found.get(PaymentIntent, command.payment_intent_id)
        if intent is None or (command.order_id is not None and intent.order_id != command.order_id):
            raise errors.NotFound(
                f"There is no payment intent {command.payment_intent_id} of this order; see its payments[].",
                param="paymentIntentId",
            )
    if command.order_id is None:
        assert intent is not None
        found = ctx.store.read(intent.order_id)
        return found_order(found, intent.order_id), record
    return found_order(found, command.order_id), record


def _amount_in(order: Order, command: CreateRefund) -> int:
    money = command.amount_money
    assert money is not None
    return amount_in_currency(order.currency, money, "amountMoney")


def _refund(
    ctx: Context, order: Order, payment: OrderPayment, command: CreateRefund, *, amount: int, taxes: tuple[int, ...]
) -> Refund:
    now = ctx.now()
    return Refund(
        id=ctx.new_id("ref"),
        order_id=order.id,
        merchant_id=ctx.tenant.merchant_id,
        payment_intent_id=payment.payment_intent_id,
        amount_money=order.money(amount),
        tax_money=order.money(sum(taxes)),
        tax_amounts=taxes,
        source_type=payment.source_type,
        reason=command.reason,
        reason_message=command.reason_message,
        customer_id=order.customer_id,
        metadata=command.metadata,
        processor_payment_id=payment.processor_payment_id or "",
        idempotency_key=ctx.request.idempotency_key,
        actor=ctx.actor,
        created_at=now,
        updated_at=now,
    )


def _finish(
    ctx: Context, order: Order, refund: Refund, record: IdempotencyRecord | None, outcome: RefundOutcome
) -> Refund:
    settled = _settle(ctx, order, refund, record, outcome)
    # None: another request changed the order meanwhile, or settled the refund; go on from what is there.
    settled_refund = resume(ctx, refund.id, outcome) if settled is None else settled.refund
    refusal = refusal_of(settled_refund)
    if refusal is not None:
        raise refusal
    return settled_refund


def _settle(
    ctx: Context, order: Order, refund: Refund, record: IdempotencyRecord | None, outcome: RefundOutcome
) -> RefundSettled | None:
    """Write what came of a refund, once. None: order or refund have moved on; read them and decide again."""
    settled = settle_refund(order, refund, outcome, ctx.now())
    after, activity = recorded(
        ctx,
        order,
        settled.order,
        settled.activity,
        settled.description,
        payment_intent_id=refund.payment_intent_id,
        refund_id=refund.id,
    )
    refusal = refusal_of(settled.refund)
    failed = settled.refund.status is RefundStatus.FAILED
    sources = statuses_before(after.status, refund_failed=failed) | {order.status}
    writes: list[Write] = [
        Replace(after, order.version, outbox(ctx, *settled.order_events), sources),
        Replace(settled.refund, refund.version, outbox(ctx, *settled.refund_events), [refund.status]),
        activity,
    ]
    if refusal is None:
        writes += answer(record, settled.refund, CREATED)
    else:
        stored = Refusal(error=type(refusal).__name__, code=refusal.code, message=refusal.message)
        writes += answer(record, stored, refusal.status)
    try:
        ctx.store.write(writes)
    except TransactionLost:
        return None
    return settled


def refusal_of(refund: Refund) -> errors.FlintError | None:
    """What a caller of `create` is told of a refund that the processor refused at once; None if it took it."""
    if refund.status is RefundStatus.FAILED and refund.processor_refund_id is None:
        return errors.payment_refusal(
            "REFUND_FAILED",
            f"The card processor refused the refund ({refund.failure_reason}); nothing was given back.",
        )
    return None


def _take_up(ctx: Context, record: IdempotencyRecord) -> None:
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
    outcome: RefundOutcome | None = None,
    *,
    patient: bool = False,
    look_again: bool = False,
) -> Refund:
    """Find out how a refund stands and write it, once; what has ended is left alone.

    outcome: what the processor has just said, if it is known already. patient: leave a refund alone whose own process
    may still be at work. look_again: also at one that succeeded, since banks return money weeks later.
    """

    def settle() -> Refund:
        refund = found_refund(ctx.store.read(refund_id), refund_id)
        accepted_already = outcome is not None and refund.processor_refund_id is not None
        fresh = refund.processor_refund_id is None and ctx.now() < refund.updated_at + RESUME_AFTER
        if patient and fresh:
            return refund
        ended = refund.ended and not (look_again and refund.status is RefundStatus.SUCCEEDED)
        if ended or accepted_already:
            return refund
        names = [] if refund.idempotency_key is None else [idempotency_name(refund.idempotency_key)]
        known = outcome or _find_out(ctx, refund)
        if refund.processor_refund_id is not None and known.status is refund.status:
            return refund if refund.ended else _look_again_later(ctx, refund)
        found = ctx.store.read(refund.order_id, *names)
        order = found_order(found, refund.order_id)
        record = waiting_record(found, refund.idempotency_key, refund.id)
        settled = _settle(ctx, order, refund, record, known)
        if settled is None:
            raise TransactionLost([])
        return settled.refund

    return until_written(ctx, settle)


def _look_again_later(ctx: Context, refund: Refund) -> Refund:
    """Nothing new: only the moment of the next look moves, further away each time."""
    checked = refund.evolve(checked_count=refund.checked_count + 1, version=refund.version + 1, updated_at=ctx.now())
    ctx.store.write([Replace(checked, refund.version)])
    return checked


def _find_out(ctx: Context, refund: Refund) -> RefundOutcome:
    """How a refund stands at the processor. A call is repeated only while the processor still knows its key."""
    if refund.processor_refund_id is not None:
        return ctx.gateway.look_up_refund(refund.processor_refund_id)
    if refund.by_hand or ctx.now() < refund.created_at + REPEAT_UNTIL:
        return _give_back(ctx, refund)
    found = ctx.gateway.find_refund(refund)
    if found is None:
        require_lost(refund.created_at, ctx.now())
        return RefundOutcome(RefundStatus.FAILED, None, "never_reached_processor")
    return found


def found_refund(found: Found, refund_id: str) -> Refund:
    """Raises NotFound if the read did not find it."""
    refund = found.get(Refund, refund_id)
    if refund is None:
        raise errors.NotFound(f"There is no refund {refund_id}; GET /v1/refunds lists yours.", param="refundId")
    return refund
