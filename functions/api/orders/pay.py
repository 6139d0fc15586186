"""POST /v1/orders/{order_id}/pay"""

from commerce.context import Context
from commerce.domain.orders import Order
from commerce.domain.payment_commands import PayOrder
from commerce.edge.operation import operation
from commerce.usecases import payments


@operation("POST", "/v1/orders/{order_id}/pay", pays=True)
def handler(ctx: Context, order_id: str, body: PayOrder) -> Order:
    """Charge the order's balance.

    The caller need not send an amount; it is derived. Several tokens split it and are charged one after the other. A
    decline is a 402 and leaves the order open; what cards before it paid stays paid.
    """
    return payments.pay(ctx, order_id, body)
