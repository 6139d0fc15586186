"""POST /v1/orders/{order_id}/tips/remove"""

from commerce.context import Context
from commerce.domain.order_edit_commands import RemoveTips
from commerce.domain.orders import Order
from commerce.edge.operation import operation
from commerce.usecases import orders


@operation("POST", "/v1/orders/{order_id}/tips/remove")
def handler(ctx: Context, order_id: str, body: RemoveTips) -> Order:
    """Take tips away from an open order; without ids, all of them."""
    return orders.remove_tips(ctx, order_id, body)
