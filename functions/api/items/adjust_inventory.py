"""POST /v1/items/{item_id}/inventory/adjust"""

from commerce.context import Context
from commerce.domain.item_commands import AdjustInventory
from commerce.domain.items import Item
from commerce.edge.operation import operation
from commerce.usecases import items


@operation("POST", "/v1/items/{item_id}/inventory/adjust")
def handler(ctx: Context, item_id: str, body: AdjustInventory) -> Item:
    """Add to an item's stock, or take away from it, and note why."""
    return items.adjust_inventory(ctx, item_id, body)
