"""GET /v1/coupons/{coupon_id}"""

from commerce.context import Context
from commerce.domain.coupons import Coupon
from commerce.edge.operation import operation
from commerce.usecases.coupons import found_coupon


@operation("GET", "/v1/coupons/{coupon_id}")
def handler(ctx: Context, coupon_id: str) -> Coupon:
    """Read a coupon, with the status it has at this moment."""
    return found_coupon(ctx.store.read(coupon_id), coupon_id).at(ctx.now())
