"""A merchant's terms: settings and tax rates, one document, read with every request that needs them."""

from datetime import datetime
from typing import Annotated

from pydantic import Field, computed_field

from commerce.domain.arithmetic import Rounding
from commerce.domain.dunning import DEFAULT_RETRY_DAYS, DunningEnd, DunningTerms
from commerce.domain.entity import INTERNAL, Shape
from commerce.domain.jurisdictions import Address
from commerce.domain.tax_rates import TaxProviderName, TaxRate


class Settings(Shape):
    """How a merchant works."""

    merchant_id: str
    mode: str
    business_name: str
    business_address: Address | None = Field(default=None, description="Printed on invoices.")
    business_tax_id: str | None = Field(default=None, description="Printed on invoices.")
    mails_invoices: bool = Field(default=True, description="False: who sends an invoice mails it in ways of their own.")
    invoice_reply_to: str | None = Field(default=None, description="Where answers to mailed invoices go.")
    logo_url: str | None = None
    brand_color: str | None = None
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
    invoice_reminder_days: tuple[int, ...] = Field(
        default=(),
        description="When invoices that were sent are reminded of: days after the due date, below 0 before it.",
    )
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
