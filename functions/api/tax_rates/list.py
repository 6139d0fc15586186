"""GET /v1/tax-rates"""

from commerce.context import Context
from commerce.domain.tax_rates import TaxRate
from commerce.edge.filters import CreatedFilters, Page
from commerce.edge.operation import operation
from commerce.usecases.settings import listed_tax_rates


@operation("GET", "/v1/tax-rates")
def handler(ctx: Context, query: CreatedFilters) -> Page[TaxRate]:
    """List tax rates, newest first."""
    return query.page(listed_tax_rates(ctx.settings, query.selection("tax")))
