"""PATCH /v1/items/{item_id}"""

from commerce.context import Context
from commerce.domain.item_commands import UpdateItem
from commerce.domain.items import Item
from commerce.edge.operation import operation
from commerce.usecases import items


@operation("PATCH", "/v1/items/{item_id}")
def handler(ctx: Context, item_id: str, body: UpdateItem) -> Item:
    """Change an item; orders that exist keep the name and price they were given."""
    return items.update(ctx, item_id, body)
