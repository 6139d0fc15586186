"""A subscription follows the payments of the order that it owes, in the same transaction."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from commerce.context import Context
from commerce.domain.lifecycle import SubscriptionStatus, subscription_statuses_before
from commerce.store.writes import Replace, Write
from commerce.usecases.commit import outbox

if TYPE_CHECKING:
    # Only for an order of a subscription are they loaded.
    from commerce.domain.billing_outcomes import Outcome
    from commerce.domain.orders import Order
    from commerce.domain.subscriptions import Subscription


class Followed(NamedTuple):
    """An order's subscription after a payment, and its write; None and none if it owes nothing on that order."""

    subscription: Subscription | None = None
    writes: tuple[Write, ...] = ()


def follow(ctx: Context, after: Order, *, kept_card: str | None = None) -> Followed:
    """What a change of the order makes of the subscription that owes it; read only if there is one.

    kept_card: the card that the payment kept. Who begins a subscription with it agreed that it pays the renewals.
    """
    if after.subscription_id is None:
        return Followed()
    from commerce.domain.billing_outcomes import of_order  # noqa: PLC0415 (no cold start of others pays for it)
    from commerce.domain.subscriptions import Subscription  # noqa: PLC0415 (no cold start of others pays for it)

    subscription = ctx.store.read(after.subscription_id).get(Subscription, after.subscription_id)
    if subscription is None or subscription.open_order_id != after.id:
        return Followed(subscription)
    outcome = of_order(subscription, after, ctx.settings.dunning, ctx.now())
    if outcome.subscription is subscription:
        return Followed(subscription)
    if kept_card is not None and subscription.status is SubscriptionStatus.INCOMPLETE:
        outcome = replace(outcome, subscription=outcome.subscription.evolve(payment_method_id=kept_card))
    told, write = replaced(ctx, subscription, outcome)
    return Followed(told, (write,))


def replaced(ctx: Context, before: Subscription, outcome: Outcome) -> tuple[Subscription, Replace]:
    """A subscription's next version and its write, with the events that follow from it."""
    after = outcome.subscription.evolve(version=before.version + 1, updated_at=ctx.now())
    statuses = subscription_statuses_before(after.status)
    return after, Replace(after, before.version, outbox(ctx, *outcome.events), statuses)
