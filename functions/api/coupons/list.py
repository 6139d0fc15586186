"""GET /v1/coupons"""

from commerce.context import Context
from commerce.domain.coupons import Coupon
from commerce.edge.coupon_filters import CouponFilters
from commerce.edge.filters import Page
from commerce.edge.operation import operation
from commerce.usecases.coupons import listed


@operation("GET", "/v1/coupons")
def handler(ctx: Context, query: CouponFilters) -> Page[Coupon]:
    """List coupons, newest first, or find the one with a code."""
    selection = query.selection("cpn", status=query.status)
    return query.page(listed(ctx, selection, code=query.code))
