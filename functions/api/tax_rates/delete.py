"""DELETE /v1/tax-rates/{tax_rate_id}"""

from commerce.context import Context
from commerce.domain.tax_rates import TaxRate
from commerce.edge.operation import operation
from commerce.usecases import settings


@operation("DELETE", "/v1/tax-rates/{tax_rate_id}")
def handler(ctx: Context, tax_rate_id: str) -> TaxRate:
    """Take a tax rate away; orders that exist keep it."""
    return settings.delete_tax_rate(ctx, tax_rate_id)
