"""Going on with payments whose process is gone: what became of the call is found out, and settled once."""

from commerce.context import Context
from commerce.domain import errors
from commerce.domain.deadlines import ABANDON_AFTER, AUTHORIZATION_LASTS, REPEAT_UNTIL, RESUME_AFTER, require_lost
from commerce.domain.idempotency import IdempotencyRecord
from commerce.domain.lifecycle import PaymentIntentStatus
from commerce.domain.outcomes import (
    Abandoned,
    ActionRequired,
    Authorized,
    ChargeOutcome,
    Declined,
    InProgress,
)
from commerce.domain.payments import PaymentIntent
from commerce.usecases import settlement
from commerce.usecases.commit import OK, Replayed, replay
from commerce.usecases.finding import found_order, found_payment_intent


def take_up(ctx: Context, record: IdempotencyRecord) -> None:
    """A retry meets its unfinished first try: finish it if its process is gone, else say that it is at work."""
    assert record.attempt_id is not None
    first = ctx.store.read(record.attempt_id).get(PaymentIntent, record.attempt_id)
    at_work = None if first is None else _at_work(ctx, first)
    if first is None or (at_work is not None and ctx.now() < at_work.updated_at + RESUME_AFTER):
        raise errors.IdempotencyKeyInProgress(
            "The first request with this key is still at work; repeat it in a few seconds."
        )
    if at_work is not None:
        resume(ctx, at_work.id)
    found = ctx.read(first.order_id, first.id)
    if replay(ctx, found) is not None:
        raise errors.IdempotencyKeyInProgress("The payment is still being processed; repeat the request later.")
    order, intent = found_order(found, first.order_id), found_payment_intent(found, first.id)
    raise Replayed(OK, settlement.subscribed(ctx, order, intent) or settlement.resource(order, intent))


def _at_work(ctx: Context, first: PaymentIntent) -> PaymentIntent | None:
    """The intent of a group that is being charged; None: all have ended."""
    found = ctx.store.read(*first.group[1:]) if first.group else None
    group = [first, *(found_payment_intent(found, other) for other in first.group[1:])] if found else [first]
    return next((intent for intent in group if intent.in_flight), None)


def resume(ctx: Context, intent_id: str, *, patient: bool = False) -> None:
    """Go on with an attempt whose process is gone: find out what became of it, and settle it once.

    Used by a retry with the same key, by the sweeper and by Stripe's events. It reads everything again; what has ended
    is left alone. patient: leave an attempt alone whose own process may still be at work.
    """
    standing = settlement.read_standing(ctx, intent_id)
    if standing is None:
        return
    intent = standing.intent
    claimed = intent.status is PaymentIntentStatus.PROCESSING
    if patient and claimed and ctx.now() < intent.updated_at + RESUME_AFTER:
        return
    outcome = _find_out(ctx, intent)
    if not _is_news(intent, outcome):
        return
    settlement.go_on(ctx, standing, outcome)


def _is_news(intent: PaymentIntent, outcome: ChargeOutcome) -> bool:
    """False if the attempt stands as it is known to stand, and is not old enough to be given up."""
    match outcome:
        case ActionRequired():
            return intent.status is not PaymentIntentStatus.REQUIRES_ACTION
        case Authorized():
            return intent.status is not PaymentIntentStatus.REQUIRES_CAPTURE
        case InProgress():
            return intent.processor_details.stripe.payment_intent_id is None
        case _:
            return True


def _find_out(ctx: Context, intent: PaymentIntent) -> ChargeOutcome:
    """What became of an attempt. A call is repeated only while the processor still knows its key."""
    known = intent.processor_details.stripe.payment_intent_id
    if known is not None:
        return _look_up(ctx, intent, known)
    if ctx.now() < intent.began_at + REPEAT_UNTIL:
        return ctx.gateway.charge(intent)
    found = ctx.gateway.find(intent.evolve(clock_ahead=ctx.clock_offset))
    if found is None:
        # A sandbox's clock may have been moved while the call was under way: it is the real one that must have gone on.
        require_lost(intent.began_at, ctx.real_now())
        return Abandoned()
    return found


def _look_up(ctx: Context, intent: PaymentIntent, known: str) -> ChargeOutcome:
    """How a known payment stands. What nobody completed in time is given up; a capture under way is finished."""
    outcome = ctx.gateway.look_up(known)
    age = ctx.now() - intent.began_at
    match outcome:
        case Declined():
            return _call_off(ctx, known, outcome)
        case ActionRequired() | Authorized() if intent.cancel_requested and intent.capture_amount is None:
            return ctx.gateway.cancel(known)
        case ActionRequired() if age >= ABANDON_AFTER:
            return ctx.gateway.cancel(known)
        case Authorized() if intent.capture_amount is not None:
            return ctx.gateway.capture(intent)  # still held, so it was not captured: the processor does it once
        case Authorized() if age >= AUTHORIZATION_LASTS:
            return ctx.gateway.cancel(known)
        case _:
            return outcome


def _call_off(ctx: Context, processor_payment_id: str, declined: Declined) -> ChargeOutcome:
    """Close a payment that failed in the buyer's hands: the browser holds its secret and could make it succeed."""
    last = ctx.gateway.cancel(processor_payment_id)
    return declined if isinstance(last, Abandoned) else last
