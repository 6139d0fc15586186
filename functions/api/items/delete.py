"""DELETE /v1/items/{item_id}"""

from commerce.context import Context
from commerce.domain.items import Item
from commerce.edge.operation import operation
from commerce.usecases import items


@operation("DELETE", "/v1/items/{item_id}")
def handler(ctx: Context, item_id: str) -> Item:
    """Archive an item.

    No new line can name it and its SKU is free again; orders that have it go on.
    """
    return items.archive(ctx, item_id)
