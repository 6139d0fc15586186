"""A subscription moved to other terms: what it would be, and what of its running period is credited and charged."""

from collections.abc import Sequence
from datetime import datetime

from commerce.domain import errors
from commerce.domain.arithmetic import Rounding, parse_percent
from commerce.domain.billing_periods import Period
from commerce.domain.discounts import DiscountTerms, apply_discounts
from commerce.domain.lifecycle import SubscriptionStatus
from commerce.domain.money import MAX_AMOUNT, Money, format_amount
from commerce.domain.plans import PlanLine
from commerce.domain.proration import prorated, prorated_parts
from commerce.domain.subscription_commands import ProrationBehavior
from commerce.domain.subscriptions import Adjustment, PlanTerms, Subscription, SubscriptionDiscount

MAX_ADJUSTMENTS = 300
CREDIT = "Unused time"
REST = "rest of a period"


def require_payable(plan: PlanTerms, quantity: int) -> None:
    """Raises OrderTooLarge if no order could hold what a period costs."""
    if plan.amount * quantity > MAX_AMOUNT:
        most = format_amount(MAX_AMOUNT, plan.currency)
        raise errors.OrderTooLarge(f"A period comes to at most {most}; send a lower quantity.", param="quantity")


def moved(
    subscription: Subscription,
    plan: PlanTerms,
    quantity: int,
    *,
    proration: ProrationBehavior,
    rounding: Rounding,
    now: datetime,
) -> tuple[Subscription, bool]:
    """The subscription on other terms, and whether a new period begins with them at once.

    Periods of the same length go on; others begin anew: now if what is left of the current one is credited, else at its
    end.
    """
    require_payable(plan, quantity)
    _require_same_currency(subscription, plan)
    running = _running_period(subscription, now)
    other = not _same_interval(subscription.plan, plan)
    if other and subscription.billing_anchor_day is not None and not plan.billing_interval.has_anchor_day:
        subscription = subscription.evolve(billing_anchor_day=None)
    prorates = running is not None and proration is ProrationBehavior.CREATE_PRORATIONS
    if subscription.open_order_id is not None and (prorates or other):
        raise errors.SubscriptionUnexpectedState(
            "The current period is not paid; pay its order first, or send prorationBehavior none and a plan of the "
            "same interval.",
            supported_actions=["update"],
        )
    after = subscription.evolve(plan=plan, quantity=quantity)
    if prorates:
        assert running is not None
        adjustments = [*subscription.pending_adjustments, *_credit(subscription, running, rounding, now)]
        if not other:
            left = running.remaining(now)
            prices = net_prices(plan.line_items, quantity, _discount_now(subscription), rounding)
            adjustments += _rest(plan, prorated_parts(prices, left, rounding))
        after = after.evolve(pending_adjustments=_within_limit(adjustments))
    if not other:
        return after, False
    if prorates:
        return after.evolve(anchor_at=now, billing_anchor_day=None, current_period_end_at=now), True
    end = subscription.current_period_end_at
    return after.evolve(anchor_at=end or subscription.anchor_at), False


def _same_interval(one: PlanTerms, other: PlanTerms) -> bool:
    return (one.billing_interval, one.billing_interval_count) == (other.billing_interval, other.billing_interval_count)


def _require_same_currency(subscription: Subscription, plan: PlanTerms) -> None:
    if plan.currency != subscription.plan.currency:
        raise errors.CurrencyMismatch(
            f"The subscription is in {subscription.plan.currency}, but plan {plan.plan_id} is in {plan.currency}; "
            "choose a plan of its currency.",
            param="planId",
            fields=[errors.InvalidField("planId", "CURRENCY_MISMATCH", f"a plan in {subscription.plan.currency}")],
        )


def _running_period(subscription: Subscription, now: datetime) -> Period | None:
    """The period that is being used; None in a trial, before the beginning, and after a paused one's paid time."""
    period = subscription.period
    uses = subscription.status in {SubscriptionStatus.ACTIVE, SubscriptionStatus.PAST_DUE, SubscriptionStatus.PAUSED}
    return period if period is not None and uses and period.end > now else None


def _credit(subscription: Subscription, period: Period, rounding: Rounding, now: datetime) -> list[Adjustment]:
    """What was paid for the time that is not used any more."""
    paid = net_prices(subscription.plan.line_items, subscription.quantity, _discount_now(subscription), rounding)
    credit = prorated(sum(paid), period.remaining(now), rounding)
    money = Money(amount=-credit, currency=subscription.plan.currency)
    return [Adjustment(description=CREDIT, amount_money=money)] if credit else []


def _rest(plan: PlanTerms, parts: Sequence[int]) -> list[Adjustment]:
    """What the rest of a period costs on other terms, line by line. parts: minor units."""
    return [
        Adjustment(
            description=f"{line.name} ({REST})",
            amount_money=Money(amount=part, currency=plan.currency),
            taxable=line.taxable,
            tax_category=line.tax_category,
        )
        for line, part in zip(plan.line_items, parts, strict=True)
        if part
    ]


def _discount_now(subscription: Subscription) -> SubscriptionDiscount | None:
    """The coupon, if it is for the current period."""
    discount = subscription.discount
    if discount is None or discount.duration_cycles is None:
        return discount
    return discount if subscription.cycle_count <= discount.duration_cycles else None


def net_prices(
    lines: tuple[PlanLine, ...], quantity: int, discount: SubscriptionDiscount | None, rounding: Rounding
) -> list[int]:
    """What each line of a whole period costs without tax, its discount taken off; minor units."""
    prices = [line.amount * quantity for line in lines]
    if discount is None:
        return prices
    percent = None if discount.percent_off is None else parse_percent(discount.percent_off)
    amount = None if discount.amount_off_money is None else discount.amount_off_money.amount
    (came_to,) = apply_discounts(prices, [DiscountTerms(amount=amount, percent_micros=percent)], rounding)
    return [price - off for price, off in zip(prices, came_to.line_parts, strict=True)]


def _within_limit(adjustments: list[Adjustment]) -> tuple[Adjustment, ...]:
    """Credits are one: they are taken off together. Raises OrderTooLarge if changes piled up that no order holds."""
    debits = [each for each in adjustments if each.amount_money.amount > 0]
    credit = sum(each.amount_money.amount for each in adjustments if each.amount_money.amount < 0)
    if len(debits) > MAX_ADJUSTMENTS:
        raise errors.OrderTooLarge("Too many changes wait for the next order; send prorationBehavior none until then.")
    if not credit:
        return tuple(debits)
    money = Money(amount=credit, currency=adjustments[0].amount_money.currency)
    return (*debits, Adjustment(description=CREDIT, amount_money=money))
