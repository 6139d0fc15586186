"""Subscriptions made, changed and resumed by request, which may charge. What time brings is done by `billing`."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from commerce.context import Context
from commerce.domain import errors, subscription_changes, subscription_states
from commerce.domain.billing_cycles import Due, what_is_due
from commerce.domain.billing_outcomes import Outcome, begin_trial, of_order
from commerce.domain.claims import NO_CLAIMS, Claims
from commerce.domain.coupons import Coupon
from commerce.domain.customers import Customer
from commerce.domain.lifecycle import SubscriptionStatus
from commerce.domain.outcomes import Charged
from commerce.domain.payments import Asked
from commerce.domain.settlement import settle_payment
from commerce.domain.subscription_commands import (
    CreateSubscription,
    UpdateSubscription,
)
from commerce.domain.subscription_making import new_subscription, with_coupon
from commerce.domain.subscriptions import PlanTerms, Subscription
from commerce.store.keys import coupon_code_name
from commerce.store.store import Found
from commerce.store.writes import Create
from commerce.usecases import resumption
from commerce.usecases.billing import (
    Claimed,
    charge,
    claim_again,
    claim_cycle,
)
from commerce.usecases.billing_cards import Party, party_of
from commerce.usecases.claims import claim, commit_claim
from commerce.usecases.commit import (
    CREATED,
    OK,
    answered_record,
    commit,
    outbox,
    remember,
    replay,
    require_version,
    until_written,
)
from commerce.usecases.finding import found_customer, found_subscription
from commerce.usecases.payment_methods import found_payment_method, require_active
from commerce.usecases.payments import DRY_RUN_PAYMENT
from commerce.usecases.plans import found_plan
from commerce.usecases.subscription_payments import replaced

Decide = Callable[[Subscription, Found], Claimed]


def create(ctx: Context, command: CreateSubscription) -> Subscription:
    """Make a subscription. What is to be paid now is charged; if that fails, it is `incomplete`."""
    return _finish(ctx, until_written(ctx, lambda: _create(ctx, command)))


def _create(ctx: Context, command: CreateSubscription) -> Claimed:
    found = _read(ctx, command)
    customer, now = found_customer(found, command.customer_id), ctx.now()
    party = party_of(ctx, found, customer, command.payment_method_id)
    _require_card(found, customer, command.payment_method_id)
    plan = found_plan(found, command.plan_id)
    made = new_subscription(ctx.settings, plan, command, subscription_id=ctx.new_id("sub"), now=now)
    made, claims = _with_coupon(ctx, found, made, command)
    claimed = _begun(ctx, made, party)
    subscription = claimed.outcome.subscription
    record = claimed.standing.record if claimed.standing else answered_record(ctx, subscription, CREATED)
    write = Create(subscription, outbox(ctx, "subscription.created", *claimed.outcome.events))
    commit_claim(ctx, [write, *claimed.writes, *claim(claims), *remember(ctx, record)])
    return claimed


def _read(ctx: Context, command: CreateSubscription) -> Found:
    """All that a new subscription names. Raises Replayed for a request that was answered."""
    names = [command.plan_id, command.customer_id, *filter(None, [command.payment_method_id])]
    if command.coupon_code is not None:
        names.append(coupon_code_name(command.coupon_code))
    found = ctx.read(*names, with_settings=True)
    _take_up(ctx, found)
    return found


def _take_up(ctx: Context, found: Found) -> None:
    record = replay(ctx, found)
    if record is not None:
        resumption.take_up(ctx, record)


def _require_card(found: Found, customer: Customer, payment_method_id: str | None) -> None:
    """Raises NotFound or PaymentMethodNotActive for a card that is not this customer's, or can't be charged."""
    if payment_method_id is None:
        return
    method = require_active(found_payment_method(found, payment_method_id))
    if method.customer_id != customer.id:
        raise errors.NotFound(
            f"Customer {customer.id} has no card {payment_method_id}; "
            f"GET /v1/payment-methods?customerId={customer.id} lists theirs.",
            param="paymentMethodId",
        )


def _with_coupon(
    ctx: Context, found: Found, made: Subscription, command: CreateSubscription
) -> tuple[Subscription, Claims]:
    if command.coupon_code is None:
        return made, NO_CLAIMS
    coupon = found.get(Coupon, coupon_code_name(command.coupon_code))
    if coupon is None:
        raise errors.CouponNotFound(
            f"There is no coupon {command.coupon_code}; check the code, or leave it out.", param="couponCode"
        )
    return with_coupon(made, coupon, command.coupon_duration_cycles, ctx.now())


def _begun(ctx: Context, made: Subscription, party: Party) -> Claimed:
    """What there is to do at once: wait for the start, begin the trial, or ask for the first period."""
    if what_is_due(made, ctx.now()) is not Due.BEGIN:
        return Claimed(Outcome(made))
    if made.trial_end_at is not None:
        return Claimed(begin_trial(made))
    claimed = claim_cycle(ctx, made, Asked.SUBSCRIBE, party)
    if claimed.outcome.subscription.dunning is not None:
        raise errors.PaymentMethodRequired(
            "The first period is to be paid now, and the customer has no card; save one with POST /v1/payment-methods, "
            "or begin with a trial.",
            param="paymentMethodId",
        )
    return claimed


def _finish(ctx: Context, claimed: Claimed) -> Subscription:
    """Charge what was claimed, and answer with what became of the subscription."""
    subscription, standing = claimed.outcome.subscription, claimed.standing
    if standing is None:
        return subscription
    if ctx.request.dry_run:
        order = settle_payment(standing.order, standing.intent, Charged(DRY_RUN_PAYMENT), ctx.now()).order
        return of_order(subscription, order, ctx.settings.dunning, ctx.now()).subscription
    charged = charge(ctx, standing)
    if charged is not None:
        return charged
    found = ctx.read(subscription.id)
    replay(ctx, found)
    return found_subscription(found, subscription.id)


def update(ctx: Context, subscription_id: str, command: UpdateSubscription) -> Subscription:
    """Move it to other terms, another card or another quantity; keep or end it."""

    def decide(subscription: Subscription, found: Found) -> Claimed:
        subscription_states.require(subscription, "update")
        edited = _edited(ctx, subscription, command)
        moved, anew = edited, False
        if command.plan_id is not None or command.quantity is not None:
            plan = subscription.plan
            if command.plan_id is not None:
                chosen = found_plan(found, command.plan_id)
                chosen.require_active()
                plan = PlanTerms.of(chosen)
            moved, anew = subscription_changes.moved(
                edited,
                plan,
                command.quantity or subscription.quantity,
                proration=command.proration_behavior,
                rounding=ctx.settings.rounding,
                now=ctx.now(),
            )
        if anew:
            return claim_cycle(ctx, moved, Asked.CHANGE_SUBSCRIPTION)
        card_changed = "payment_method_id" in command.model_fields_set
        waits = moved.status is SubscriptionStatus.PAUSED or moved.checkout_trial_days is not None
        owes = moved.open_order_id is not None and not waits
        if card_changed and owes:
            return claim_again(ctx, moved, Asked.CHANGE_SUBSCRIPTION)
        return Claimed(Outcome(moved))

    also = [command.plan_id] if command.plan_id is not None else []
    return _change(ctx, subscription_id, decide, also=also)


def _edited(ctx: Context, subscription: Subscription, command: UpdateSubscription) -> Subscription:
    """What can change without asking for money."""
    changes: dict[str, object] = {}
    if "metadata" in command.model_fields_set:
        changes["metadata"] = command.metadata or {}
    if "payment_method_id" in command.model_fields_set:
        changes["payment_method_id"] = command.payment_method_id
        if command.payment_method_id is not None:
            cards = ctx.store.read(subscription.customer_id, command.payment_method_id)
            _require_card(cards, found_customer(cards, subscription.customer_id), command.payment_method_id)
    edited = subscription.evolve(**changes)
    return edited if command.cancel_at_period_end is None else subscription_states.keep(edited)


def resume(ctx: Context, subscription_id: str) -> Subscription:
    """Go on. What is owed is charged at once; after skipped cycles, the rest of the running one."""

    def decide(subscription: Subscription, _: Found) -> Claimed:
        subscription_states.require(subscription, "resume")
        now = ctx.now()
        resumed = subscription_states.resume(subscription, now)
        if resumed.subscription.open_order_id is not None:
            claimed = claim_again(ctx, resumed.subscription, Asked.CHANGE_SUBSCRIPTION)
        elif subscription_states.lapsed(subscription, now):
            begins_now = resumed.subscription.evolve(current_period_end_at=now.replace(microsecond=0))
            claimed = claim_cycle(ctx, begins_now, Asked.CHANGE_SUBSCRIPTION)
        else:
            return Claimed(resumed)
        events = (*resumed.events, *claimed.outcome.events)
        return replace(claimed, outcome=Outcome(claimed.outcome.subscription, events))

    return _change(ctx, subscription_id, decide)


def _change(ctx: Context, subscription_id: str, decide: Decide, *, also: Sequence[str] = ()) -> Subscription:
    """Read, decide, write, and charge what that claimed; decided anew if another request wrote in between."""

    def change() -> Claimed:
        found = ctx.read(subscription_id, *also, with_settings=True)
        _take_up(ctx, found)
        subscription = found_subscription(found, subscription_id)
        require_version(ctx, subscription.version)
        claimed = decide(subscription, found)
        after, write = replaced(ctx, subscription, claimed.outcome)
        record = claimed.standing.record if claimed.standing else answered_record(ctx, after, OK)
        commit(ctx, [write, *claimed.writes, *remember(ctx, record)])
        return replace(claimed, outcome=Outcome(after, claimed.outcome.events))

    return _finish(ctx, until_written(ctx, change))
