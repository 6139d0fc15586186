"""Opening a checkout page: whose it is, what it sells, and how often its forms were sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from commerce.context import Context, Runtime
from commerce.domain import errors
from commerce.domain.checkout_orders import Stage, stage_of
from commerce.domain.checkout_sessions import CheckoutSession
from commerce.domain.orders import Order
from commerce.usecases.page_opening import PageKind, count_form, open_page

if TYPE_CHECKING:
    # Only for the session of a plan are they loaded.
    from commerce.domain.payment_methods import PaymentMethod
    from commerce.domain.subscriptions import Subscription
    from commerce.store.store import Found

MAX_TRIES = 40
"""How often a page's forms may be sent in ten minutes: what tries out cards is stopped, who can't decide is not."""

PAGE = PageKind(CheckoutSession, "cs", lambda session: session.token, errors.CheckoutSessionNotFound)


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
    ctx, session, tries = open_page(PAGE, runtime, token, public_url)
    paid_for = ctx.store.read(session.order_id, *filter(None, [session.subscription_id, session.card_attempt_id]))
    order = paid_for.get(Order, session.order_id)
    assert order is not None, "a session's order is never deleted"
    begins, card = _begins(paid_for, session), _card(paid_for, session)
    return Checkout(ctx, session.at(ctx.now()), order, tries, begins, card)


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


def count_try(checkout: Checkout) -> None:
    """Count that a form was sent. Raises RateLimited for too many."""
    count_form(checkout.ctx, checkout.session.id, checkout.tries, most=MAX_TRIES)
