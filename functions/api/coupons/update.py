"""PATCH /v1/coupons/{coupon_id}"""

from commerce.context import Context
from commerce.domain.coupon_commands import UpdateCoupon
from commerce.domain.coupons import Coupon
from commerce.edge.operation import operation
from commerce.usecases import coupons


@operation("PATCH", "/v1/coupons/{coupon_id}")
def handler(ctx: Context, coupon_id: str, body: UpdateCoupon) -> Coupon:
    """Change a coupon; what it takes off is fixed."""
    return coupons.update(ctx, coupon_id, body)
