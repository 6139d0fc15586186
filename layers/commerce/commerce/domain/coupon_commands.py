"""What callers ask of coupons."""

from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from commerce.domain.coupons import CouponCode
from commerce.domain.entity import Command, Flag, Metadata
from commerce.domain.lifecycle import CouponStatus
from commerce.domain.moments import Moment
from commerce.domain.money import MoneyInput, PositiveMoneyInput
from commerce.domain.percentages import PercentOff

CouponName = Annotated[str, StringConstraints(min_length=1, max_length=120)]
Uses = Annotated[int, Field(strict=True, ge=1, le=1_000_000_000)]
ItemIds = Annotated[tuple[Annotated[str, StringConstraints(max_length=64)], ...], Field(max_length=200)]


class CreateCoupon(Command):
    """A new coupon; gives either `percentOff` or `amountOffMoney`."""

    name: CouponName
    coupon_code: CouponCode
    percent_off: PercentOff | None = None
    amount_off_money: PositiveMoneyInput | None = None
    max_uses: Uses | None = None
    max_uses_per_customer: Uses | None = None
    minimum_purchase_money: MoneyInput | None = None
    limit_to_item_ids: ItemIds = ()
    starts_at: Moment | None = None
    expires_at: Moment | None = None
    is_stackable: Flag = True
    metadata: Annotated[Metadata, Field(max_length=50)] = {}

    @model_validator(mode="after")
    def _gives_one_thing(self) -> Self:
        if (self.percent_off is None) == (self.amount_off_money is None):
            raise ValueError("send exactly one of percentOff and amountOffMoney")
        if self.starts_at and self.expires_at and self.expires_at <= self.starts_at:
            raise ValueError("expiresAt must be later than startsAt")
        return self


class UpdateCoupon(Command):
    """Changes of a coupon. What it takes off is fixed: orders carry it; make another coupon instead."""

    name: CouponName | None = None
    max_uses: Uses | None = None
    max_uses_per_customer: Uses | None = None
    starts_at: Moment | None = None
    expires_at: Moment | None = None
    is_stackable: Flag | None = None
    status: CouponStatus | None = None
    metadata: Annotated[Metadata, Field(max_length=50)] | None = None
