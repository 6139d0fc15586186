"""Tax rates: what a merchant levies where, and which of them meet an order."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Annotated

from pydantic import Field, StringConstraints, computed_field

from commerce.domain.entity import INTERNAL, Command, Flag, Metadata, Shape
from commerce.domain.percentages import PercentageText

MAX_TAX_RATES = 100
MAX_POSTAL_CODES = 200

CountryCode = Annotated[
    str,
    StringConstraints(pattern=r"^[A-Za-z]{2}$", to_upper=True),
    Field(description="ISO 3166-1 alpha-2.", examples=["US"]),
]
StateCode = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9-]{1,6}$", to_upper=True), Field(examples=["CA"])]
PostalCode = Annotated[
    str, StringConstraints(pattern=r"^[A-Za-z0-9 -]{1,12}$", to_upper=True), Field(examples=["94105"])
]
TaxCategory = Annotated[str, StringConstraints(min_length=1, max_length=60)]
TaxName = Annotated[str, StringConstraints(min_length=1, max_length=120), Field(examples=["Sales tax"])]


class Jurisdiction(Command):
    """Where a rate applies; each part that is given narrows it. Without any, it applies only as a default."""

    country: CountryCode | None = None
    state: StateCode | None = None
    postal_codes: Annotated[tuple[PostalCode, ...], Field(max_length=MAX_POSTAL_CODES)] = ()


class TaxAddress(Command):
    """The address that decides which rates apply: the place of delivery, else of billing."""

    country: CountryCode
    state: StateCode | None = None
    postal_code: PostalCode | None = None
    city: Annotated[str, StringConstraints(max_length=120)] | None = None
    line1: Annotated[str, StringConstraints(max_length=200)] | None = None


class CreateTaxRate(Command):
    """A new rate."""

    name: TaxName
    percentage: PercentageText
    inclusive: Flag = False
    jurisdiction: Jurisdiction | None = None
    tax_categories: Annotated[tuple[TaxCategory, ...], Field(max_length=50)] = ()
    is_default: Flag = False
    metadata: Annotated[Metadata, Field(max_length=50)] = {}


class UpdateTaxRate(Command):
    """Changes of a rate; orders that exist keep the rate they were given."""

    name: TaxName | None = None
    percentage: PercentageText | None = None
    inclusive: Flag | None = None
    jurisdiction: Jurisdiction | None = None
    tax_categories: Annotated[tuple[TaxCategory, ...], Field(max_length=50)] | None = None
    is_default: Flag | None = None
    metadata: Annotated[Metadata, Field(max_length=50)] | None = None


class OrderTax(Shape):
    """A rate as an order keeps it: later changes of the merchant's rate leave it alone."""

    name: str
    percentage: str = Field(description="Decimal string of percent.", examples=["8.25"])
    inclusive: bool = False
    tax_rate_id: str | None = None
    tax_categories: Annotated[tuple[str, ...], INTERNAL] = ()

    @property
    def identity(self) -> tuple[str, str, bool]:
        """Rates that agree in these are one rate: rounded once, together."""
        return (self.name, self.percentage, self.inclusive)


class TaxRate(Shape):
    """A merchant's tax rate."""

    id: str
    name: str
    percentage: str = Field(description="Decimal string of percent.", examples=["8.25"])
    inclusive: bool = False
    jurisdiction: Jurisdiction | None = None
    tax_categories: tuple[str, ...] = ()
    is_default: bool = False
    metadata: Metadata = {}
    version: int = 1
    created_at: datetime
    updated_at: datetime

    @computed_field
    def tax_rate_id(self) -> str:
        """The same as `id`."""
        return self.id

    def for_order(self) -> OrderTax:
        """This rate as an order keeps it."""
        return OrderTax(
            name=self.name,
            percentage=self.percentage,
            inclusive=self.inclusive,
            tax_rate_id=self.id,
            tax_categories=self.tax_categories,
        )


def matching_rates(rates: Iterable[TaxRate], address: TaxAddress | None) -> tuple[OrderTax, ...]:
    """The rates that meet an address: all of the most specific match, else the merchant's defaults."""
    rates = tuple(rates)
    if address is not None:
        ranked = [(specificity, rate) for rate in rates if (specificity := _specificity(rate, address))]
        if ranked:
            best = max(specificity for specificity, _ in ranked)
            return tuple(rate.for_order() for specificity, rate in ranked if specificity == best)
    return tuple(rate.for_order() for rate in rates if rate.is_default)


def _specificity(rate: TaxRate, address: TaxAddress) -> int:
    """0: does not match. 1: country. 2: country and state. 3: postal code."""
    place = rate.jurisdiction
    if place is None or place.country != address.country:
        return 0
    if place.state is not None and place.state != address.state:
        return 0
    if place.postal_codes:
        return 3 if address.postal_code in place.postal_codes else 0
    return 2 if place.state is not None else 1


def rates_for_line(rates: Sequence[OrderTax], category: str | None) -> tuple[OrderTax, ...]:
    """Of an order's rates, those that a line of this category bears: the category's own, else the general ones."""
    own = tuple(rate for rate in rates if category is not None and category in rate.tax_categories)
    return own or tuple(rate for rate in rates if not rate.tax_categories)
