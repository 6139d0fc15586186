"""GET /v1/items"""

from commerce.context import Context
from commerce.domain.items import Item
from commerce.edge.filters import Page
from commerce.edge.item_filters import ItemFilters
from commerce.edge.operation import operation
from commerce.usecases.items import listed


@operation("GET", "/v1/items")
def handler(ctx: Context, query: ItemFilters) -> Page[Item]:
    """List items, newest first, or find the one with a SKU."""
    selection = query.selection("item", status=query.status)
    return query.page(listed(ctx, selection, sku=query.sku))
