"""What paying an order takes beside money: uses of its coupons. Claimed when a payment starts, kept once it took money.

Every payment remembers what it claimed, and all of them together hold what the order holds. One that takes no money
hands its own claims and no others to another one, or gives them back if there is none: neither a retry nor a second
card claims or releases twice.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from commerce.domain.entity import Shape

if TYPE_CHECKING:
    from commerce.domain.orders import Order


class CouponClaim(Shape):
    """A use of a coupon that is limited in total."""

    coupon_id: str
    code: str


class CustomerClaim(Shape):
    """A customer's use of a coupon that is limited per customer. limit: uses that each customer has."""

    coupon_id: str
    customer_id: str
    limit: int


class Claims(Shape):
    """What is claimed or given back together, in one transaction."""

    coupons: tuple[CouponClaim, ...] = ()
    customers: tuple[CustomerClaim, ...] = ()

    def beyond(self, held: "Claims") -> "Claims":
        """What of this the other ones do not hold."""
        return Claims(
            coupons=tuple(claim for claim in self.coupons if claim not in held.coupons),
            customers=tuple(claim for claim in self.customers if claim not in held.customers),
        )


NO_CLAIMS = Claims.model_construct()
"""Made without building its validator at import."""


def together(claims: Iterable[Claims]) -> Claims:
    """All of these as one."""
    every = list(claims)
    return Claims(
        coupons=tuple(claim for each in every for claim in each.coupons),
        customers=tuple(claim for each in every for claim in each.customers),
    )


def needed(order: "Order") -> Claims:
    """What has to be held for the order to be paid as it stands; coupons without a limit need nothing."""
    coupons = [discount for discount in order.applied_discounts if discount.coupon_id is not None]
    return Claims(
        coupons=tuple(
            CouponClaim(coupon_id=str(discount.coupon_id), code=str(discount.coupon_code))
            for discount in coupons
            if discount.limited
        ),
        customers=tuple(
            CustomerClaim(
                coupon_id=str(discount.coupon_id),
                customer_id=order.customer_id,
                limit=discount.limited_per_customer,
            )
            for discount in coupons
            if discount.limited_per_customer is not None and order.customer_id is not None
        ),
    )


def held(order: "Order") -> Claims:
    """What the order's payments hold; whoever failed has given its own back."""
    return together(payment.claims for payment in order.payments if payment.claims is not None)


def missing(order: "Order") -> Claims:
    """What the next payment has to claim."""
    return needed(order).beyond(held(order))


def surplus(order: "Order") -> Claims:
    """What is held though the order no longer needs it: a coupon that was removed after a part was paid."""
    return held(order).beyond(needed(order))
