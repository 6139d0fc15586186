"""A customer's new default card: what their subscriptions owe is charged to it at once."""

from contextlib import suppress

from commerce.context import Context
from commerce.domain import errors
from commerce.domain.lifecycle import PaymentMethodStatus, SubscriptionStatus
from commerce.domain.payment_method_commands import CreatePaymentMethod
from commerce.domain.payment_methods import PaymentMethod
from commerce.domain.subscriptions import Subscription
from commerce.store.lists import Selection, list_entities
from commerce.store.writes import TransactionLost
from commerce.usecases import payment_methods
from commerce.usecases.billing import retry

MOST_RETRIED = 20


def create(ctx: Context, command: CreatePaymentMethod) -> PaymentMethod:
    """Save a card; if it is the customer's first, it pays what is owed."""
    method = payment_methods.create(ctx, command)
    if method.status is PaymentMethodStatus.ACTIVE:
        _pay_what_is_owed(ctx, method)
    return method


def set_default(ctx: Context, method_id: str) -> PaymentMethod:
    """Choose the default card, and pay with it what is owed."""
    method = payment_methods.set_default(ctx, method_id)
    _pay_what_is_owed(ctx, method)
    return method


def _pay_what_is_owed(ctx: Context, method: PaymentMethod) -> None:
    """Charge late subscriptions that go by the default card. What fails here is tried again on its day."""
    if ctx.request.dry_run:
        return
    # A context of its own: what is charged here is no answer to the request. An agent's limits hold here too.
    background = Context(ctx.tenant, ctx.runtime, agent=ctx.agent)
    late = Selection(status=SubscriptionStatus.PAST_DUE, customer_id=method.customer_id, limit=MOST_RETRIED)
    with suppress(errors.Unavailable):
        for subscription in list_entities(ctx.store, Subscription, late).entities:
            if subscription.payment_method_id is None:
                with suppress(errors.FlintError, TransactionLost):
                    retry(background, subscription.id, method.id)
