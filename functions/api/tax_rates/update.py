"""PATCH /v1/tax-rates/{tax_rate_id}"""

from commerce.context import Context
from commerce.domain.tax_rate_commands import UpdateTaxRate
from commerce.domain.tax_rates import TaxRate
from commerce.edge.operation import operation
from commerce.usecases import settings


@operation("PATCH", "/v1/tax-rates/{tax_rate_id}")
def handler(ctx: Context, tax_rate_id: str, body: UpdateTaxRate) -> TaxRate:
    """Change a tax rate; orders that exist keep the rate they were given."""
    return settings.update_tax_rate(ctx, tax_rate_id, body)
