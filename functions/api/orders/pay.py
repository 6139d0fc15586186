"""POST /v1/orders/{order_id}/pay"""

from commerce.context import Context
from commerce.domain.order_commands import PayOrder
from commerce.domain.orders import Order
from commerce.edge.operation import operation
from commerce.usecases import payments


@operation("POST", "/v1/orders/{order_id}/pay", pays=True)
def handler(ctx: Context, order_id: str, body: PayOrder) -> Order:
    """Charge the order's balance.

    The caller sends no amount; it is derived. A decline is a 402 and leaves the order open.
    """
    return payments.pay(ctx, order_id, body)
