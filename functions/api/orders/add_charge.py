"""POST /v1/orders/{order_id}/charges"""

from commerce.context import Context
from commerce.domain.order_edit_commands import AddCharge
from commerce.domain.orders import Order
from commerce.edge.operation import operation
from commerce.usecases import orders


@operation("POST", "/v1/orders/{order_id}/charges", prices=True)
def handler(ctx: Context, order_id: str, body: AddCharge) -> Order:
    """Add a service or delivery charge to an open order."""
    return orders.add_charge(ctx, order_id, body)
