"""What the checkout page is made from."""

from __future__ import annotations

import os
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from commerce.domain import errors, order_actions
from commerce.domain.checkout_orders import Stage, stage_of
from commerce.domain.checkout_sessions import CheckoutSession
from commerce.domain.lifecycle import PaymentIntentStatus
from commerce.domain.orders import Order
from commerce.domain.tax_rates import TaxProviderName
from commerce.pages.layout import Frame

if TYPE_CHECKING:
    from commerce.domain.payment_methods import PaymentMethod
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
    card: PaymentMethod | None = None
    """The latest one that was given for a trial; None: none was."""
    opened_at: datetime | None = None
    """By the clock of the merchant's mode."""
    keeps_card: bool = False
    """True while a trial waits for a card, and nothing is to be paid."""

    @classmethod
    def of(cls, frame: Frame, checkout: Checkout, notice: str | None = None) -> CheckoutView:
        """The view of a page that was opened."""
        ctx = checkout.ctx
        dressed = frame._replace(settings=ctx.settings, sandbox=ctx.tenant.mode == "test")
        base = f"/checkout/{checkout.session.token}"
        return cls(
            dressed,
            checkout.session,
            checkout.order,
            base,
            notice,
            checkout.subscription,
            checkout.card,
            ctx.now(),
            checkout.keeps_card,
        )

    @property
    def stage(self) -> Stage:
        """What there is to do."""
        return stage_of(self.session, self.order, self.card)

    @property
    def begins_trial(self) -> bool:
        """True of a trial, before it begins and since."""
        subscription = self.subscription
        begun = subscription is not None and subscription.trial_end_at is not None and self.order.totals.total == 0
        return self.keeps_card or begun

    @property
    def client_secret(self) -> str | None:
        """What the buyer confirms at the bank with; None: the bank asks nothing."""
        asks = self.order.payment_in_flight or self.card
        return None if asks is None else asks.client_secret

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
        if (
            self.keeps_card
            or order.tax_address is not None
            or order.taxes_given
            or order.tax_exempt
            or settings is None
        ):
            return False
        by_place = any(rate.jurisdiction is not None for rate in settings.tax_rates)
        return (by_place or order.tax_provider is TaxProviderName.STRIPE_TAX) and self._allows("applyTax")

    @property
    def declined(self) -> str | None:
        """Why the last card was refused, as a code; None: it was not, or there was none, or the buyer took it back."""
        if self.keeps_card:
            code = None if self.card is None else self.card.failure_code
            return None if code == "PAYMENT_ABANDONED" else code
        last = self.order.payments[-1] if self.order.payments else None
        failed = last is not None and last.status is PaymentIntentStatus.REQUIRES_PAYMENT_METHOD
        return (last.failure_code or "CARD_DECLINED") if last is not None and failed else None

    def _allows(self, action: str) -> bool:
        try:
            order_actions.require(self.order, action)
        except errors.FlintError:
            return False
        return True
