"""POST /v1/orders/{order_id}/discounts/add"""

from commerce.context import Context
from commerce.domain.order_edit_commands import AddDiscount
from commerce.domain.orders import Order
from commerce.edge.operation import operation
from commerce.usecases import orders


@operation("POST", "/v1/orders/{order_id}/discounts/add", prices=True)
def handler(ctx: Context, order_id: str, body: AddDiscount) -> Order:
    """Give a discount by hand.

    Discounts of lines take first, then those of the order, in the order in which they were given, each on what remains.
    None stands beside a coupon that is not stackable.
    """
    return orders.add_discount(ctx, order_id, body)
