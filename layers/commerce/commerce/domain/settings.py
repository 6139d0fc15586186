"""A merchant's terms: settings and tax rates, one document, read with every request that needs them."""

from datetime import datetime
from typing import Annotated

from pydantic import Field, StringConstraints, computed_field

from commerce.domain.arithmetic import Rounding
from commerce.domain.entity import INTERNAL, Command, Flag, Shape
from commerce.domain.money import Currency
from commerce.domain.tax_rates import TaxProviderName, TaxRate

BusinessName = Annotated[str, StringConstraints(min_length=1, max_length=120)]


class UpdateSettings(Command):
    """Changes of a merchant's settings; orders that exist keep theirs."""

    business_name: BusinessName | None = None
    currency: Currency | None = None
    rounding: Rounding | None = None
    max_discounts_per_order: Annotated[int, Field(strict=True, ge=1, le=20)] | None = None
    tax_provider: TaxProviderName | None = None
    prices_include_tax: Flag | None = None


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
    version: int = 1
    created_at: datetime
    updated_at: datetime
    tax_rates: Annotated[tuple[TaxRate, ...], INTERNAL] = ()
    coupons_version: Annotated[int, INTERNAL] = 0
    """Goes up when any coupon changes, so that a payment knows without a read whether its coupons still stand."""

    @computed_field
    def id(self) -> str:
        """The merchant's id."""
        return self.merchant_id

    @computed_field
    def settings_id(self) -> str:
        """The merchant's id."""
        return self.merchant_id
