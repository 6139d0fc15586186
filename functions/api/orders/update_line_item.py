"""PATCH /v1/orders/{order_id}/line-items/{line_item_id}"""

from commerce.context import Context
from commerce.domain.order_edit_commands import UpdateLineItem
from commerce.domain.orders import Order
from commerce.edge.operation import operation
from commerce.usecases import orders


@operation("PATCH", "/v1/orders/{order_id}/line-items/{line_item_id}", prices=True)
def handler(ctx: Context, order_id: str, line_item_id: str, body: UpdateLineItem) -> Order:
    """Change a line of an open order."""
    return orders.update_line_item(ctx, order_id, line_item_id, body)
