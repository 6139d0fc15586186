"""Opening a checkout page: whose it is, what it sells, and how often its forms were sent."""

from __future__ import annotations

import hmac
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from commerce.context import Context, Runtime
from commerce.domain import errors
from commerce.domain.checkout_orders import Stage, stage_of
from commerce.domain.checkout_sessions import CheckoutSession
from commerce.domain.orders import Order
from commerce.domain.page_tokens import read_page_token
from commerce.store.keys import Tenant, request_count_name
from commerce.usecases.finding import found_order

if TYPE_CHECKING:
    # Only for the session of a plan are they loaded.
    from commerce.domain.payment_methods import PaymentMethod
    from commerce.domain.subscriptions import Subscription
    from commerce.store.store import Found

WINDOW_SECONDS, MAX_TRIES = 600, 40
"""How often a page's forms may be sent: what tries out cards is stopped, a buyer who can't decide is not."""


class Checkout(NamedTuple):
    """A page that was opened: its session and order as they are now.

    tries: how often its forms were sent lately. subscription: what begins once the order is paid; None: nothing.
    card: the latest one that was given for a trial; None: none was.
    """

    ctx: Context
    session: CheckoutSession
    order: Order
    tries: int
    subscription: Subscription | None = None
    card: PaymentMethod | None = None

    @property
    def stage(self) -> Stage:
        """What there is to do."""
        return stage_of(self.session, self.order, self.card)

    @property
    def keeps_card(self) -> bool:
        """True while a trial waits for a card, and nothing is to be paid."""
        waits = self.subscription is not None and self.subscription.checkout_trial_days is not None
        return waits and self.order.payable == 0


def open_checkout(runtime: Runtime, token: str, public_url: str) -> Checkout:
    """What a page's address leads to, in two round trips. Raises CheckoutSessionNotFound for an address of nothing."""
    named = read_page_token(token, "cs")
    if named is None:
        raise _no_such_page()
    tenant = Tenant(named.merchant_id, named.mode)
    ctx = Context(tenant, runtime, actor=named.resource_id, public_url=public_url)
    tries = request_count_name(named.resource_id, _window(runtime))
    found = ctx.read(named.resource_id, tries, with_settings=True)
    session = found.get(CheckoutSession, named.resource_id)
    if session is None or not hmac.compare_digest(session.token, token):
        raise _no_such_page()
    paid_for = ctx.store.read(session.order_id, *filter(None, [session.subscription_id, session.card_attempt_id]))
    order, subscription = found_order(paid_for, session.order_id), _begins(paid_for, session)
    return Checkout(ctx, session.at(ctx.now()), order, found.uses(tries), subscription, _card(paid_for, session))


def _begins(found: Found, session: CheckoutSession) -> Subscription | None:
    if session.subscription_id is None:
        return None
    from commerce.domain.subscriptions import Subscription  # noqa: PLC0415 (no cold start of others pays for it)

    return found.get(Subscription, session.subscription_id)


def _card(found: Found, session: CheckoutSession) -> PaymentMethod | None:
    if session.card_attempt_id is None:
        return None
    from commerce.domain.payment_methods import PaymentMethod  # noqa: PLC0415 (likewise)

    return found.get(PaymentMethod, session.card_attempt_id)


def _no_such_page() -> errors.CheckoutSessionNotFound:
    return errors.CheckoutSessionNotFound("No page has this address.")


def count_try(checkout: Checkout) -> None:
    """Count that a form was sent. Raises RateLimited for too many."""
    if checkout.tries >= MAX_TRIES:
        raise errors.RateLimited.for_seconds(WINDOW_SECONDS)
    window = _window(checkout.ctx.runtime)
    ends_at = datetime.fromtimestamp((window + 1) * WINDOW_SECONDS, UTC)
    checkout.ctx.store.count(request_count_name(checkout.session.id, window), 1, ends_at + timedelta(minutes=5))


def _window(runtime: Runtime) -> int:
    return int(runtime.clock.now().timestamp()) // WINDOW_SECONDS
