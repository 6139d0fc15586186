"""POST /v1/orders/{order_id}/tips/add"""

from commerce.context import Context
from commerce.domain.order_edit_commands import AddTips
from commerce.domain.orders import Order
from commerce.edge.operation import operation
from commerce.usecases import orders


@operation("POST", "/v1/orders/{order_id}/tips/add")
def handler(ctx: Context, order_id: str, body: AddTips) -> Order:
    """Add a tip to an open order."""
    return orders.add_tips(ctx, order_id, body)
