"""Making a subscription: when it begins, when its periods do, and what its coupon is."""

from datetime import datetime

from commerce.domain import errors
from commerce.domain.billing_periods import days_later, first_anchor
from commerce.domain.claims import Claims, CouponClaim, CustomerClaim
from commerce.domain.coupons import Coupon
from commerce.domain.money import format_amount
from commerce.domain.plans import Plan
from commerce.domain.settings import Settings
from commerce.domain.subscription_changes import require_payable
from commerce.domain.subscription_commands import CreateSubscription
from commerce.domain.subscriptions import PlanTerms, Subscription, SubscriptionDiscount


def new_subscription(
    settings: Settings, plan: Plan, command: CreateSubscription, *, subscription_id: str, now: datetime
) -> Subscription:
    """A subscription as a caller asks for it, without its coupon; nothing of it has begun."""
    plan.require_active()
    terms = PlanTerms.of(plan)
    require_payable(terms, command.quantity)
    start = _start(command, now)
    days = plan.trial_period_days if command.trial_period_days is None else command.trial_period_days
    trial_end = days_later(start, days, settings.time_zone) if days else None
    return Subscription(
        id=subscription_id,
        customer_id=command.customer_id,
        payment_method_id=command.payment_method_id,
        plan=terms,
        quantity=command.quantity,
        start_at=start,
        trial_end_at=trial_end,
        billing_anchor_day=command.billing_anchor_day,
        time_zone=settings.time_zone,
        setup_fee_money=plan.setup_fee_money,
        notice_days=settings.renewal_notice_days,
        metadata=command.metadata,
        anchor_at=_anchor(trial_end or start, terms, command.billing_anchor_day, settings.time_zone),
        created_at=now,
        updated_at=now,
    )


def _start(command: CreateSubscription, now: datetime) -> datetime:
    """Whole seconds: periods are counted from it. Raises InvalidRequest for a moment that has passed."""
    if command.start_at is None:
        return now.replace(microsecond=0)
    if command.start_at <= now:
        raise errors.InvalidRequest(
            "startAt has passed; leave it out to begin now.",
            param="startAt",
            fields=[errors.InvalidField("startAt", "INVALID_VALUE", "a moment to come")],
        )
    return command.start_at.replace(microsecond=0)


def _anchor(begins: datetime, plan: PlanTerms, day: int | None, time_zone: str) -> datetime:
    if day is None:
        return begins
    if not plan.billing_interval.has_anchor_day:
        raise errors.InvalidRequest(
            f"A plan that bills {plan.billing_interval} has no day of the month; leave billingAnchorDay out.",
            param="billingAnchorDay",
            fields=[errors.InvalidField("billingAnchorDay", "INVALID_VALUE", "monthly and yearly plans only")],
        )
    return first_anchor(begins, day, time_zone)


def with_coupon(
    subscription: Subscription, coupon: Coupon, cycles: int | None, now: datetime
) -> tuple[Subscription, Claims]:
    """The subscription with a coupon's terms, and the use that is to be claimed.

    cycles: how many orders it is for; None: every one. Raises Conflict or Unprocessable if the coupon can't be used.
    """
    coupon.require_usable(now)
    _require_fit(subscription, coupon)
    discount = SubscriptionDiscount(
        coupon_id=coupon.id,
        coupon_code=coupon.coupon_code,
        name=coupon.name,
        percent_off=coupon.percent_off,
        amount_off_money=coupon.amount_off_money,
        duration_cycles=cycles,
        cycles_left=cycles,
    )
    limit = coupon.max_uses_per_customer
    claims = Claims(
        coupons=(CouponClaim(coupon_id=coupon.id, code=coupon.coupon_code),) if coupon.max_uses is not None else (),
        customers=()
        if limit is None
        else (CustomerClaim(coupon_id=coupon.id, customer_id=subscription.customer_id, limit=limit),),
    )
    return subscription.evolve(discount=discount), claims


def _require_fit(subscription: Subscription, coupon: Coupon) -> None:
    code, plan = coupon.coupon_code, subscription.plan
    if coupon.limit_to_item_ids:
        raise errors.CouponNotApplicable(f"Coupon {code} is for certain items, and a plan has none; use another one.")
    for money in (coupon.amount_off_money, coupon.minimum_purchase_money):
        if money is not None and money.currency != plan.currency:
            raise errors.CouponNotApplicable(
                f"Coupon {code} is in {money.currency}, but the plan is in {plan.currency}; use one of its currency."
            )
    minimum, price = coupon.minimum_purchase_money, plan.amount * subscription.quantity
    if minimum is not None and price < minimum.amount:
        raise errors.CouponMinimumNotMet(
            f"Coupon {code} takes a subtotal of {format_amount(minimum.amount, plan.currency)}; a period of this "
            f"subscription has {format_amount(price, plan.currency)}. Raise the quantity or leave the coupon out."
        )
