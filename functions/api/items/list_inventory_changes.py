"""GET /v1/items/{item_id}/inventory/changes"""

from commerce.context import Context
from commerce.domain.items import InventoryChange
from commerce.edge.filters import Filters, Page
from commerce.edge.operation import operation
from commerce.store.keys import INVENTORY_CHANGE_PREFIX
from commerce.store.lists import list_children
from commerce.usecases.items import found_item


@operation("GET", "/v1/items/{item_id}/inventory/changes")
def handler(ctx: Context, item_id: str, query: Filters) -> Page[InventoryChange]:
    """Read how an item's stock was changed by hand, newest first."""
    found = list_children(
        ctx.store, InventoryChange, item_id, INVENTORY_CHANGE_PREFIX, below=query.after, limit=query.page_size
    )
    if not found.entities:
        found_item(ctx.store.read(item_id), item_id)
    return query.page(found)
