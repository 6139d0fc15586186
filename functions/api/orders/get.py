"""GET /v1/orders/{order_id}"""

from commerce.context import Context
from commerce.domain.orders import Order
from commerce.edge.operation import operation
from commerce.usecases.finding import found_order


@operation("GET", "/v1/orders/{order_id}")
def handler(ctx: Context, order_id: str) -> Order:
    """Read an order."""
    return found_order(ctx.store.read(order_id), order_id)
