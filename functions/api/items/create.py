"""POST /v1/items"""

from commerce.context import Context
from commerce.domain.item_commands import CreateItem
from commerce.domain.items import Item
from commerce.edge.operation import operation
from commerce.usecases import items


@operation("POST", "/v1/items", status=201)
def handler(ctx: Context, body: CreateItem) -> Item:
    """Put an item into the catalog."""
    return items.create(ctx, body)
