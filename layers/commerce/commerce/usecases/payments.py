"""Paying an order, in an order of steps in which money never moves twice.

1. Claim: one transaction puts the payment intent beside the order, marks the order as in flight, takes coupon uses
   and remembers the idempotency key.
2. Charge: one call to the processor, under the intent's id as idempotency key.
3. Settle: one transaction writes what came of it to order, intent, audit trail and remembered answer.
4. Resume: whoever finds a claimed intent whose process is gone (a retry with the key, the sweeper) goes on from there.
"""

from collections.abc import Sequence

from commerce.context import Context
from commerce.domain import errors, order_actions
from commerce.domain.coupon_rules import require_minimum
from commerce.domain.coupons import Coupon
from commerce.domain.entity import Shape
from commerce.domain.idempotency import IdempotencyRecord, Refusal
from commerce.domain.lifecycle import OrderStatus, PaymentIntentStatus
from commerce.domain.order_commands import PayOrder
from commerce.domain.order_parts import OrderDiscount
from commerce.domain.orders import Order
from commerce.domain.outcomes import Abandoned, ActionRequired, Charged, ChargeOutcome, Declined, InProgress
from commerce.domain.payments import ABANDON_AFTER, REPEAT_UNTIL, RESUME_AFTER, PaymentIntent, require_lost
from commerce.domain.settlement import (
    PaymentSettled,
    claim_payment,
    pay_nothing,
    refundable_by_payment,
    settle_payment,
)
from commerce.store.keys import idempotency_name
from commerce.store.store import Found
from commerce.store.writes import (
    CountCustomerUse,
    CountUse,
    Create,
    Replace,
    TransactionLost,
    Write,
    count_use,
)
from commerce.usecases.commit import (
    OK,
    Replayed,
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
from commerce.usecases.orders import found_order

DRY_RUN_PAYMENT = "dry_run"


def pay(ctx: Context, order_id: str, command: PayOrder) -> Order:
    """Charge the order's balance; the caller sends no amount, it is derived."""
    claimed = until_written(ctx, lambda: _claim(ctx, order_id, command))
    intent = claimed.intent
    if intent is None:
        return claimed.order
    if ctx.request.dry_run:
        return settle_payment(claimed.order, intent, Charged(DRY_RUN_PAYMENT), ctx.now()).order
    return _finish(ctx, claimed.order, intent, claimed.record, ctx.gateway.charge(intent))


class _Claimed:
    """An order with its payment in flight; no intent: it cost nothing and is paid."""

    def __init__(self, order: Order, intent: PaymentIntent | None, record: IdempotencyRecord | None) -> None:
        self.order = order
        self.intent = intent
        self.record = record


def _claim(ctx: Context, order_id: str, command: PayOrder) -> _Claimed:
    found = ctx.read(order_id, with_settings=True)
    record = replay(ctx, found)
    if record is not None:
        _take_up(ctx, record)
    order = found_order(found, order_id)
    require_version(ctx, order.version)
    order_actions.require(order, "pay")
    _require_coupons_stand(ctx, order)
    return _claim_nothing(ctx, order) if order.balance == 0 else _claim_charge(ctx, order, command)


def _claim_nothing(ctx: Context, order: Order) -> _Claimed:
    """An order that costs nothing claims its coupons and is paid, in one transaction."""
    claims = _claims(order)
    paid, activity = recorded(ctx, order, pay_nothing(order, ctx.now()), "order.paid", "Paid: the order costs nothing.")
    record = answered_record(ctx, paid, OK)
    write = Replace(paid, order.version, outbox(ctx, "order.paid"), [OrderStatus.OPEN])
    _commit_claim(ctx, [write, activity, *claims, *remember(ctx, record)])
    return _Claimed(paid, None, record)


def _claim_charge(ctx: Context, order: Order, command: PayOrder) -> _Claimed:
    if command.source is None:
        field = errors.InvalidField("paymentSourceToken", "REQUIRED", "send a token of the card processor: tok_visa")
        raise errors.InvalidRequest(
            "This order costs money: send paymentSourceToken.", param="paymentSourceToken", fields=[field]
        )
    claims = _claims(order)
    now = ctx.now()
    intent = PaymentIntent(
        id=ctx.new_id("pi"),
        order_id=order.id,
        merchant_id=ctx.tenant.merchant_id,
        amount_money=order.money(order.balance),
        refunded_amount_money=order.money(0),
        customer_id=order.customer_id,
        source_token=command.source,
        buyer_email=command.buyer_email or order.buyer_email,
        claimed_coupons=tuple(claim.code for claim in claims if isinstance(claim, CountUse)),
        customer_coupons=tuple(claim.coupon_id for claim in claims if isinstance(claim, CountCustomerUse)),
        idempotency_key=ctx.request.idempotency_key,
        actor=ctx.actor,
        created_at=now,
        updated_at=now,
    )
    claimed = claim_payment(order, intent, now)
    record = running_record(ctx, intent.id)
    write = Replace(claimed, order.version, (), [OrderStatus.OPEN])
    _commit_claim(ctx, [write, Create(intent), *claims, *remember(ctx, record)])
    return _Claimed(claimed, intent, record)


def _commit_claim(ctx: Context, writes: Sequence[Write]) -> None:
    """Write a claim; if nothing but a coupon without uses left stood in the way, that refuses it."""
    try:
        commit(ctx, writes)
    except TransactionLost as lost:
        kinds = {type(write) for write in lost.lost}
        if not kinds or not kinds <= {CountUse, CountCustomerUse}:
            raise  # the order moved on, or the key was first: decided anew, its coupon may be taken by itself
        if CountUse not in kinds:
            raise errors.CouponExhausted(
                "This customer has used one of the order's coupons as often as it allows; remove it.",
                supported_actions=["removeDiscounts"],
            ) from lost
        codes = ", ".join(dict.fromkeys(write.code for write in lost.lost if isinstance(write, CountUse)))
        raise errors.CouponExhausted(
            f"Coupon {codes} has no uses left; remove it or use another.", supported_actions=["removeDiscounts"]
        ) from lost


def _claims(order: Order) -> list[Write]:
    """The uses that paying takes of the order's coupons; those without a limit take none."""
    claims: list[Write] = []
    for discount in order.applied_discounts:
        if discount.coupon_id is None or discount.coupon_code is None:
            continue
        if discount.limited:
            claims += count_use(discount.coupon_id, discount.coupon_code, +1)
        if discount.limited_per_customer is not None and order.customer_id is not None:
            claims.append(CountCustomerUse(discount.coupon_id, order.customer_id, +1, discount.limited_per_customer))
    return claims


def _releases(order: Order, intent: PaymentIntent) -> list[Write]:
    """The uses that an attempt gives back when it took no money."""
    ids = {discount.coupon_code: discount.coupon_id for discount in order.applied_discounts}
    releases: list[Write] = []
    for code in dict.fromkeys(intent.claimed_coupons):
        coupon_id = ids[code]
        assert coupon_id is not None
        releases += count_use(coupon_id, code, -1)
    if order.customer_id is not None:
        releases += [CountCustomerUse(coupon_id, order.customer_id, -1) for coupon_id in intent.customer_coupons]
    return releases


def _require_coupons_stand(ctx: Context, order: Order) -> None:
    """A coupon that stopped being valid makes paying fail; the price never changes silently.

    Coupons are read again only if any coupon of the merchant changed since they were applied, or if no claim will
    tell that one is used up, as in a dry run.
    """
    coupons = [discount for discount in order.applied_discounts if discount.coupon_id is not None]
    for discount in coupons:
        require_minimum(order, str(discount.coupon_code), discount.minimum_purchase)
        _require_customer(order, discount)
    current = ctx.settings.coupons_version
    if coupons and (ctx.request.dry_run or any(discount.coupons_version != current for discount in coupons)):
        found = ctx.store.read(*(str(discount.coupon_id) for discount in coupons))
        for discount in coupons:
            _require_coupon_stands(ctx, found, discount)
        return
    for discount in coupons:
        if discount.expires_at is not None and discount.expires_at <= ctx.now():
            raise errors.CouponExpired(
                f"Coupon {discount.coupon_code} has expired; remove it, then pay.",
                supported_actions=["removeDiscounts"],
            )


def _require_customer(order: Order, discount: OrderDiscount) -> None:
    """A use that is limited per customer is somebody's."""
    if discount.limited_per_customer is not None and order.customer_id is None:
        raise errors.CouponNotApplicable(
            f"Coupon {discount.coupon_code} is limited per customer; set the order's customerId, or remove the coupon.",
            supported_actions=["update", "removeDiscounts"],
        )


def _require_coupon_stands(ctx: Context, found: Found, discount: OrderDiscount) -> None:
    coupon = found.get(Coupon, str(discount.coupon_id))
    if coupon is None:
        raise errors.CouponNotFound(f"Coupon {discount.coupon_code} no longer exists; remove it, then pay.")
    coupon.require_usable(ctx.now())


def _finish(
    ctx: Context, order: Order, intent: PaymentIntent, record: IdempotencyRecord | None, outcome: ChargeOutcome
) -> Order:
    """Settle, and answer as a caller of `pay` expects: the order, or the decline as an error."""
    settled = _settle(ctx, order, intent, record, outcome)
    if settled is None:  # someone else settled it first: their word is in the database
        return _answer_of_others(ctx, intent)
    refusal = refusal_of(settled.intent)
    if refusal is not None:
        raise refusal
    return settled.order


def _answer_of_others(ctx: Context, intent: PaymentIntent) -> Order:
    found = ctx.read(intent.order_id, intent.id)
    replay(ctx, found)
    now_intent = found.get(PaymentIntent, intent.id)
    assert now_intent is not None
    refusal = refusal_of(now_intent)
    if refusal is not None:
        raise refusal
    return found_order(found, intent.order_id)


def _settle(
    ctx: Context, order: Order, intent: PaymentIntent, record: IdempotencyRecord | None, outcome: ChargeOutcome
) -> PaymentSettled | None:
    """Write what came of an attempt, once. None: another process has written it already."""
    settled = settle_payment(order, intent, outcome, ctx.now())
    after, activity = recorded(
        ctx, order, settled.order, settled.activity, settled.description, payment_intent_id=intent.id
    )
    settled = PaymentSettled(
        after, settled.intent, settled.activity, settled.description, settled.order_events, settled.intent_events
    )
    status, shape = _answer_shape(settled)
    writes: list[Write] = [
        Replace(after, order.version, outbox(ctx, *settled.order_events), [OrderStatus.OPEN]),
        Replace(settled.intent, intent.version, outbox(ctx, *settled.intent_events), [intent.status]),
        activity,
        *answer(record, shape, status),
    ]
    if settled.intent.status in {PaymentIntentStatus.REQUIRES_PAYMENT_METHOD, PaymentIntentStatus.CANCELED}:
        writes += _releases(order, intent)
    try:
        _write_settlement(ctx, writes)
    except TransactionLost:
        return None
    return settled


def _write_settlement(ctx: Context, writes: Sequence[Write]) -> None:
    """Write; a use whose counter is another coupon's by now has nowhere to go back to, and holds nothing up."""
    try:
        ctx.store.write(writes)
    except TransactionLost as lost:
        if not all(isinstance(write, CountUse | CountCustomerUse) for write in lost.lost):
            raise
        ctx.store.write([write for write in writes if write not in lost.lost])


def _answer_shape(settled: PaymentSettled) -> tuple[int, Shape]:
    refusal = refusal_of(settled.intent)
    if refusal is None:
        return OK, settled.order
    return refusal.status, Refusal(error=type(refusal).__name__, code=refusal.code, message=refusal.message)


def refusal_of(intent: PaymentIntent) -> errors.FlintError | None:
    """What a caller of `pay` is told of an attempt that took no money; None if it did or still may."""
    if intent.status is PaymentIntentStatus.CANCELED:
        return errors.payment_refusal("PAYMENT_ABANDONED", "The payment was given up and nothing was taken; pay again.")
    if intent.status is PaymentIntentStatus.REQUIRES_PAYMENT_METHOD:
        return errors.payment_refusal(intent.failure_code or "CARD_DECLINED", intent.failure_message or "")
    return None


def _take_up(ctx: Context, record: IdempotencyRecord) -> None:
    """A retry meets its unfinished first try: finish it if its process is gone, else say that it is at work."""
    assert record.attempt_id is not None
    intent = ctx.store.read(record.attempt_id).get(PaymentIntent, record.attempt_id)
    if intent is None or ctx.now() < intent.updated_at + RESUME_AFTER:
        raise errors.IdempotencyKeyInProgress(
            "The first request with this key is still at work; repeat it in a few seconds."
        )
    resume(ctx, intent.id)
    found = ctx.read(intent.order_id)
    if replay(ctx, found) is not None:
        raise errors.IdempotencyKeyInProgress("The payment is still being processed; repeat the request later.")
    raise Replayed(OK, found_order(found, intent.order_id))


def resume(ctx: Context, intent_id: str, *, patient: bool = False) -> None:
    """Go on with an attempt whose process is gone: find out what became of it, and settle it once.

    Used by a retry with the same key, by the sweeper and by Stripe's events. It reads everything again; what has ended
    is left alone. patient: leave an attempt alone whose own process may still be at work.
    """
    intent = ctx.store.read(intent_id).get(PaymentIntent, intent_id)
    if intent is None or not intent.in_flight:
        return
    claimed = intent.status is PaymentIntentStatus.PROCESSING
    if patient and claimed and ctx.now() < intent.updated_at + RESUME_AFTER:
        return
    names = [] if intent.idempotency_key is None else [idempotency_name(intent.idempotency_key)]
    found = ctx.store.read(intent.order_id, *names)
    order = found_order(found, intent.order_id)
    record = waiting_record(found, intent.idempotency_key, intent.id)
    outcome = _find_out(ctx, intent)
    if isinstance(outcome, ActionRequired) and intent.status is PaymentIntentStatus.REQUIRES_ACTION:
        return  # nothing new, and not old enough to be given up
    if isinstance(outcome, InProgress) and intent.processor_details.stripe.payment_intent_id is not None:
        return
    _settle(ctx, order, intent, record, outcome)


def _find_out(ctx: Context, intent: PaymentIntent) -> ChargeOutcome:
    """What became of an attempt. A call is repeated only while the processor still knows its key."""
    known = intent.processor_details.stripe.payment_intent_id
    if known is not None:
        outcome = ctx.gateway.look_up(known)
        if isinstance(outcome, Declined):
            return _call_off(ctx, known, outcome)
        if isinstance(outcome, ActionRequired) and ctx.now() >= intent.created_at + ABANDON_AFTER:
            return ctx.gateway.cancel(known)
        return outcome
    if ctx.now() < intent.created_at + REPEAT_UNTIL:
        return ctx.gateway.charge(intent)
    found = ctx.gateway.find(intent)
    if found is None:
        require_lost(intent.created_at, ctx.now())
        return Abandoned()
    return found


def _call_off(ctx: Context, processor_payment_id: str, declined: Declined) -> ChargeOutcome:
    """Close a payment that failed in the buyer's hands: the browser holds its secret and could make it succeed."""
    last = ctx.gateway.cancel(processor_payment_id)
    return declined if isinstance(last, Abandoned) else last


def found_payment_intent(found: Found, payment_intent_id: str) -> PaymentIntent:
    """Raises NotFound if the read did not find it."""
    intent = found.get(PaymentIntent, payment_intent_id)
    if intent is None:
        raise errors.NotFound(
            f"There is no payment intent {payment_intent_id}; GET /v1/payment-intents lists yours.",
            param="paymentIntentId",
        )
    return intent


def with_refunds(ctx: Context, intents: Sequence[PaymentIntent]) -> list[PaymentIntent]:
    """Payment intents as they are answered: the order's books say what of each went back."""
    if not intents:
        return []
    found = ctx.store.read(*(intent.order_id for intent in intents))
    answered = []
    for intent in intents:
        order = found_order(found, intent.order_id)
        left = refundable_by_payment(order).get(intent.id, intent.amount_money.amount)
        answered.append(intent.with_refunds(intent.amount_money.amount - left))
    return answered
