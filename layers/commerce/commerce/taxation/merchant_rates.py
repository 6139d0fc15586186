"""The merchant's own rates: chosen by the address, then fixed on the order, whose totals follow from them."""

from collections.abc import Sequence

from commerce.domain.orders import Order
from commerce.domain.tax_rates import TaxRate, matching_rates


class MerchantRates:
    """The rates that a merchant keeps."""

    def __init__(self, rates: Sequence[TaxRate]) -> None:
        self._rates = rates

    def taxed(self, order: Order, *, moved: bool) -> Order:
        """Choose rates where the address is new; orders that exist keep theirs, whatever becomes of the rates."""
        if not moved or order.taxes_given:
            return order
        return order.evolve(rates=matching_rates(self._rates, order.tax_address))
