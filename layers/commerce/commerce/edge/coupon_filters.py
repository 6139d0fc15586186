"""What the list of coupons can be asked for."""

from typing import Annotated

from commerce.domain.fields import CouponCodeText
from commerce.domain.lifecycle import CouponStatus
from commerce.edge.filters import ANY_CASE, CreatedFilters


class CouponFilters(CreatedFilters):
    """Which coupons."""

    status: Annotated[CouponStatus, ANY_CASE] | None = None
    code: CouponCodeText | None = None
