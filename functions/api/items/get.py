"""GET /v1/items/{item_id}"""

from commerce.context import Context
from commerce.domain.items import Item
from commerce.edge.operation import operation
from commerce.usecases.items import found_item


@operation("GET", "/v1/items/{item_id}")
def handler(ctx: Context, item_id: str) -> Item:
    """Read an item, with its stock of this moment."""
    return found_item(ctx.store.read(item_id), item_id)
