"""POST /v1/coupons"""

from commerce.context import Context
from commerce.domain.coupon_commands import CreateCoupon
from commerce.domain.coupons import Coupon
from commerce.edge.operation import operation
from commerce.usecases import coupons


@operation("POST", "/v1/coupons", status=201)
def handler(ctx: Context, body: CreateCoupon) -> Coupon:
    """Make a coupon.

    One that is not stackable stands alone on an order. One for certain items takes off their lines only.
    """
    return coupons.create(ctx, body)
