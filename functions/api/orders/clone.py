"""POST /v1/orders/{order_id}/clone"""

from commerce.context import Context
from commerce.domain.orders import Order
from commerce.edge.operation import operation
from commerce.usecases import order_creation


@operation("POST", "/v1/orders/{order_id}/clone", status=201, prices=True)
def handler(ctx: Context, order_id: str) -> Order:
    """Make a new open order like this one, whatever became of it.

    Lines, charges, manual discounts, buyer, notes and metadata are copied, at the same prices; coupons, tips, payments
    and refunds are not. Taxes are matched anew unless the order named its own.
    """
    return order_creation.clone(ctx, order_id)
