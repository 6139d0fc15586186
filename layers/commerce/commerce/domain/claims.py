"""What paying an order takes beside money: coupon uses, stock, a payment link's completion.

Claimed when a payment starts, kept once it took any.

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


class StockClaim(Shape):
    """Units of an item, for all lines of the order that have it. name: for the sentence that refuses it."""

    item_id: str
    quantity: int
    name: str = ""


class CompletionClaim(Shape):
    """A completion of a payment link that has a limited number of them."""

    payment_link_id: str


class Claims(Shape):
    """What is claimed or given back together, in one transaction."""

    coupons: tuple[CouponClaim, ...] = ()
    customers: tuple[CustomerClaim, ...] = ()
    stock: tuple[StockClaim, ...] = ()
    completions: tuple[CompletionClaim, ...] = ()
    standing: tuple[str, ...] = ()
    """Ids of the coupons with which money was taken: they stand until the order is paid, whatever becomes of them."""

    def beyond(self, held: "Claims") -> "Claims":
        """What of this the other ones do not hold."""
        return Claims(
            coupons=tuple(claim for claim in self.coupons if claim not in held.coupons),
            customers=tuple(claim for claim in self.customers if claim not in held.customers),
            stock=_stock_beyond(self.stock, held.stock),
            completions=tuple(claim for claim in self.completions if claim not in held.completions),
            standing=tuple(name for name in self.standing if name not in held.standing),
        )

    @property
    def row_count(self) -> int:
        """How many rows of a transaction it takes to claim or to give back."""
        return 2 * len(self.coupons) + len(self.customers) + len(self.stock) + len(self.completions)


def _stock_beyond(wanted: Iterable[StockClaim], held: Iterable[StockClaim]) -> tuple[StockClaim, ...]:
    units = {claim.item_id: claim.quantity for claim in held}
    beyond = (claim.evolve(quantity=claim.quantity - units.get(claim.item_id, 0)) for claim in wanted)
    return tuple(claim for claim in beyond if claim.quantity > 0)


def _merged(claims: Iterable[StockClaim]) -> tuple[StockClaim, ...]:
    """One claim for each item."""
    merged: dict[str, StockClaim] = {}
    for claim in claims:
        before = merged.get(claim.item_id)
        merged[claim.item_id] = claim if before is None else before.evolve(quantity=before.quantity + claim.quantity)
    return tuple(merged.values())


NO_CLAIMS = Claims.model_construct()
"""Made without building its validator at import."""


def together(claims: Iterable[Claims]) -> Claims:
    """All of these as one."""
    every = list(claims)
    return Claims(
        coupons=tuple(claim for each in every for claim in each.coupons),
        customers=tuple(claim for each in every for claim in each.customers),
        stock=_merged(claim for each in every for claim in each.stock),
        completions=tuple(claim for each in every for claim in each.completions),
        standing=tuple(dict.fromkeys(name for each in every for name in each.standing)),
    )


def needed(order: "Order") -> Claims:
    """What has to be held for the order to be paid as it stands; coupons without a limit count no use."""
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
        stock=_merged(
            StockClaim(item_id=line.item_id, quantity=line.quantity, name=line.name)
            for line in order.lines
            if line.counted and line.item_id is not None
        ),
        completions=tuple(
            CompletionClaim(payment_link_id=link_id)
            for link_id in (order.payment_link_id,)
            if link_id is not None and order.payment_link_limited
        ),
        standing=tuple(dict.fromkeys(str(discount.coupon_id) for discount in coupons)),
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
