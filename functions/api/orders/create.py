"""POST /v1/orders"""

from commerce.context import Context
from commerce.domain.order_commands import CreateOrder
from commerce.domain.orders import Order
from commerce.edge.operation import operation
from commerce.usecases import order_creation


@operation("POST", "/v1/orders", status=201, prices=True)
def handler(ctx: Context, body: CreateOrder) -> Order:
    """Make an order.

    Totals are computed by the server. Tax comes from the merchant's matching rates unless `taxes` names others.
    """
    return order_creation.create(ctx, body)
