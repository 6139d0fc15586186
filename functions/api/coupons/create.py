"""POST /v1/coupons"""

from commerce.context import Context
from commerce.domain.coupons import Coupon, CreateCoupon
from commerce.edge.operation import operation
from commerce.usecases import coupons


@operation("POST", "/v1/coupons", status=201)
def handler(ctx: Context, body: CreateCoupon) -> Coupon:
    """Make a coupon."""
    return coupons.create(ctx, body)
