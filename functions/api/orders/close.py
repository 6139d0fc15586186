"""POST /v1/orders/{order_id}/close"""

from commerce.context import Context
from commerce.domain.order_edit_commands import CloseOrder
from commerce.domain.orders import Order
from commerce.edge.operation import operation
from commerce.usecases import orders


@operation("POST", "/v1/orders/{order_id}/close", counts=True)
def handler(ctx: Context, order_id: str, body: CloseOrder) -> Order:
    """End an order; nothing can be done to it afterwards.

    One that was never paid in full gives back the coupon uses and the stock that its payments had claimed.
    """
    return orders.close(ctx, order_id, body)
