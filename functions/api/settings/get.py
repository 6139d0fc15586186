"""GET /v1/settings"""

from commerce.context import Context
from commerce.domain.settings import Settings
from commerce.edge.operation import operation


@operation("GET", "/v1/settings")
def handler(ctx: Context) -> Settings:
    """Read the merchant's settings."""
    return ctx.settings
