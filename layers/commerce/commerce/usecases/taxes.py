"""The taxes of an order, from wherever this order has them from."""

from commerce.context import Context
from commerce.domain.orders import Order
from commerce.domain.tax_rates import TaxProviderName
from commerce.taxation.merchant_rates import MerchantRates
from commerce.taxation.provider import TaxProvider
from commerce.taxation.stripe_tax import StripeTax


def taxed(ctx: Context, order: Order, *, moved: bool = False) -> Order:
    """The order with the taxes that it bears as it is now. moved: it is new, or its tax address was given."""
    return _provider(ctx, order).taxed(order, moved=moved)


def _provider(ctx: Context, order: Order) -> TaxProvider:
    if order.tax_provider is TaxProviderName.STRIPE_TAX:
        return StripeTax(ctx.quote_taxes)
    return MerchantRates(ctx.settings.tax_rates)
