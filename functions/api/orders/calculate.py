"""POST /v1/orders/calculate"""

from commerce.context import Context
from commerce.domain.order_commands import CreateOrder
from commerce.domain.orders import Order
from commerce.edge.operation import operation
from commerce.usecases import order_creation


@operation("POST", "/v1/orders/calculate", stores=False, prices=True)
def handler(ctx: Context, body: CreateOrder) -> Order:
    """Compute the order that a request would make, and store nothing."""
    return order_creation.calculate(ctx, body)
