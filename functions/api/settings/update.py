"""PATCH /v1/settings"""

from commerce.context import Context
from commerce.domain.settings import Settings
from commerce.domain.settings_commands import UpdateSettings
from commerce.edge.operation import operation
from commerce.usecases import settings


@operation("PATCH", "/v1/settings")
def handler(ctx: Context, body: UpdateSettings) -> Settings:
    """Change the merchant's settings; orders that exist keep theirs."""
    return settings.update(ctx, body)
