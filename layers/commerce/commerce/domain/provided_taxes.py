"""What a tax provider answered, as an order keeps it."""

from commerce.domain.entity import Shape
from commerce.domain.tax_rates import OrderTax, TaxProviderName


class ProvidedTax(Shape):
    """A rate as the provider worked it out: per line, then per charge, what is taxed and the tax of it."""

    name: str
    percentage: str
    base_amounts: tuple[int, ...]
    tax_amounts: tuple[int, ...]


class ProvidedTaxes(Shape):
    """A provider's answer as an order keeps it."""

    provider: TaxProviderName
    fingerprint: str
    """Of the question that it answers."""
    quote_id: str | None = None
    inclusive: bool
    taxes: tuple[ProvidedTax, ...] = ()

    def rate(self, tax: ProvidedTax) -> OrderTax:
        """A rate of it as an order answers it."""
        return OrderTax(name=tax.name, percentage=tax.percentage, inclusive=self.inclusive, provider=self.provider)
