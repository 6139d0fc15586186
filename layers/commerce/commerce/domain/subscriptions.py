"""Subscriptions: a customer's plan, its periods, and what is due next."""

from datetime import datetime, timedelta
from typing import Annotated

from pydantic import Field, computed_field

from commerce.domain.billing_periods import BillingInterval, Period, Schedule
from commerce.domain.entity import INTERNAL, Metadata, Shape
from commerce.domain.lifecycle import SubscriptionStatus
from commerce.domain.money import Money
from commerce.domain.payment_parts import PendingAction
from commerce.domain.plans import Plan, PlanLine

INCOMPLETE_LASTS = timedelta(hours=23)
"""How long the first payment may be made up for, as at Stripe."""

TRIAL_NOTICE = timedelta(days=3)
"""How long before its end a trial is told to end, as at Stripe."""


class PlanTerms(Shape):
    """A plan's terms as a subscription keeps them: changes of the plan leave it alone."""

    plan_id: str
    terms_version: int
    name: str
    billing_interval: BillingInterval
    billing_interval_count: int = 1
    line_items: tuple[PlanLine, ...]
    currency: str

    @property
    def amount(self) -> int:
        """What a period costs before discounts and tax, for a quantity of 1; minor units."""
        return sum(line.amount for line in self.line_items)

    @computed_field
    def amount_money(self) -> Money:
        """What a period costs before discounts and tax, for a quantity of 1."""
        return Money(amount=self.amount, currency=self.currency)

    @classmethod
    def of(cls, plan: Plan) -> "PlanTerms":
        """A plan's terms as they are now."""
        return cls(
            plan_id=plan.id,
            terms_version=plan.terms_version,
            name=plan.name,
            billing_interval=plan.billing_interval,
            billing_interval_count=plan.billing_interval_count,
            line_items=plan.line_items,
            currency=plan.currency,
        )


class SubscriptionDiscount(Shape):
    """A coupon as a subscription keeps it. Its use was claimed when the subscription was made."""

    coupon_id: str
    coupon_code: str
    name: str
    percent_off: str | None = None
    amount_off_money: Money | None = None
    duration_cycles: int | None = Field(default=None, description="Cycles that it is for; null: every one.")
    cycles_left: int | None = Field(default=None, description="Cycles that it is still for; null: every one.")


class BillingCycle(Shape):
    """A period for which an order was made; its row is there once, so that no period is billed twice."""

    subscription_id: str
    number: int
    order_id: str
    period_start_at: datetime
    period_end_at: datetime


class Adjustment(Shape):
    """What a change in the middle of a period adds to the next order; a negative amount is taken off it."""

    description: str
    amount_money: Money
    taxable: bool = True
    tax_category: str | None = None


class Dunning(Shape):
    """How a payment that failed is gone after."""

    first_failed_at: datetime
    failures: int
    failure_code: str
    failure_message: str
    next_retry_at: datetime | None = Field(default=None, description="Null: the card is not tried again by itself.")
    gives_up_at: Annotated[datetime | None, INTERNAL] = None
    """When another card would come too late; None: it is not waited for."""


class Subscription(Shape):
    """A subscription. Each period makes one order, whatever is retried or run twice."""

    id: str
    status: SubscriptionStatus = SubscriptionStatus.INCOMPLETE
    customer_id: str
    payment_method_id: str | None = Field(default=None, description="Null: the customer's default card.")
    plan: PlanTerms
    quantity: int = 1
    discount: SubscriptionDiscount | None = None
    start_at: datetime
    trial_end_at: datetime | None = None
    billing_anchor_day: int | None = None
    time_zone: str = "UTC"
    current_period_start_at: datetime | None = None
    current_period_end_at: datetime | None = None
    cancel_at_period_end: bool = False
    cancellation_reason: str | None = None
    canceled_at: datetime | None = Field(default=None, description="When its end was decided.")
    ended_at: datetime | None = None
    paused_at: datetime | None = None
    resumes_at: datetime | None = Field(default=None, description="When a pause for some cycles ends.")
    latest_order_id: str | None = None
    cycle_count: int = Field(default=0, description="Orders that it made.")
    pending_adjustments: tuple[Adjustment, ...] = ()
    setup_fee_money: Money | None = Field(default=None, description="What the first order asks for beside the plan.")
    dunning: Dunning | None = None
    pending_actions: tuple[PendingAction, ...] = ()
    metadata: Metadata = {}
    version: int = 1
    created_at: datetime
    updated_at: datetime

    anchor_at: Annotated[datetime, INTERNAL]
    """Boundary 0 of its periods."""
    period_whole_start_at: Annotated[datetime | None, INTERNAL] = None
    """Where the current period would begin if it were not cut short; None: it is not."""
    open_order_id: Annotated[str | None, INTERNAL] = None
    """The order that is to be paid; None: nothing is owed."""
    look_again_at: Annotated[datetime | None, INTERNAL] = None
    """While a payment of the open order is under way: when to see what became of it."""
    notified_at: Annotated[datetime | None, INTERNAL] = None
    """When the end of the trial, or the next renewal, was told."""
    checkout_trial_days: Annotated[int | None, INTERNAL] = None
    """How long the trial is that begins once its checkout is done; None: it waits for none."""
    notice_days: Annotated[int, INTERNAL] = 0
    """How many days before a renewal it is told; 0: not at all."""

    @computed_field
    def subscription_id(self) -> str:
        """The same as `id`."""
        return self.id

    @computed_field
    def plan_id(self) -> str:
        """The plan whose terms it has."""
        return self.plan.plan_id

    @computed_field
    def subscription_plan_id(self) -> str:
        """The same as `planId`, under the name that orders use."""
        return self.plan.plan_id

    @computed_field
    def next_billing_at(self) -> datetime | None:
        """When the next order is made; null: none is."""
        if self.cancel_at_period_end or self.status is SubscriptionStatus.CANCELED:
            return None
        match self.status:
            case SubscriptionStatus.INCOMPLETE:
                return None if self.waits_for_buyer else self.start_at
            case SubscriptionStatus.PAUSED:
                return self.resumes_at
            case _:
                return self.current_period_end_at

    @property
    def schedule(self) -> Schedule:
        """When its periods begin."""
        plan = self.plan
        return Schedule(
            self.anchor_at, plan.billing_interval, plan.billing_interval_count, self.time_zone, self.billing_anchor_day
        )

    @property
    def period(self) -> Period | None:
        """The current period; None: there was none, or it is a trial."""
        start, end = self.current_period_start_at, self.current_period_end_at
        if start is None or end is None or self.cycle_count == 0:
            return None
        return Period(start=start, end=end, whole_start=self.period_whole_start_at or start)

    @property
    def in_trial(self) -> bool:
        """True while its first period is a trial."""
        return self.status is SubscriptionStatus.TRIALING

    @property
    def has_begun(self) -> bool:
        """True once its trial began or its first order was made."""
        return self.current_period_start_at is not None

    @property
    def waits_for_buyer(self) -> bool:
        """True of an incomplete one whose first order is to be paid, or whose checkout is to be done."""
        return self.cycle_count > 0 or self.checkout_trial_days is not None

    @property
    def payment_under_way(self) -> bool:
        """True while a payment is neither known to have succeeded nor to have failed."""
        return self.open_order_id is not None and self.look_again_at is not None

    @property
    def notice_at(self) -> datetime | None:
        """When the end of the trial, or the next renewal, is to be told; None: it was told, or is not."""
        start, end = self.current_period_start_at, self.current_period_end_at
        if start is None or end is None or self.cancel_at_period_end or self.notified_at is not None:
            return None
        if self.status is SubscriptionStatus.TRIALING:
            return max(start, end - TRIAL_NOTICE)
        if self.status is not SubscriptionStatus.ACTIVE or not self.notice_days:
            return None
        notice = end - timedelta(days=self.notice_days)
        return notice if notice > start else None  # a period shorter than the notice is not told

    @property
    def due_at(self) -> datetime | None:
        """When it has to be looked at; None: never again by itself."""
        if self.status is SubscriptionStatus.CANCELED:
            return None
        if self.payment_under_way:
            return self.look_again_at
        return min((moment for moment in self._moments if moment is not None), default=None)

    @property
    def _moments(self) -> tuple[datetime | None, ...]:
        end, dunning = self.current_period_end_at, self.dunning
        ends = end if self.cancel_at_period_end else None
        match self.status:
            case SubscriptionStatus.INCOMPLETE:
                return (self.start_at + INCOMPLETE_LASTS if self.waits_for_buyer else self.start_at,)
            case SubscriptionStatus.TRIALING | SubscriptionStatus.ACTIVE:
                return (self.notice_at, end)
            case SubscriptionStatus.PAST_DUE if dunning is not None:
                return (dunning.next_retry_at or dunning.gives_up_at, ends)
            case _:
                return (self.resumes_at, ends)
