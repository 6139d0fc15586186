"""What callers ask of tax rates."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from commerce.domain.entity import Command, Flag, Metadata
from commerce.domain.jurisdictions import Jurisdiction
from commerce.domain.percentages import PercentageText
from commerce.domain.tax_rates import TaxCategory, TaxName


class JurisdictionInput(Jurisdiction):
    """Where a rate is to apply."""

    @model_validator(mode="after")
    def _is_within_a_country(self) -> Self:
        if self.country is None and (self.state is not None or self.postal_codes):
            raise ValueError("state and postalCodes are within a country; send it too")
        return self


class CreateTaxRate(Command):
    """A new rate."""

    name: TaxName
    percentage: PercentageText
    inclusive: Flag = False
    jurisdiction: JurisdictionInput | None = None
    tax_categories: Annotated[tuple[TaxCategory, ...], Field(max_length=50)] = ()
    is_default: Flag = False
    metadata: Annotated[Metadata, Field(max_length=50)] = {}


class UpdateTaxRate(Command):
    """Changes of a rate; orders that exist keep the rate they were given."""

    name: TaxName | None = None
    percentage: PercentageText | None = None
    inclusive: Flag | None = None
    jurisdiction: JurisdictionInput | None = None
    tax_categories: Annotated[tuple[TaxCategory, ...], Field(max_length=50)] | None = None
    is_default: Flag | None = None
    metadata: Annotated[Metadata, Field(max_length=50)] | None = None
