"""DELETE /v1/orders/{order_id}/charges/{charge_id}"""

from commerce.context import Context
from commerce.domain.orders import Order
from commerce.edge.operation import operation
from commerce.usecases import orders


@operation("DELETE", "/v1/orders/{order_id}/charges/{charge_id}", prices=True)
def handler(ctx: Context, order_id: str, charge_id: str) -> Order:
    """Take a charge off an open order."""
    return orders.remove_charge(ctx, order_id, charge_id)
