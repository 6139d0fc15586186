"""Checkout sessions of plans: a subscription that waits for its first order to be paid on the page."""

from typing import NamedTuple

from commerce.context import Context
from commerce.domain import errors
from commerce.domain.billing_cycles import Buyer, next_boundary, open_cycle, trial_order
from commerce.domain.checkout_session_commands import CreateCheckoutSession
from commerce.domain.orders import Order
from commerce.domain.subscription_commands import CreateSubscription
from commerce.domain.subscription_making import new_subscription
from commerce.domain.subscriptions import BillingCycle, Subscription
from commerce.store.writes import Create, Write
from commerce.usecases.billing_cards import buyer_of
from commerce.usecases.commit import outbox, replay
from commerce.usecases.finding import found_customer
from commerce.usecases.plans import found_plan
from commerce.usecases.subscription_invoices import invoiced
from commerce.usecases.taxes import taxed


class Begun(NamedTuple):
    """A subscription's first order, not yet written, and what is written beside it."""

    subscription: Subscription
    order: Order
    writes: tuple[Write, ...]


def begin(ctx: Context, command: CreateCheckoutSession) -> Begun:
    """A subscription that nobody has paid for yet: whoever pays its order begins it. Nothing is charged here."""
    wanted = CreateSubscription(plan_id=str(command.plan_id), customer_id=str(command.customer_id))
    found = ctx.read(wanted.plan_id, wanted.customer_id, with_settings=True)
    replay(ctx, found)
    customer, now = found_customer(found, wanted.customer_id), ctx.now()
    plan = found_plan(found, wanted.plan_id)
    made = new_subscription(ctx.settings, plan, wanted, subscription_id=ctx.new_id("sub"), now=now)
    if made.trial_end_at is not None:
        _require_nothing_to_choose(command)
        return _trial(ctx, made, plan.trial_period_days, buyer_of(customer))
    boundary = next_boundary(made)
    period = made.schedule.period_at(boundary, begins=boundary)
    cycle = open_cycle(made, period, buyer_of(customer), ctx.settings, now)
    order, invoice = invoiced(ctx, taxed(ctx, cycle.order, moved=True), cycle.subscription)
    # No payment is under way: unless one succeeds in time, the subscription ends unpaid, and its order with it.
    subscription = cycle.subscription.evolve(look_again_at=None)
    row = BillingCycle(
        subscription_id=subscription.id,
        number=subscription.cycle_count,
        order_id=order.id,
        period_start_at=period.start,
        period_end_at=period.end,
    )
    told = outbox(ctx, "subscription.created")
    return Begun(subscription, order, (Create(subscription, told), Create(row), *invoice))


def _trial(ctx: Context, made: Subscription, days: int, buyer: Buyer) -> Begun:
    """A trial that begins once its buyer has given a card: then it is told of, and its days are counted from then on.

    days: how long it is. What the buyer completes is an order of nothing, which no invoice asks for.
    """
    order = taxed(ctx, trial_order(made, ctx.new_id("ord"), buyer, ctx.settings, ctx.now()), moved=True)
    waits = made.evolve(trial_end_at=None, checkout_trial_days=days, open_order_id=order.id)
    return Begun(waits, order, (Create(waits),))


def _require_nothing_to_choose(command: CreateCheckoutSession) -> None:
    """Raises InvalidRequest for what would change a price where nothing is paid."""
    asked = {"allowTip": command.allow_tip, "allowCoupon": command.allow_coupon}
    fields = [errors.InvalidField(name, "INVALID_VALUE", "false") for name, wanted in asked.items() if wanted]
    if fields:
        raise errors.InvalidRequest(
            "This plan begins with a trial, so nothing is paid on the page: leave allowTip and allowCoupon out.",
            param=fields[0].field,
            fields=fields,
        )
