"""POST /v1/tax-rates"""

from commerce.context import Context
from commerce.domain.tax_rate_commands import CreateTaxRate
from commerce.domain.tax_rates import TaxRate
from commerce.edge.operation import operation
from commerce.usecases import settings


@operation("POST", "/v1/tax-rates", status=201)
def handler(ctx: Context, body: CreateTaxRate) -> TaxRate:
    """Add a tax rate.

    Without a jurisdiction it applies only as a default; with tax categories, only to lines of these.
    """
    return settings.create_tax_rate(ctx, body)
