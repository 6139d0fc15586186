"""What callers may send about subscriptions."""

from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from commerce.domain.entity import Command, Flag
from commerce.domain.fields import CouponCodeText, CustomerId, OrderMetadata, PaymentMethodId, PlanId, TrialDays
from commerce.domain.moments import Moment

MAX_SUBSCRIBED = 10_000
MAX_PAUSED_CYCLES = 100
MAX_DISCOUNTED_CYCLES = 1_000

SubscribedQuantity = Annotated[int, Field(strict=True, ge=1, le=MAX_SUBSCRIBED, description="Times the plan's lines.")]
AnchorDay = Annotated[
    int,
    Field(strict=True, ge=1, le=31, description="The day of the month on which periods begin, or the month's last."),
]
CancellationReason = Annotated[str, StringConstraints(max_length=200)]


class ProrationBehavior(StrEnum):
    """Whether a change in the middle of a period is charged for the rest of it."""

    NONE = "none"
    CREATE_PRORATIONS = "create_prorations"


class CreateSubscription(Command):
    """A new subscription."""

    plan_id: PlanId
    customer_id: CustomerId
    payment_method_id: PaymentMethodId | None = Field(default=None, description="Omitted: the customer's default card.")
    quantity: SubscribedQuantity = 1
    trial_period_days: TrialDays | None = Field(default=None, description="Omitted: the plan's.")
    billing_anchor_day: AnchorDay | None = Field(
        default=None, description="Plans by months and years only; a first period that it cuts short costs its part."
    )
    coupon_code: CouponCodeText | None = None
    coupon_duration_cycles: Annotated[int, Field(strict=True, ge=1, le=MAX_DISCOUNTED_CYCLES)] | None = Field(
        default=None, description="How many orders the coupon is for: 1 is once; omitted: every one."
    )
    start_at: Moment | None = Field(default=None, description="When it begins; omitted: now.")
    metadata: OrderMetadata = {}

    @model_validator(mode="after")
    def _has_a_coupon_to_count(self) -> Self:
        if self.coupon_duration_cycles is not None and self.coupon_code is None:
            raise ValueError("couponDurationCycles needs couponCode")
        return self


class UpdateSubscription(Command):
    """Changes of a subscription. Another card pays at once what is owed."""

    plan_id: PlanId | None = Field(
        default=None,
        description="Moves it to this plan's terms of now; its own plan's id takes up their newest version.",
    )
    quantity: SubscribedQuantity | None = None
    proration_behavior: ProrationBehavior = Field(
        default=ProrationBehavior.CREATE_PRORATIONS,
        description="Whether the rest of the period is credited and charged with the next order, or left as it is.",
    )
    payment_method_id: PaymentMethodId | None = Field(default=None, description="`null`: the customer's default card.")
    cancel_at_period_end: Literal[False] | None = Field(
        default=None, description="`false` takes a cancellation for the end of the period back."
    )
    metadata: OrderMetadata | None = None


class PauseSubscription(Command):
    """How long no order is made."""

    pause_duration_cycles: Annotated[int, Field(strict=True, ge=1, le=MAX_PAUSED_CYCLES)] | None = Field(
        default=None, description="How many of the coming cycles are left out; omitted: until it is resumed."
    )


class CancelSubscription(Command):
    """When and why it ends."""

    cancel_immediately: Flag = Field(default=False, description="`false`: at the end of what was paid.")
    reason: CancellationReason | None = None
