"""GET /v1/tax-rates/{tax_rate_id}"""

from commerce.context import Context
from commerce.domain.tax_rates import TaxRate
from commerce.edge.operation import operation
from commerce.usecases.settings import found_tax_rate


@operation("GET", "/v1/tax-rates/{tax_rate_id}")
def handler(ctx: Context, tax_rate_id: str) -> TaxRate:
    """Read a tax rate."""
    return found_tax_rate(ctx.settings, tax_rate_id)
