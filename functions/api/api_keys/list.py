"""GET /v1/api-keys"""

from commerce.context import Context
from commerce.domain.api_keys import ApiKey
from commerce.edge.filters import CreatedFilters, Page
from commerce.edge.operation import operation
from commerce.store.lists import list_entities


@operation("GET", "/v1/api-keys")
def handler(ctx: Context, query: CreatedFilters) -> Page[ApiKey]:
    """List API keys, newest first, the revoked ones too; never their text."""
    return query.page(list_entities(ctx.store, ApiKey, query.selection("key")))
