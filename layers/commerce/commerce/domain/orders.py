"""The order: what is stored of it, and everything that every answer computes from that."""

from collections.abc import Iterable
from datetime import datetime
from functools import cached_property
from typing import Annotated

from pydantic import Field, computed_field

from commerce.domain import order_actions, order_statement, order_summary
from commerce.domain.arithmetic import Rounding
from commerce.domain.entity import INTERNAL, Metadata, Shape
from commerce.domain.ids import order_number
from commerce.domain.jurisdictions import TaxAddress
from commerce.domain.lifecycle import OrderStatus, PaymentIntentStatus
from commerce.domain.money import Money
from commerce.domain.order_answers import (
    ActionOffer,
    AppliedCharge,
    AppliedDiscount,
    AppliedTax,
    AppliedTip,
    BlockedAction,
    LineItem,
    NetAmounts,
)
from commerce.domain.order_parts import (
    OrderCharge,
    OrderDiscount,
    OrderLine,
    OrderPayment,
    OrderRefund,
    OrderTip,
    Restock,
)
from commerce.domain.order_pricing import price
from commerce.domain.payment_parts import PendingAction
from commerce.domain.provided_taxes import ProvidedTaxes
from commerce.domain.reversal import Collected, taxes_collected
from commerce.domain.tax_rates import OrderTax, TaxProviderName
from commerce.domain.totals import Totals

MAX_LINES = 500
MAX_DISCOUNTS = 50
MAX_CHARGES = 50
MAX_TIPS = 20
MAX_PAYMENTS = 50
MAX_REFUNDS = 200


class Order(Shape):
    """An order. Totals, summary and actions are computed on every answer and never stored."""

    id: str
    status: OrderStatus = OrderStatus.OPEN
    currency: str
    customer_id: str | None = None
    tax_exempt: bool = Field(default=False, description="True if its customer was exempt when named: no tax.")
    buyer_email: str | None = None
    buyer_note: str | None = None
    merchant_note: str | None = None
    metadata: Metadata = {}
    source: str = Field(default="api", description="What made the order.", examples=["api"])
    tax_address: TaxAddress | None = None
    payments: tuple[OrderPayment, ...] = ()
    refunds: tuple[OrderRefund, ...] = ()
    closed_reason: str | None = None
    subscription_id: str | None = None
    subscription_plan_id: str | None = None
    invoice_id: str | None = None
    checkout_session_ids: tuple[str, ...] = ()
    payment_link_id: str | None = Field(default=None, description="The payment link that made it.")
    version: int = 1
    created_at: datetime
    updated_at: datetime

    lines: Annotated[tuple[OrderLine, ...], INTERNAL] = ()
    applied_discounts: Annotated[tuple[OrderDiscount, ...], INTERNAL] = ()
    added_charges: Annotated[tuple[OrderCharge, ...], INTERNAL] = ()
    added_tips: Annotated[tuple[OrderTip, ...], INTERNAL] = ()
    rates: Annotated[tuple[OrderTax, ...], INTERNAL] = ()
    taxes_given: Annotated[bool, INTERNAL] = False
    """True if the caller named the order's taxes: an address then does not change them."""
    tax_provider: Annotated[TaxProviderName, INTERNAL] = TaxProviderName.MERCHANT_RATES
    prices_include_tax: Annotated[bool, INTERNAL] = False
    """True if what a tax provider levies is inside the prices."""
    provided_taxes: Annotated[ProvidedTaxes | None, INTERNAL] = None
    """What the tax provider answered to the order as it is."""
    rounding: Annotated[Rounding, INTERNAL] = Rounding.HALF_UP
    invoice_issued: Annotated[bool, INTERNAL] = False
    """True while an issued invoice asks for what the order comes to."""
    open_checkout_session_ids: Annotated[tuple[str, ...], INTERNAL] = ()
    """Sessions that end with the change that pays or closes the order."""
    payment_link_limited: Annotated[bool, INTERNAL] = False
    """True if paying it claims one of the completions that its payment link has."""
    restocks: Annotated[tuple[Restock, ...], INTERNAL] = ()
    activity_count: Annotated[int, INTERNAL] = 0
    part_count: Annotated[int, INTERNAL] = 0
    """How many ids were given to lines, discounts, charges and tips: the next one follows."""

    @cached_property
    def _priced(self) -> tuple[Totals, list[OrderTax]]:
        return price(self)

    @property
    def totals(self) -> Totals:
        """The order's totals, computed once for this value."""
        return self._priced[0]

    @property
    def tax_rates_met(self) -> list[OrderTax]:
        """The rates that the totals' taxes answer, in the same order."""
        return self._priced[1]

    @property
    def paid(self) -> int:
        """What was taken from cards, minor units."""
        return sum(p.amount_money.amount for p in self.payments if p.status is PaymentIntentStatus.SUCCEEDED)

    @property
    def refunded(self) -> int:
        """What goes or went back, minor units: pending refunds included, failed ones not."""
        return sum(refund.amount_money.amount for refund in self.refunds if refund.counts)

    @property
    def balance(self) -> int:
        """What is still to be paid, minor units. Refunds do not reopen it."""
        return self.totals.total - self.paid

    @property
    def authorized(self) -> int:
        """What is held on cards and can be captured, minor units."""
        held = PaymentIntentStatus.REQUIRES_CAPTURE
        return sum(payment.amount_money.amount for payment in self.payments if payment.status is held)

    @property
    def payable(self) -> int:
        """What of the balance no authorisation covers yet, minor units: at most this much can be paid."""
        return self.balance - self.authorized

    @property
    def refundable(self) -> int:
        """What can still be given back, minor units."""
        return self.paid - self.refunded

    @property
    def payment_in_flight(self) -> OrderPayment | None:
        """The payment of which neither success nor failure is known yet, if there is one."""
        return next((payment for payment in self.payments if payment.in_flight), None)

    @property
    def collected(self) -> Collected:
        """The order's books, as refund arithmetic wants them."""
        taxes = [tax.amount for tax in self.totals.taxes]
        counted = [refund for refund in self.refunds if refund.counts]
        columns = zip(*(refund.tax_amounts for refund in counted), strict=True)
        return Collected(
            amount=self.paid,
            taxes=taxes_collected(taxes, paid=self.paid, total=self.totals.total),
            refunded=self.refunded,
            taxes_reversed=tuple(map(sum, columns)) if counted else (0,) * len(taxes),
        )

    def money(self, amount: int) -> Money:
        """An amount in the order's currency."""
        return Money(amount=amount, currency=self.currency)

    @computed_field
    def order_id(self) -> str:
        """The same as `id`."""
        return self.id

    @computed_field
    def order_number(self) -> str:
        """A shorter number for people, unique within the merchant."""
        return order_number(self.id)

    @computed_field
    def line_items(self) -> list[LineItem]:
        """The lines, each with what it came to."""
        return order_statement.line_items(self)

    @computed_field
    def discounts(self) -> list[AppliedDiscount]:
        """The discounts in the order of application, each with what it takes off."""
        return order_statement.discounts(self)

    @computed_field
    def charges(self) -> list[AppliedCharge]:
        """Service and delivery charges."""
        return order_statement.charges(self)

    @computed_field
    def tips(self) -> list[AppliedTip]:
        """Tips."""
        return order_statement.tips(self)

    @computed_field
    def taxes(self) -> list[AppliedTax]:
        """The rates that meet the order, each rounded once over all that it taxes."""
        return order_statement.taxes(self)

    @computed_field
    def net_amounts(self) -> NetAmounts:
        """All amounts of the order."""
        return order_statement.net_amounts(self)

    @computed_field
    def payment_intent_ids(self) -> list[str]:
        """All payment intents of the order."""
        return _distinct(payment.payment_intent_id for payment in self.payments)

    @computed_field
    def refund_ids(self) -> list[str]:
        """All refunds of the order."""
        return _distinct(refund.refund_id for refund in self.refunds)

    @computed_field
    def pending_actions(self) -> list[PendingAction]:
        """What the buyer has to do before a payment goes on, such as 3-D Secure."""
        return [
            PendingAction(payment_intent_id=payment.payment_intent_id, client_secret=payment.client_secret)
            for payment in self.payments
            if payment.status is PaymentIntentStatus.REQUIRES_ACTION
        ]

    @computed_field
    def summary(self) -> str:
        """The order in one English sentence."""
        return order_summary.summarize(self)

    @computed_field
    def available_actions(self) -> list[ActionOffer]:
        """What may be done now."""
        return order_actions.available(self)

    @computed_field
    def blocked_actions(self) -> list[BlockedAction]:
        """What may not be done now, and why."""
        return order_actions.blocked(self)


def _distinct(ids: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(ids))
