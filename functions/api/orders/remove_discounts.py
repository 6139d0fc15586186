"""POST /v1/orders/{order_id}/discounts/remove"""

from commerce.context import Context
from commerce.domain.order_edit_commands import RemoveDiscounts
from commerce.domain.orders import Order
from commerce.edge.operation import operation
from commerce.usecases import orders


@operation("POST", "/v1/orders/{order_id}/discounts/remove", prices=True)
def handler(ctx: Context, order_id: str, body: RemoveDiscounts) -> Order:
    """Take discounts away from an open order."""
    return orders.remove_discounts(ctx, order_id, body)
