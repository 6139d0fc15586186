"""Money that is held on a card: taken, or let go."""

from commerce.context import Context
from commerce.domain import errors, order_actions, order_editing
from commerce.domain.lifecycle import OrderStatus, PaymentIntentStatus
from commerce.domain.money import format_amount
from commerce.domain.outcomes import Abandoned, Charged
from commerce.domain.payment_intent_commands import CancelPaymentIntent, CapturePaymentIntent
from commerce.domain.payments import Asked, PaymentIntent
from commerce.domain.settlement import settle_payment, with_status
from commerce.store.writes import Replace, TransactionLost
from commerce.usecases import settlement
from commerce.usecases.commit import OK, answered_record, commit, remember, running_record, until_written
from commerce.usecases.finding import found_order, found_payment_intent
from commerce.usecases.payment_intents import read_intent
from commerce.usecases.payments import DRY_RUN_PAYMENT, begun_again
from commerce.usecases.settlement import Standing

CANCELABLE = frozenset(
    {
        PaymentIntentStatus.REQUIRES_PAYMENT_METHOD,
        PaymentIntentStatus.REQUIRES_CONFIRMATION,
        PaymentIntentStatus.REQUIRES_ACTION,
        PaymentIntentStatus.REQUIRES_CAPTURE,
    }
)


def capture(ctx: Context, payment_intent_id: str, command: CapturePaymentIntent) -> PaymentIntent:
    """Take money that is held, all or a part; what is not taken is let go."""
    standing = until_written(ctx, lambda: _claim_capture(ctx, payment_intent_id, command))
    if ctx.request.dry_run:
        return settle_payment(standing.order, standing.intent, Charged(DRY_RUN_PAYMENT), ctx.now()).intent
    answer = settlement.capture(ctx, standing)
    assert isinstance(answer, PaymentIntent)
    return answer


def _claim_capture(ctx: Context, payment_intent_id: str, command: CapturePaymentIntent) -> Standing:
    intent = read_intent(ctx, payment_intent_id)
    if intent.status is not PaymentIntentStatus.REQUIRES_CAPTURE:
        raise errors.PaymentIntentUnexpectedState(
            f"Payment intent {intent.id} is {intent.status}; only money that is held can be captured.",
            param="paymentIntentId",
        )
    order = found_order(ctx.store.read(intent.order_id), intent.order_id)
    order_actions.require_settled(order)
    held = intent.amount_money.amount
    amount = (
        held if command.amount_money is None else order_editing.amount_in(order, command.amount_money, "amountMoney")
    )
    if amount > held:
        raise errors.AmountExceedsBalance(
            f"At most {format_amount(held, order.currency)} are held; send {held} or less.",
            param="amountMoney",
            fields=[errors.InvalidField("amountMoney.amount", "AMOUNT_EXCEEDS_BALANCE", f"at most {held}")],
            corrections={"amountMoney.amount": held},
        )
    capturing = begun_again(ctx, intent, Asked.CAPTURE).evolve(
        attempt=intent.attempt,
        attempted_at=intent.attempted_at,
        processor_details=intent.processor_details,
        card=intent.card,
        capture_amount=amount,
    )
    record = running_record(ctx, intent.id)
    in_flight = with_status(order, intent.id, capturing.status).evolve(version=order.version + 1, updated_at=ctx.now())
    writes = [Replace(in_flight, order.version, (), [OrderStatus.OPEN]), Replace(capturing, intent.version)]
    commit(ctx, [*writes, *remember(ctx, record)])
    return Standing(in_flight, capturing, (), record)


def cancel(ctx: Context, payment_intent_id: str, command: CancelPaymentIntent) -> PaymentIntent:
    """Give a payment up that has taken no money: what is held is let go, and the order's claims with it."""

    def change() -> PaymentIntent:
        intent = read_intent(ctx, payment_intent_id)
        if intent.cancel_requested and intent.status is PaymentIntentStatus.CANCELED:
            # A first try of this got as far as that, and lost its process before it could answer.
            commit(ctx, remember(ctx, answered_record(ctx, intent, OK)))
            return intent
        _require_cancelable(intent)
        order = found_order(ctx.store.read(intent.order_id), intent.order_id)
        if not intent.unsettled:
            order_actions.require_settled(order)
        given_up = _request(ctx, intent, command.cancellation_reason)
        return _give_up(ctx, Standing(order, given_up, _waiting(ctx, intent)))

    return until_written(ctx, change)


def _request(ctx: Context, intent: PaymentIntent, reason: str | None) -> PaymentIntent:
    """Note that it is to be given up, before the processor is told: if this process is lost, the sweeper goes on."""
    if intent.cancel_requested:
        return intent  # noted by a first try
    requested = intent.evolve(cancellation_reason=reason, cancel_requested=True)
    if not intent.unsettled or ctx.request.dry_run:
        return requested  # the processor has nothing to let go
    requested = requested.evolve(version=intent.version + 1, updated_at=ctx.now())
    commit(ctx, [Replace(requested, intent.version, (), [intent.status])])
    return requested


def _require_cancelable(intent: PaymentIntent) -> None:
    if intent.status is PaymentIntentStatus.PROCESSING:
        raise errors.PaymentInProgress("The payment is being processed; wait until it has succeeded or failed.")
    if intent.status not in CANCELABLE:
        raise errors.PaymentIntentUnexpectedState(
            f"Payment intent {intent.id} is {intent.status} and can't be canceled; refund what was taken.",
            param="paymentIntentId",
            supported_actions=["refund"],
        )


def _waiting(ctx: Context, intent: PaymentIntent) -> tuple[PaymentIntent, ...]:
    """Cards of the same request that would be charged after this one: they are given up with it."""
    after_it = intent.group[intent.group.index(intent.id) + 1 :] if intent.unsettled and intent.group else ()
    if not after_it:
        return ()
    found = ctx.store.read(*after_it)
    others = tuple(found_payment_intent(found, other) for other in after_it)
    return tuple(other for other in others if other.status is PaymentIntentStatus.REQUIRES_CONFIRMATION)


def _give_up(ctx: Context, standing: Standing) -> PaymentIntent:
    intent = standing.intent
    known = intent.processor_details.stripe.payment_intent_id
    if ctx.request.dry_run:
        return settle_payment(standing.order, intent, Abandoned(known), ctx.now(), standing.waiting).intent
    at_processor = known is not None and intent.unsettled
    outcome = ctx.gateway.cancel(str(known)) if at_processor else Abandoned(known)
    settled = settlement.settle(
        ctx, standing, outcome, also=lambda after: remember(ctx, answered_record(ctx, after.intent, OK))
    )
    if settled is None:
        raise TransactionLost([])  # it moved on meanwhile: decided anew
    if settled.intent.status is not PaymentIntentStatus.CANCELED:
        raise errors.PaymentIntentUnexpectedState(
            f"It was too late to cancel payment intent {intent.id}: it is {settled.intent.status}.",
            param="paymentIntentId",
            supported_actions=["refund"],
        )
    return settled.intent
