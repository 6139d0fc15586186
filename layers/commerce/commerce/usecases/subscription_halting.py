"""Subscriptions paused and ended by request: nothing is charged, nothing goes back."""

from collections.abc import Callable, Sequence

from commerce.context import Context
from commerce.domain import subscription_states
from commerce.domain.billing_outcomes import Outcome
from commerce.domain.lifecycle import SubscriptionStatus
from commerce.domain.subscription_commands import CancelSubscription, PauseSubscription
from commerce.domain.subscriptions import Subscription
from commerce.store.writes import Write
from commerce.usecases.commit import OK, answered_record, commit, remember, replay, require_version, until_written
from commerce.usecases.finding import found_subscription
from commerce.usecases.subscription_payments import replaced

Decide = Callable[[Subscription], tuple[Outcome, Sequence[Write]]]


def pause(ctx: Context, subscription_id: str, command: PauseSubscription) -> Subscription:
    """Make no more orders, for some cycles or until it is resumed."""
    return _change(
        ctx,
        subscription_id,
        "pause",
        lambda subscription: (subscription_states.pause(subscription, command, ctx.now()), ()),
    )


def cancel(ctx: Context, subscription_id: str, command: CancelSubscription) -> Subscription:
    """End it, at the end of what was paid or now."""
    return _change(
        ctx,
        subscription_id,
        "cancel",
        lambda subscription: (
            subscription_states.cancel(subscription, command, ctx.now()),
            _closing_writes(ctx, subscription),
        ),
    )


def _closing_writes(ctx: Context, subscription: Subscription) -> Sequence[Write]:
    """The writes that close its order, if it never began."""
    if subscription.status is not SubscriptionStatus.INCOMPLETE:
        return ()
    from commerce.usecases.subscription_invoices import closing_writes  # noqa: PLC0415 (no other cancelling pays for it)

    return closing_writes(ctx, subscription)


def _change(ctx: Context, subscription_id: str, action: str, decide: Decide) -> Subscription:
    """Read, decide and write; decided anew if another request wrote in between."""

    def change() -> Subscription:
        found = ctx.read(subscription_id)
        replay(ctx, found)
        subscription = found_subscription(found, subscription_id)
        require_version(ctx, subscription.version)
        subscription_states.require(subscription, action)
        outcome, writes = decide(subscription)
        after, write = replaced(ctx, subscription, outcome)
        commit(ctx, [write, *writes, *remember(ctx, answered_record(ctx, after, OK))])
        return after

    return until_written(ctx, change)
