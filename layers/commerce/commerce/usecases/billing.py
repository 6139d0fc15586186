"""Billing a subscription: whatever is due is done once, by whomever it is done, and however late.

A cycle claims in one transaction: the order is made under an id that its period gives, the period advances, and the
payment intent begins. Then the saved card is charged, and settled as every payment is; the subscription follows in the
same transaction. Who dies in between is finished by the sweeper; who comes twice loses to the first.
"""

from dataclasses import dataclass, replace

from commerce.context import Context
from commerce.domain import errors, order_actions
from commerce.domain.billing_cycles import Cycle, Due, next_boundary, open_cycle, what_is_due
from commerce.domain.billing_outcomes import (
    Outcome,
    begin_trial,
    end_of_period,
    expire,
    failed,
    give_up,
    notify,
    of_order,
)
from commerce.domain.billing_runs import BillingCounts
from commerce.domain.claims import NO_CLAIMS
from commerce.domain.deadlines import RESUME_AFTER
from commerce.domain.lifecycle import OrderStatus, SubscriptionStatus
from commerce.domain.orders import Order
from commerce.domain.payments import Asked, PaymentIntent
from commerce.domain.settlement import claim_payments, pay_nothing
from commerce.domain.subscription_states import resume
from commerce.domain.subscriptions import BillingCycle, Subscription
from commerce.store.writes import Create, Replace, TransactionLost, Write
from commerce.usecases import resumption, settlement
from commerce.usecases.billing_cards import Party, SavedCard, read_party
from commerce.usecases.commit import CHANGE_TRIES, commit, outbox, recorded, running_record
from commerce.usecases.finding import found_order, found_subscription
from commerce.usecases.payment_starts import new_intent
from commerce.usecases.settlement import Standing
from commerce.usecases.subscription_invoices import closing_writes, invoiced
from commerce.usecases.subscription_payments import replaced
from commerce.usecases.taxes import taxed

MAX_STEPS = 40
"""What one call does of a subscription at most; what is left is due still."""

CARD_MISSING = "PAYMENT_METHOD_MISSING"
CARD_MISSING_TOLD = "The customer has no card to charge; save one."


@dataclass(frozen=True, slots=True)
class Claimed:
    """A subscription's change and, beside its own, the writes of the order that it owes.

    standing: what is to be charged once all of it is written; None: nothing.
    """

    outcome: Outcome
    writes: tuple[Write, ...] = ()
    standing: Standing | None = None


def bill(ctx: Context, subscription_id: str) -> BillingCounts:
    """Do what is due on a subscription, one thing after the other; what came of it."""
    counts = BillingCounts()
    for _ in range(MAX_STEPS):
        step = _step(ctx, subscription_id)
        if step is None:
            break
        counts = counts.plus(step)
    return counts


def _step(ctx: Context, subscription_id: str) -> BillingCounts | None:
    """One thing that is due; None: nothing is, or someone else is at it."""
    for _ in range(CHANGE_TRIES):
        found = ctx.read(subscription_id, with_settings=True)
        subscription = found_subscription(found, subscription_id)
        due = what_is_due(subscription, ctx.now())
        if due is Due.NOTHING:
            return None
        try:
            if due is Due.LOOK:
                return _looked(ctx, subscription)
            return _counted(subscription, _write(ctx, subscription, _decided(ctx, subscription, due)))
        except TransactionLost:
            continue  # another run or the merchant was faster, or another invoice took the number: decided anew
    raise errors.StorageUnavailable("The subscription is busy with other changes; it stays due.")


def _decided(ctx: Context, subscription: Subscription, due: Due) -> Claimed:
    """What is to be written, and charged, for what is due."""
    match due:
        case Due.BEGIN | Due.CYCLE if due is Due.CYCLE or subscription.trial_end_at is None:
            return claim_cycle(ctx, subscription, Asked.PAY)
        case Due.RETRY:
            return _retried(ctx, subscription)
        case Due.EXPIRE:
            return Claimed(expire(subscription, ctx.now()), closing_writes(ctx, subscription))
        case _:
            return Claimed(_by_time(ctx, subscription, due))


def _by_time(ctx: Context, subscription: Subscription, due: Due) -> Outcome:
    """What time alone makes of it."""
    match due:
        case Due.BEGIN:
            return begin_trial(subscription)
        case Due.NOTIFY:
            return notify(subscription, ctx.now())
        case Due.GIVE_UP:
            return give_up(subscription, ctx.settings.dunning, ctx.now())
        case _:
            return end_of_period(subscription, ctx.now())


def _counted(before: Subscription, after: Subscription) -> BillingCounts:
    """What a step came to."""
    asked = after.cycle_count > before.cycle_count
    owed = before.open_order_id is not None or asked
    failures = 0 if before.dunning is None else before.dunning.failures
    return BillingCounts(
        orders_made=int(asked),
        payments_succeeded=int(owed and after.open_order_id is None),
        payments_failed=int(after.dunning is not None and after.dunning.failures > failures),
    )


def _retried(ctx: Context, subscription: Subscription) -> Claimed:
    """Another try; one whose pause is over goes on with it."""
    if subscription.status is not SubscriptionStatus.PAUSED:
        return claim_again(ctx, subscription, Asked.PAY)
    resumed = resume(subscription, ctx.now())
    claimed = claim_again(ctx, resumed.subscription, Asked.PAY)
    events = (*resumed.events, *claimed.outcome.events)
    return replace(claimed, outcome=Outcome(claimed.outcome.subscription, events))


def _write(ctx: Context, subscription: Subscription, claimed: Claimed) -> Subscription:
    """Write what was decided, then charge what it claimed; the subscription as that leaves it."""
    after, write = replaced(ctx, subscription, claimed.outcome)
    commit(ctx, [write, *claimed.writes])
    return after if claimed.standing is None else charge(ctx, claimed.standing) or after


def _looked(ctx: Context, subscription: Subscription) -> BillingCounts | None:
    """See what became of a payment whose process may be gone. None: it is still under way."""
    assert subscription.open_order_id is not None
    order = found_order(ctx.store.read(subscription.open_order_id), subscription.open_order_id)
    flying = order.payment_in_flight
    if flying is not None:
        resumption.resume(ctx, flying.payment_intent_id, patient=True)
    else:
        _write(ctx, subscription, Claimed(of_order(subscription, order, ctx.settings.dunning, ctx.now())))
    again = found_subscription(ctx.store.read(subscription.id), subscription.id)
    return None if again.version == subscription.version else _counted(subscription, again)


def claim_cycle(ctx: Context, subscription: Subscription, asked: Asked, party: Party | None = None) -> Claimed:
    """A period that begins: its order, and the payment that is about to be tried. party: None: it is read."""
    now, boundary = ctx.now(), next_boundary(subscription)
    buyer, card = party or read_party(ctx, subscription)
    resumed = subscription.status is SubscriptionStatus.PAUSED
    status = SubscriptionStatus.ACTIVE if resumed else subscription.status
    period = subscription.schedule.period_at(boundary, begins=boundary)
    cycle = open_cycle(subscription.evolve(status=status), period, buyer, ctx.settings, now)
    cycle = replace(cycle, order=taxed(ctx, cycle.order, moved=True))
    claimed = _claim_order(ctx, cycle, card, asked)
    events = ("subscription.resumed",) if resumed else ()
    row = BillingCycle(
        subscription_id=subscription.id,
        number=cycle.subscription.cycle_count,
        order_id=cycle.order.id,
        period_start_at=period.start,
        period_end_at=period.end,
    )
    outcome = Outcome(claimed.outcome.subscription, (*events, *claimed.outcome.events))
    return replace(claimed, outcome=outcome, writes=(*claimed.writes, Create(row)))


def _claim_order(ctx: Context, cycle: Cycle, card: SavedCard | None, asked: Asked) -> Claimed:
    now, subscription = ctx.now(), cycle.subscription
    order, made = recorded(ctx, None, cycle.order, "order.created", "Order made for a subscription's period.")
    created = outbox(ctx, "order.created")
    if order.balance == 0:
        paid = pay_nothing(order, now).evolve(version=order.version)
        paid, told = recorded(ctx, order, paid, "order.paid", "Paid: the order costs nothing.")
        paid, invoice = invoiced(ctx, paid, subscription)
        outcome = of_order(subscription, paid, ctx.settings.dunning, now)
        return Claimed(outcome, (Create(paid, (*created, *outbox(ctx, "order.paid"))), made, told, *invoice))
    order, invoice = invoiced(ctx, order, subscription)
    if card is None:
        outcome = failed(subscription, CARD_MISSING, CARD_MISSING_TOLD, ctx.settings.dunning, now)
        return Claimed(outcome, (Create(order, created), made, *invoice))
    intent = _intent(ctx, order, card, asked)
    claimed = claim_payments(order, [intent], NO_CLAIMS, now).evolve(version=order.version)
    writes = (Create(claimed, created), made, Create(intent), *invoice)
    return Claimed(Outcome(subscription), writes, Standing(claimed, intent, (), running_record(ctx, intent.id)))


def claim_again(ctx: Context, subscription: Subscription, asked: Asked) -> Claimed:
    """Another try to charge the order that is owed. Raises PaymentInProgress while somebody else tries."""
    now = ctx.now()
    assert subscription.open_order_id is not None
    order = found_order(ctx.store.read(subscription.open_order_id), subscription.open_order_id)
    if order.status is not OrderStatus.OPEN:
        return Claimed(of_order(subscription, order, ctx.settings.dunning, now))
    _, card = read_party(ctx, subscription)
    if card is None:
        return Claimed(failed(subscription, CARD_MISSING, CARD_MISSING_TOLD, ctx.settings.dunning, now))
    order_actions.require(order, "pay")
    intent = _intent(ctx, order, card, asked)
    claimed = claim_payments(order, [intent], NO_CLAIMS, now)
    writes = (Replace(claimed, order.version, (), [OrderStatus.OPEN]), Create(intent))
    trying = subscription.evolve(look_again_at=now + RESUME_AFTER)
    return Claimed(Outcome(trying), writes, Standing(claimed, intent, (), running_record(ctx, intent.id)))


def _intent(ctx: Context, order: Order, card: SavedCard, asked: Asked) -> PaymentIntent:
    return new_intent(ctx, order, order.payable, asked).evolve(**card.source, off_session=asked is Asked.PAY)


def charge(ctx: Context, standing: Standing) -> Subscription | None:
    """Charge what was claimed; what became of the subscription, None if someone else has settled it."""
    settled = settlement.go_on(ctx, standing, ctx.gateway.charge(standing.intent))
    return None if settled is None else settled.subscription


def retry(ctx: Context, subscription_id: str, payment_method_id: str) -> None:
    """Charge what a late subscription owes to the card that it goes by now; another card is left alone."""
    subscription = found_subscription(ctx.read(subscription_id, with_settings=True), subscription_id)
    if subscription.status is not SubscriptionStatus.PAST_DUE or subscription.payment_under_way:
        return
    _, card = read_party(ctx, subscription)
    if card is not None and card.payment_method_id == payment_method_id:
        _write(ctx, subscription, claim_again(ctx, subscription, Asked.PAY))
