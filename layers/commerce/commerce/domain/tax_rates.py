"""Tax rates: what a merchant levies where, and which of them meet an order."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints, computed_field

from commerce.domain.entity import INTERNAL, Metadata, Shape
from commerce.domain.jurisdictions import Closeness, Jurisdiction, TaxAddress, closeness

MAX_TAX_RATES = 100

TaxCategory = Annotated[str, StringConstraints(min_length=1, max_length=60)]
TaxName = Annotated[str, StringConstraints(min_length=1, max_length=120), Field(examples=["Sales tax"])]


class TaxProviderName(StrEnum):
    """Where the taxes of an order come from."""

    MERCHANT_RATES = "merchant_rates"
    STRIPE_TAX = "stripe_tax"


class OrderTax(Shape):
    """A rate as an order keeps it: later changes of the merchant's rate leave it alone."""

    name: str
    percentage: str = Field(description="Decimal string of percent.", examples=["8.25"])
    inclusive: bool = False
    tax_rate_id: str | None = None
    provider: TaxProviderName = TaxProviderName.MERCHANT_RATES
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

    def for_order(self, categories: Iterable[str | None] = ()) -> OrderTax:
        """This rate as an order keeps it.

        categories: those of its own for which the order has no closer rate; none: it is for every line.
        """
        return OrderTax(
            name=self.name,
            percentage=self.percentage,
            inclusive=self.inclusive,
            tax_rate_id=self.id,
            tax_categories=tuple(category for category in categories if category is not None),
        )


def matching_rates(rates: Iterable[TaxRate], address: TaxAddress | None) -> tuple[OrderTax, ...]:
    """The rates that meet an address, chosen apart for each tax category and for what has none.

    Of those that mean the address, all of the closest; the defaults where none means it. A category's defaults stand
    back behind general rates that do.
    """
    rates = tuple(rates)
    met = [] if address is None else [(near, rate) for rate in rates if (near := _closeness(rate, address)) is not None]
    general = _closest(None, met)
    categories = dict.fromkeys(category for rate in rates for category in rate.tax_categories)
    chosen: dict[str | None, Sequence[TaxRate]] = {None: general or _defaults(None, rates)}
    for category in categories:
        chosen[category] = _closest(category, met) or ([] if general else _defaults(category, rates))
    return tuple(
        rate.for_order(for_)
        for rate in rates
        if (for_ := [category for category, own in chosen.items() if rate in own])
    )


def _closeness(rate: TaxRate, address: TaxAddress) -> Closeness | None:
    return None if rate.jurisdiction is None else closeness(rate.jurisdiction, address)


def _closest(category: str | None, met: Sequence[tuple[Closeness, TaxRate]]) -> list[TaxRate]:
    """Of the rates of a category that mean an address, all that mean it most closely."""
    own = [(near, rate) for near, rate in met if _is_for(rate, category)]
    best = max((near for near, _ in own), default=None)
    return [rate for near, rate in own if near == best]


def _defaults(category: str | None, rates: Sequence[TaxRate]) -> list[TaxRate]:
    return [rate for rate in rates if rate.is_default and _is_for(rate, category)]


def _is_for(rate: TaxRate, category: str | None) -> bool:
    return category in rate.tax_categories if category is not None else not rate.tax_categories


def rates_for_line(rates: Sequence[OrderTax], category: str | None) -> tuple[OrderTax, ...]:
    """Of an order's rates, those that a line of this category bears: the category's own, else the general ones."""
    own = tuple(rate for rate in rates if category is not None and category in rate.tax_categories)
    return own or tuple(rate for rate in rates if not rate.tax_categories)
