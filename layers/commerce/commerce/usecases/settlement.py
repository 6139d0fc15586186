"""From a claimed payment to what came of it: charge and settle. `resumption` goes on where a process was lost.

1. Claim (`payments`, `payment_intents`): one transaction puts the payment intent beside the order, marks the order as
   in flight, takes coupon uses and remembers the idempotency key.
2. Charge: one call to the processor, under the attempt's own idempotency key.
3. Settle: one transaction writes what came of it to order, intent, audit trail and remembered answer. Of several cards
   of one request, the same transaction begins the next: never is more than one of them under way.
4. Resume: whoever finds a claimed intent whose process is gone (a retry with the key, the sweeper) goes on from there.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from commerce.context import Context
from commerce.domain import errors
from commerce.domain.entity import Shape
from commerce.domain.idempotency import IdempotencyRecord, Refusal
from commerce.domain.lifecycle import OrderStatus, PaymentIntentStatus
from commerce.domain.money import format_amount
from commerce.domain.orders import Order
from commerce.domain.outcomes import ChargeOutcome
from commerce.domain.payments import Asked, PaymentIntent
from commerce.domain.settlement import PaymentSettled, settle_payment
from commerce.store.keys import idempotency_name
from commerce.store.writes import Create, Replace, TransactionLost, Write
from commerce.usecases import checkout_endings, subscription_payments
from commerce.usecases.commit import (
    CHANGE_TRIES,
    CREATED,
    OK,
    answer,
    outbox,
    recorded,
    replay,
    waiting_record,
)
from commerce.usecases.finding import found_order, found_payment_intent
from commerce.usecases.invoice_payments import follow
from commerce.usecases.releasing import release, write_release
from commerce.usecases.saved_cards import saved

if TYPE_CHECKING:
    # Only for an order of a subscription is it loaded.
    from commerce.domain.subscriptions import Subscription


class Standing(NamedTuple):
    """An order with a payment that is to be settled, as both were last read or written.

    waiting: intents that the same request charges after this one. record: of the request's key, if it waits.
    """

    order: Order
    intent: PaymentIntent
    waiting: tuple[PaymentIntent, ...] = ()
    record: IdempotencyRecord | None = None


SUBSCRIBING = {Asked.SUBSCRIBE: CREATED, Asked.CHANGE_SUBSCRIPTION: OK}
"""Requests that are answered with a subscription, whatever became of its payment, and their status."""

Also = Callable[[PaymentSettled], list[Write]]
"""What else is written in the same transaction."""


def charge(ctx: Context, standing: Standing) -> Shape:
    """Charge what was claimed, one card after the other, and answer as the caller expects: or with the decline."""
    settled = go_on(ctx, standing, ctx.gateway.charge(standing.intent))
    return answered(ctx, standing.intent, settled)


def capture(ctx: Context, standing: Standing) -> Shape:
    """Take what was held, as it was claimed, and answer as the caller expects."""
    settled = go_on(ctx, standing, ctx.gateway.capture(standing.intent))
    return answered(ctx, standing.intent, settled)


def go_on(ctx: Context, standing: Standing, outcome: ChargeOutcome) -> PaymentSettled | None:
    """Settle, then charge and settle what was waiting. None: someone else settled it first."""
    while True:
        settled = settle(ctx, standing, outcome)
        if settled is None or settled.next is None:
            return settled
        standing = Standing(settled.order, settled.next, settled.waiting, standing.record)
        outcome = ctx.gateway.charge(standing.intent)


def answered(ctx: Context, intent: PaymentIntent, settled: PaymentSettled | None) -> Shape:
    """What a caller is told: the resource, or the decline as an error."""
    if settled is None:  # their word is in the database
        return _answer_of_others(ctx, intent)
    refusal = refusal_of(settled.intent, settled.order)
    if refusal is not None:
        raise refusal
    return resource(settled.order, settled.intent)


def _answer_of_others(ctx: Context, intent: PaymentIntent) -> Shape:
    found = ctx.read(intent.order_id, intent.id)
    replay(ctx, found)
    now_intent, order = found_payment_intent(found, intent.id), found_order(found, intent.order_id)
    refusal = refusal_of(now_intent, order)
    if refusal is not None:
        raise refusal
    return resource(order, now_intent)


def resource(order: Order, intent: PaymentIntent) -> Shape:
    """What the request that began the attempt is answered with."""
    return order if intent.asked is Asked.PAY else intent


def subscribed(ctx: Context, order: Order, intent: PaymentIntent) -> Subscription | None:
    """The subscription that answers the request which began the attempt; None: another resource does."""
    if intent.asked not in SUBSCRIBING or order.subscription_id is None:
        return None
    from commerce.domain.subscriptions import Subscription  # noqa: PLC0415 (no cold start of others pays for it)

    return ctx.store.read(order.subscription_id).get(Subscription, order.subscription_id)


def settle(
    ctx: Context, standing: Standing, outcome: ChargeOutcome, also: Also = lambda _: []
) -> PaymentSettled | None:
    """Write what came of an attempt, once. None: another process has written it already."""
    for _ in range(CHANGE_TRIES):
        try:
            return _settle(ctx, standing, outcome, also)
        except TransactionLost:
            # The order may have moved on beside the payment, as when an earlier one's refund arrived.
            again = read_standing(ctx, standing.intent.id)
            if again is None or again.intent.version != standing.intent.version:
                return None
            standing = again
    raise errors.StorageUnavailable("The order is busy with other changes; its payment is being looked up.")


def _settle(ctx: Context, standing: Standing, outcome: ChargeOutcome, also: Also) -> PaymentSettled:
    order, intent = standing.order, standing.intent
    settled = settle_payment(order, intent, outcome, ctx.now(), standing.waiting)
    after, activities = _recorded(ctx, order, settled)
    told, card_writes = saved(ctx, settled.intent)
    subscribed = subscription_payments.follow(ctx, after, kept_card=told.payment_method_id if card_writes else None)
    settled = settled._replace(order=after, intent=told, subscription=subscribed.subscription)
    writes: list[Write] = [
        Replace(after, order.version, outbox(ctx, *settled.order_events), [OrderStatus.OPEN]),
        Replace(settled.intent, intent.version, outbox(ctx, *settled.intent_events), [intent.status]),
        *_group_writes(ctx, standing, settled),
        *follow(ctx, order, after).writes,
        *checkout_endings.follow(ctx, order, after),
        *card_writes,
        *subscribed.writes,
        *activities,
        *_answer_writes(standing.record, settled),
        *release(settled.released),
        *also(settled),
    ]
    write_release(ctx, writes, settles=True)
    return settled


def _recorded(ctx: Context, order: Order, settled: PaymentSettled) -> tuple[Order, list[Create]]:
    """The order with its new activities counted; the first tells the change of the balance."""
    before, after, activities = order, settled.order, []
    for entry in settled.entries:
        after, activity = recorded(
            ctx,
            before,
            after,
            entry.activity,
            entry.description,
            payment_intent_id=entry.payment_intent_id,
            approved_by=settled.intent.approved_by,
        )
        activities.append(activity)
        before = after
    return after, activities


def _group_writes(ctx: Context, standing: Standing, settled: PaymentSettled) -> list[Write]:
    """The next card begins, or those that follow are dropped."""
    versions = {intent.id: intent.version for intent in standing.waiting}
    waiting = [PaymentIntentStatus.REQUIRES_CONFIRMATION]
    writes: list[Write] = [
        Replace(intent, versions[intent.id], outbox(ctx, "payment_intent.canceled"), waiting)
        for intent in settled.dropped
    ]
    if settled.next is not None:
        writes.append(Replace(settled.next, versions[settled.next.id], (), waiting))
    return writes


def _answer_writes(record: IdempotencyRecord | None, settled: PaymentSettled) -> list[Write]:
    """The request's answer is definite once none of its cards is still to be charged."""
    if settled.next is not None:
        return []
    if settled.intent.asked in SUBSCRIBING:
        assert settled.subscription is not None, "who subscribes has a subscription"
        return answer(record, settled.subscription, SUBSCRIBING[settled.intent.asked])
    refusal = refusal_of(settled.intent, settled.order)
    if refusal is None:
        status = CREATED if settled.intent.asked is Asked.CREATE else OK
        return answer(record, resource(settled.order, settled.intent), status)
    stored = Refusal(error=type(refusal).__name__, code=refusal.code, message=refusal.message)
    return answer(record, stored, refusal.status)


def refusal_of(intent: PaymentIntent, order: Order) -> errors.FlintError | None:
    """What a caller is told of an attempt that took no money; None if it did or still may."""
    earlier = ""
    if intent.group and intent.id != intent.group[0]:
        left = format_amount(order.payable, order.currency)
        earlier = f" The cards before it were charged; {left} are still to be paid."
    if intent.status is PaymentIntentStatus.CANCELED:
        told = "The payment was given up and nothing was taken; pay again."
        return errors.payment_refusal("PAYMENT_ABANDONED", told + earlier)
    if intent.status is PaymentIntentStatus.REQUIRES_PAYMENT_METHOD:
        return errors.payment_refusal(intent.failure_code or "CARD_DECLINED", (intent.failure_message or "") + earlier)
    return None


def read_standing(ctx: Context, intent_id: str) -> Standing | None:
    """An attempt and its order as they are now; None: it has ended."""
    intent = ctx.store.read(intent_id).get(PaymentIntent, intent_id)
    if intent is None or not intent.unsettled:
        return None
    after_it = intent.group[intent.group.index(intent_id) + 1 :] if intent.group else ()
    names = [] if intent.idempotency_key is None else [idempotency_name(intent.idempotency_key)]
    found = ctx.store.read(intent.order_id, *after_it, *names)
    record = waiting_record(found, intent.idempotency_key, intent.first_of_group)
    others = [found_payment_intent(found, other) for other in after_it]
    waiting = tuple(other for other in others if other.status is PaymentIntentStatus.REQUIRES_CONFIRMATION)
    return Standing(found_order(found, intent.order_id), intent, waiting, record)
