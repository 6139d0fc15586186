"""Saving cards: claimed first, then asked of the processor, then settled once, as payments are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commerce.context import Context
from commerce.domain import errors
from commerce.domain.customers import Customer
from commerce.domain.deadlines import ABANDON_AFTER, REPEAT_UNTIL, RESUME_AFTER, require_lost
from commerce.domain.idempotency import IdempotencyRecord, Refusal
from commerce.domain.lifecycle import PaymentMethodStatus
from commerce.domain.outcomes import Abandoned, ActionRequired, CardSaved, Declined, SaveOutcome
from commerce.domain.payment_methods import MAX_SAVED_CARDS, PaymentMethod, after_saving
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
    remember,
    replay,
    require_version,
    running_record,
    until_written,
    waiting_record,
)
from commerce.usecases.finding import found_customer

if TYPE_CHECKING:
    from commerce.domain.payment_method_commands import CreatePaymentMethod


def create(ctx: Context, command: CreatePaymentMethod) -> PaymentMethod:
    """Save a card of a customer; the first one becomes the default."""
    method = until_written(ctx, lambda: _claim(ctx, command))
    if ctx.request.dry_run:
        return method.evolve(status=PaymentMethodStatus.ACTIVE)
    return _answered(resume(ctx, method.id))


def _claim(ctx: Context, command: CreatePaymentMethod) -> PaymentMethod:
    found = ctx.read(command.customer_id)
    record = replay(ctx, found)
    if record is not None:
        _take_up(ctx, record)
    customer = found_customer(found, command.customer_id)
    require_room(customer)
    now = ctx.now()
    method = PaymentMethod(
        id=ctx.new_id("pm"),
        customer_id=customer.id,
        merchant_id=ctx.tenant.merchant_id,
        source_token=command.payment_source_token,
        processor_customer_id=customer.processor_customer_id,
        idempotency_key=ctx.request.idempotency_key,
        metadata=command.metadata,
        created_at=now,
        updated_at=now,
    )
    commit(ctx, [Create(method), *remember(ctx, running_record(ctx, method.id))])
    return method


def require_room(customer: Customer) -> None:
    """Raises InvalidRequest if the customer has as many cards as may be."""
    if len(customer.payment_method_ids) >= MAX_SAVED_CARDS:
        raise errors.InvalidRequest(
            f"A customer has at most {MAX_SAVED_CARDS} saved cards; remove one first.", param="customerId"
        )


def _take_up(ctx: Context, record: IdempotencyRecord) -> None:
    """A retry meets its unfinished first try: finish it if its process is gone, else say that it is at work."""
    assert record.attempt_id is not None
    method = ctx.store.read(record.attempt_id).get(PaymentMethod, record.attempt_id)
    if method is not None and ctx.now() >= method.updated_at + RESUME_AFTER:
        resume(ctx, method.id)
        replay(ctx, ctx.read())
    raise errors.IdempotencyKeyInProgress(
        "The first request with this key is still at work; repeat it in a few seconds."
    )


def _answered(method: PaymentMethod) -> PaymentMethod:
    refusal = _refusal_of(method)
    if refusal is not None:
        raise refusal
    return method


def _refusal_of(method: PaymentMethod) -> errors.FlintError | None:
    if method.status is not PaymentMethodStatus.FAILED:
        return None
    return errors.payment_refusal(method.failure_code or "CARD_DECLINED", method.failure_message or "")


def resume(ctx: Context, method_id: str, *, patient: bool = False) -> PaymentMethod:
    """Find out what became of saving a card and write it, once; let a removed one go. What has ended is left alone.

    patient: leave one alone whose own process may still be at work.
    """

    def settle() -> PaymentMethod:
        method = found_payment_method(ctx.store.read(method_id), method_id)
        if method.status is PaymentMethodStatus.REMOVED:
            return _detach(ctx, method)
        fresh = method.status is PaymentMethodStatus.PENDING and ctx.now() < method.updated_at + RESUME_AFTER
        if not method.unsettled or (patient and fresh):
            return method
        names = [] if method.idempotency_key is None else [idempotency_name(method.idempotency_key)]
        found = ctx.store.read(method.customer_id, *names)
        customer = found.get(Customer, method.customer_id)
        assert customer is not None, "a customer is never gone, only deleted"
        record = waiting_record(found, method.idempotency_key, method.id)
        word = _find_out(ctx, method, customer)
        if method.status is PaymentMethodStatus.REQUIRES_ACTION and isinstance(word[1], ActionRequired):
            return method
        return _write(ctx, method, customer, record, word)

    return until_written(ctx, settle)


def _find_out(ctx: Context, method: PaymentMethod, customer: Customer) -> tuple[str | None, SaveOutcome]:
    """Whom the processor keeps the card for, and what became of saving it.

    A call is repeated only while the processor still knows its key.
    """
    known = method.processor_customer_id or customer.processor_customer_id
    if method.processor_setup_id is not None:
        outcome = _look_up(ctx, method, method.processor_setup_id)
    elif ctx.now() < method.created_at + REPEAT_UNTIL:
        known = known or ctx.gateway.ensure_customer(ctx.tenant.merchant_id, customer)
        outcome = ctx.gateway.save_card(method.evolve(processor_customer_id=known))
    else:
        outcome = _found(ctx, method)
    if isinstance(outcome, CardSaved):
        known = outcome.processor_customer_id or known
    return known, _let_go(ctx, known, outcome) if customer.deleted else outcome


def _look_up(ctx: Context, method: PaymentMethod, setup_id: str) -> SaveOutcome:
    """How a card stands whose holder was asked. What failed, or was not answered in time, is closed at the processor.

    The holder's browser has its secret, and could still make it succeed.
    """
    outcome = ctx.gateway.look_up_saving(setup_id)
    match outcome:
        case Declined():
            last = ctx.gateway.give_up_saving(setup_id)
            return last if isinstance(last, CardSaved) else outcome
        case ActionRequired() if ctx.now() >= method.created_at + ABANDON_AFTER:
            return ctx.gateway.give_up_saving(setup_id)
        case _:
            return outcome


def _found(ctx: Context, method: PaymentMethod) -> SaveOutcome:
    found = ctx.gateway.find_saving(method)
    if found is None:
        require_lost(method.created_at, ctx.real_now())  # whatever a sandbox's own clock says
        return Abandoned()
    return found


def _let_go(ctx: Context, known: str | None, outcome: SaveOutcome) -> SaveOutcome:
    """A customer who was deleted meanwhile keeps no card, here or at the processor."""
    if isinstance(outcome, ActionRequired):
        ctx.gateway.give_up_saving(outcome.processor_payment_id)
    if known is not None:
        ctx.gateway.forget_customer(known)
    return Abandoned()


def _write(
    ctx: Context,
    method: PaymentMethod,
    customer: Customer,
    record: IdempotencyRecord | None,
    word: tuple[str | None, SaveOutcome],
) -> PaymentMethod:
    customer_at_processor, outcome = word
    settled = after_saving(method, outcome).evolve(
        processor_customer_id=customer_at_processor, version=method.version + 1, updated_at=ctx.now()
    )
    refusal = _refusal_of(settled)
    stored: PaymentMethod | Refusal = settled
    if refusal is not None:
        stored = Refusal(error=type(refusal).__name__, code=refusal.code, message=refusal.message)
    writes: list[Write] = [
        Replace(settled, method.version, (), [method.status]),
        *kept_by(ctx, customer, settled),
        *answer(record, stored, CREATED if refusal is None else refusal.status),
    ]
    if settled.checkout_session_id is not None and settled.status is PaymentMethodStatus.ACTIVE:
        from commerce.usecases import checkout_cards  # noqa: PLC0415 (cards that are saved by themselves load none)

        writes += checkout_cards.completed(ctx, settled)
    ctx.store.write(writes)
    return settled


def kept_by(ctx: Context, customer: Customer, method: PaymentMethod) -> list[Write]:
    """The write of the customer who now has this card, or is known to the processor."""
    ids = customer.payment_method_ids
    if method.status is PaymentMethodStatus.ACTIVE:
        ids = (*ids, method.id)
    kept = customer.evolve(
        processor_customer_id=customer.processor_customer_id or method.processor_customer_id,
        payment_method_ids=ids,
        default_payment_method_id=customer.default_payment_method_id or (ids[0] if ids else None),
    )
    if kept == customer or customer.deleted:
        return []
    kept = kept.evolve(version=customer.version + 1, updated_at=ctx.now())
    return [Replace(kept, customer.version, outbox(ctx, "customer.updated"))]


def set_default(ctx: Context, method_id: str) -> PaymentMethod:
    """Charge this card where a customer is named without a card."""

    def change() -> PaymentMethod:
        method, customer = _read(ctx, method_id)
        kept = customer.evolve(default_payment_method_id=method.id, version=customer.version + 1, updated_at=ctx.now())
        record = answered_record(ctx, method, OK)
        commit(ctx, [Replace(kept, customer.version, outbox(ctx, "customer.updated")), *remember(ctx, record)])
        return method

    return until_written(ctx, change)


def remove(ctx: Context, method_id: str) -> PaymentMethod:
    """Forget a card, then ask the processor to do the same; if that fails, the sweeper asks again."""

    def change() -> PaymentMethod:
        method, customer = _read(ctx, method_id)
        now = ctx.now()
        removed = method.removed(now)
        ids = tuple(kept for kept in customer.payment_method_ids if kept != method.id)
        default = customer.default_payment_method_id
        kept = customer.evolve(
            payment_method_ids=ids,
            default_payment_method_id=(ids[-1] if ids else None) if default == method.id else default,
            version=customer.version + 1,
            updated_at=now,
        )
        writes: list[Write] = [
            Replace(removed, method.version, (), [method.status]),
            Replace(kept, customer.version, outbox(ctx, "customer.updated")),
        ]
        commit(ctx, [*writes, *remember(ctx, answered_record(ctx, removed, OK))])
        return removed

    removed = until_written(ctx, change)
    if not ctx.request.dry_run:
        try:
            _detach(ctx, removed)
        except errors.Unavailable:
            return removed
    return removed


def _detach(ctx: Context, method: PaymentMethod) -> PaymentMethod:
    if method.detached or method.processor_method_id is None:
        return method
    ctx.gateway.detach_card(method.processor_method_id)
    detached = method.evolve(detached=True, version=method.version + 1)
    try:
        ctx.store.write([Replace(detached, method.version)])
    except TransactionLost:
        return method  # another process was told the same
    return detached


def _read(ctx: Context, method_id: str) -> tuple[PaymentMethod, Customer]:
    """An active card and whose it is. Raises Replayed for a request that was answered."""
    found = ctx.read(method_id)
    replay(ctx, found)
    method = require_active(found_payment_method(found, method_id))
    require_version(ctx, method.version)
    return method, found_customer(ctx.store.read(method.customer_id), method.customer_id)


def require_active(method: PaymentMethod, param: str = "paymentMethodId") -> PaymentMethod:
    """The card itself. Raises PaymentMethodNotActive if it can't be charged."""
    if method.status is not PaymentMethodStatus.ACTIVE:
        raise errors.PaymentMethodNotActive(
            f"Payment method {method.id} is {method.status}; use another one, or save a card.", param=param
        )
    return method


def found_payment_method(found: Found, method_id: str) -> PaymentMethod:
    """Raises NotFound if the read did not find it."""
    method = found.get(PaymentMethod, method_id)
    if method is None:
        raise errors.NotFound(
            f"There is no payment method {method_id}; GET /v1/payment-methods lists yours.", param="paymentMethodId"
        )
    return method
