"""POST /v1/orders/{order_id}/discounts/apply-coupon"""

from commerce.context import Context
from commerce.domain.order_edit_commands import ApplyCoupon
from commerce.domain.orders import Order
from commerce.edge.operation import operation
from commerce.usecases import orders


@operation("POST", "/v1/orders/{order_id}/discounts/apply-coupon", prices=True)
def handler(ctx: Context, order_id: str, body: ApplyCoupon) -> Order:
    """Apply a coupon to an open order.

    It takes after the discounts of its scope that stand already, on what they leave. A use is claimed when the order is
    paid, not before.
    """
    return orders.apply_coupon(ctx, order_id, body)
