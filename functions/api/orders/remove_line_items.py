"""POST /v1/orders/{order_id}/line-items/remove"""

from commerce.context import Context
from commerce.domain.order_edit_commands import RemoveLineItems
from commerce.domain.orders import Order
from commerce.edge.operation import operation
from commerce.usecases import orders


@operation("POST", "/v1/orders/{order_id}/line-items/remove", prices=True)
def handler(ctx: Context, order_id: str, body: RemoveLineItems) -> Order:
    """Take lines away from an open order."""
    return orders.remove_line_items(ctx, order_id, body)
