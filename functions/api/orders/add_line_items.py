"""POST /v1/orders/{order_id}/line-items/add"""

from commerce.context import Context
from commerce.domain.order_edit_commands import AddLineItems
from commerce.domain.orders import Order
from commerce.edge.operation import operation
from commerce.usecases import orders


@operation("POST", "/v1/orders/{order_id}/line-items/add", prices=True)
def handler(ctx: Context, order_id: str, body: AddLineItems) -> Order:
    """Add lines to an open order."""
    return orders.add_line_items(ctx, order_id, body)
