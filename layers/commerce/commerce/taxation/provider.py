"""What Flint asks of whoever knows taxes."""

from typing import Protocol

from commerce.domain.orders import Order


class TaxProvider(Protocol):
    """A source of taxes."""

    def taxed(self, order: Order, *, moved: bool) -> Order:
        """The order with the taxes that it bears as it is now. moved: it is new, or its tax address was given.

        Raises TaxProviderUnavailable if they can't be told, TaxAddressInvalid if its address tells too little.
        """
        ...
