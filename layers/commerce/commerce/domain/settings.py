"""A merchant's terms: settings and tax rates, one document, read with every request that needs them."""

from datetime import datetime
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints, computed_field

from commerce.domain.arithmetic import Rounding
from commerce.domain.billing_periods import is_time_zone
from commerce.domain.dunning import DEFAULT_RETRY_DAYS, DunningEnd, DunningTerms
from commerce.domain.entity import INTERNAL, Command, Flag, Shape
from commerce.domain.money import Currency
from commerce.domain.tax_rates import TaxProviderName, TaxRate

BusinessName = Annotated[str, StringConstraints(min_length=1, max_length=120)]


def _known_time_zone(name: str) -> str:
    if not is_time_zone(name):
        raise ValueError("no such time zone; send an IANA name, such as Europe/Berlin")
    return name


def _rising(days: tuple[int, ...]) -> tuple[int, ...]:
    if sorted(set(days)) != list(days):
        raise ValueError("days rise from one retry to the next")
    return days


TimeZone = Annotated[
    str,
    StringConstraints(pattern=r"^[A-Za-z0-9_+/-]{1,64}$"),
    AfterValidator(_known_time_zone),
    Field(description="IANA name.", examples=["Europe/Berlin"]),
]
RetryDays = Annotated[
    tuple[Annotated[int, Field(strict=True, ge=1, le=60)], ...], Field(max_length=10), AfterValidator(_rising)
]


class UpdateSettings(Command):
    """Changes of a merchant's settings; orders that exist keep theirs."""

    business_name: BusinessName | None = None
    currency: Currency | None = None
    rounding: Rounding | None = None
    max_discounts_per_order: Annotated[int, Field(strict=True, ge=1, le=20)] | None = None
    tax_provider: TaxProviderName | None = None
    prices_include_tax: Flag | None = None
    time_zone: TimeZone | None = None
    dunning_retry_days: RetryDays | None = Field(default=None, description="Days after the first failure, rising.")
    dunning_end: DunningEnd | None = Field(default=None, description="What follows the last retry.")
    renewal_notice_days: Annotated[int, Field(strict=True, ge=0, le=60)] | None = Field(
        default=None, description="How long before a renewal `subscription.renewal_upcoming` is told; 0: not at all."
    )


class Settings(Shape):
    """How a merchant works."""

    merchant_id: str
    mode: str
    business_name: str
    currency: str = Field(default="USD", description="Used where a request names none.")
    rounding: Rounding = Field(default=Rounding.HALF_UP, description="What happens to exact halves.")
    max_discounts_per_order: int = 10
    tax_provider: TaxProviderName = Field(
        default=TaxProviderName.MERCHANT_RATES,
        description="Where the taxes of new orders come from: this merchant's own rates, or Stripe Tax.",
    )
    prices_include_tax: bool = Field(
        default=False, description="With Stripe Tax: the tax is inside the prices of new orders, not on top of them."
    )
    time_zone: str = Field(default="UTC", description="Where billing periods are counted; subscriptions keep theirs.")
    dunning_retry_days: tuple[int, ...] = DEFAULT_RETRY_DAYS
    dunning_end: DunningEnd = DunningEnd.CANCEL
    renewal_notice_days: int = 7
    clock_offset_seconds: int = Field(
        default=0, description="How far the clock is ahead, in test mode; POST /v1/sandbox/clock/advance moves it."
    )
    version: int = 1
    created_at: datetime
    updated_at: datetime
    tax_rates: Annotated[tuple[TaxRate, ...], INTERNAL] = ()
    clock_goal_seconds: Annotated[int, INTERNAL] = 0
    """Where the clock is being moved to; it stops on the way wherever something falls due."""
    coupons_version: Annotated[int, INTERNAL] = 0
    """Goes up when any coupon changes, so that a payment knows without a read whether its coupons still stand."""

    @property
    def dunning(self) -> DunningTerms:
        """What becomes of renewals that fail."""
        return DunningTerms(self.dunning_retry_days, self.dunning_end)

    @computed_field
    def id(self) -> str:
        """The merchant's id."""
        return self.merchant_id

    @computed_field
    def settings_id(self) -> str:
        """The merchant's id."""
        return self.merchant_id
