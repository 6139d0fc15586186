"""What the checkout page is made from."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from commerce.domain import errors, order_actions
from commerce.domain.checkout_sessions import CheckoutSession
from commerce.domain.lifecycle import PaymentIntentStatus
from commerce.domain.orders import Order
from commerce.domain.tax_rates import TaxProviderName
from commerce.pages.layout import Frame

if TYPE_CHECKING:
    from commerce.domain.subscriptions import Subscription
    from commerce.pages.checkout_forms import TestCard
    from commerce.usecases.checkout_opening import Checkout

NEVER_BY_STRIPE = "tok_threeDSecure2Required"
"""The stand-in alone has a bank to ask without Stripe's script."""


class CheckoutView(NamedTuple):
    """A session's page as one reader sees it. notice: a code of what just went wrong; None: nothing."""

    frame: Frame
    session: CheckoutSession
    order: Order
    base: str
    """The page's path."""
    notice: str | None = None
    subscription: Subscription | None = None
    """What begins once this is paid; None: nothing."""

    @classmethod
    def of(cls, frame: Frame, checkout: Checkout, notice: str | None = None) -> CheckoutView:
        """The view of a page that was opened."""
        ctx = checkout.ctx
        dressed = frame._replace(settings=ctx.settings, sandbox=ctx.tenant.mode == "test")
        base = f"/checkout/{checkout.session.token}"
        return cls(dressed, checkout.session, checkout.order, base, notice, checkout.subscription)

    def action(self, step: str) -> str:
        """Where a form is posted."""
        return f"{self.base}/{step}"

    @property
    def publishable_key(self) -> str:
        """Of the card processor, in this mode; empty: none is set."""
        return os.environ.get(f"STRIPE_{'TEST' if self.frame.sandbox else 'LIVE'}_PUBLISHABLE_KEY", "")

    @property
    def stand_in(self) -> str:
        """The address of the card processor's stand-in; empty: it is the processor itself."""
        return os.environ.get("STRIPE_API_BASE", "")

    @property
    def sandbox_cards(self) -> tuple[TestCard, ...]:
        """What is paid with where no real card can be."""
        from commerce.pages.checkout_forms import TEST_CARDS  # noqa: PLC0415 (which shows this view)

        if not self.frame.sandbox or self.publishable_key:
            return ()
        return tuple(card for card in TEST_CARDS if self.stand_in or card.token != NEVER_BY_STRIPE)

    @property
    def can_charge(self) -> bool:
        """False where no card can be taken."""
        return bool(self.publishable_key or self.sandbox_cards)

    @property
    def takes_coupons(self) -> bool:
        """True if the buyer may enter a code."""
        return self.session.allow_coupon and self._allows("applyCoupon")

    @property
    def takes_tips(self) -> bool:
        """True if the buyer may add a tip."""
        return self.session.allow_tip and self._allows("addTips")

    @property
    def needs_address(self) -> bool:
        """True if taxes depend on where the buyer is, and that is not known."""
        order, settings = self.order, self.frame.settings
        if order.tax_address is not None or order.taxes_given or order.tax_exempt or settings is None:
            return False
        by_place = any(rate.jurisdiction is not None for rate in settings.tax_rates)
        return (by_place or order.tax_provider is TaxProviderName.STRIPE_TAX) and self._allows("applyTax")

    @property
    def declined(self) -> str | None:
        """Why the last payment took no money, as a code; None: it did, or there was none."""
        last = self.order.payments[-1] if self.order.payments else None
        failed = last is not None and last.status is PaymentIntentStatus.REQUIRES_PAYMENT_METHOD
        return (last.failure_code or "CARD_DECLINED") if last is not None and failed else None

    def _allows(self, action: str) -> bool:
        try:
            order_actions.require(self.order, action)
        except errors.FlintError:
            return False
        return True
