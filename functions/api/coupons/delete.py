"""DELETE /v1/coupons/{coupon_id}"""

from commerce.context import Context
from commerce.domain.coupons import Coupon
from commerce.edge.operation import operation
from commerce.usecases import coupons


@operation("DELETE", "/v1/coupons/{coupon_id}")
def handler(ctx: Context, coupon_id: str) -> Coupon:
    """Delete a coupon: nobody can apply it or pay with it any more."""
    return coupons.delete(ctx, coupon_id)
