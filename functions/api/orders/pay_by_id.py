"""POST /v1/orders/pay"""

from commerce.context import Context
from commerce.domain.orders import Order
from commerce.domain.payment_commands import PayOrderById
from commerce.edge.operation import operation
from commerce.usecases import payments


@operation("POST", "/v1/orders/pay", pays=True)
def handler(ctx: Context, body: PayOrderById) -> Order:
    """Charge the balance of the order that the body names.

    The same as `orders.pay`, for callers that keep the order's id in their request.
    """
    return payments.pay(ctx, body.order_id, body)
