"""Coupons: the terms of a discount that a code gives."""

from datetime import datetime
from typing import Annotated

from pydantic import Field, StringConstraints, computed_field

from commerce.domain import errors
from commerce.domain.entity import INTERNAL, Metadata, Shape
from commerce.domain.lifecycle import CouponStatus
from commerce.domain.money import Money

CouponCode = Annotated[
    str,
    StringConstraints(strip_whitespace=True, pattern=r"^[A-Za-z0-9_-]{1,40}$", to_upper=True),
    Field(description="Matched without case.", examples=["LAUNCH20"]),
]


class Coupon(Shape):
    """A coupon; `status` follows from what was set, from the clock and from the uses."""

    id: str
    name: str
    coupon_code: str
    percent_off: str | None = None
    amount_off_money: Money | None = None
    max_uses: int | None = None
    max_uses_per_customer: int | None = None
    minimum_purchase_money: Money | None = None
    limit_to_item_ids: tuple[str, ...] = ()
    starts_at: datetime | None = None
    expires_at: datetime | None = None
    is_stackable: bool = True
    status: CouponStatus = CouponStatus.ACTIVE
    uses: int = Field(default=0, description="Paid orders that claimed it; counted only where `maxUses` limits it.")
    metadata: Metadata = {}
    version: int = 1
    created_at: datetime
    updated_at: datetime
    set_status: Annotated[CouponStatus, INTERNAL] = CouponStatus.ACTIVE

    @computed_field
    def coupon_id(self) -> str:
        """The same as `id`."""
        return self.id

    def at(self, now: datetime) -> "Coupon":
        """This coupon with the status that it has now."""
        return self.evolve(status=self.status_at(now))

    def status_at(self, now: datetime) -> CouponStatus:
        """What was set comes first, then the clock, then the uses."""
        if self.set_status is not CouponStatus.ACTIVE:
            return self.set_status
        if self.expires_at is not None and self.expires_at <= now:
            return CouponStatus.EXPIRED
        if self.max_uses is not None and self.uses >= self.max_uses:
            return CouponStatus.EXHAUSTED
        return CouponStatus.ACTIVE

    def require_usable(self, now: datetime) -> None:
        """Refuse a coupon that can't be used at this moment, saying why."""
        status = self.status_at(now)
        if status in {CouponStatus.DELETED, CouponStatus.DISABLED}:
            raise errors.CouponNotFound(
                f"Coupon {self.coupon_code} is {status}; use another coupon or none.", param="couponCode"
            )
        if status is CouponStatus.EXPIRED:
            raise errors.CouponExpired(f"Coupon {self.coupon_code} has expired; remove it or use another.")
        if self.starts_at is not None and self.starts_at > now:
            starts = self.starts_at.isoformat()
            raise errors.CouponExpired(f"Coupon {self.coupon_code} is valid from {starts}; apply it then.")
        if status is CouponStatus.EXHAUSTED:
            raise errors.CouponExhausted(f"Coupon {self.coupon_code} has no uses left; remove it or use another.")


class CouponUse(Shape):
    """How often a customer has used a coupon that is limited per customer."""

    coupon_id: str
    customer_id: str
    uses: int = 0
