"""PATCH /v1/orders/{order_id}"""

from commerce.context import Context
from commerce.domain.order_edit_commands import UpdateOrder
from commerce.domain.orders import Order
from commerce.edge.operation import operation
from commerce.usecases import orders


@operation("PATCH", "/v1/orders/{order_id}", prices=True)
def handler(ctx: Context, order_id: str, body: UpdateOrder) -> Order:
    """Change an order's texts and metadata; once it is paid, only metadata."""
    return orders.update(ctx, order_id, body)
