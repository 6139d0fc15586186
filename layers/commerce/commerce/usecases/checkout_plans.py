"""Checkout sessions of plans: a subscription that waits for its first order to be paid on the page."""

from typing import NamedTuple

from commerce.context import Context
from commerce.domain import errors
from commerce.domain.billing_cycles import next_boundary, open_cycle
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
        raise errors.InvalidRequest(
            "This plan begins with a trial, for which nothing is paid: make the subscription with POST "
            "/v1/subscriptions, or use a plan without a trial.",
            param="planId",
            fields=[errors.InvalidField("planId", "INVALID_VALUE", "a plan without a trial")],
        )
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
