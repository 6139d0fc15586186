"""A subscription's cycles: what is due, and the order that a period makes. Its payments: `billing_outcomes`."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from commerce.domain.arithmetic import Rounding
from commerce.domain.billing_periods import Period
from commerce.domain.deadlines import RESUME_AFTER
from commerce.domain.ids import RANDOM_BITS, encode, series
from commerce.domain.jurisdictions import TaxAddress
from commerce.domain.lifecycle import SubscriptionStatus
from commerce.domain.money import Money
from commerce.domain.order_parts import DiscountScope, OrderDiscount, OrderLine
from commerce.domain.orders import Order
from commerce.domain.proration import prorated_parts
from commerce.domain.settings import Settings
from commerce.domain.subscriptions import Adjustment, Subscription, SubscriptionDiscount

SOURCE = "subscription"
PART = "part of a period"
SETUP_FEE = "Set-up fee"
CREDIT = "Unused time"
FREE_TRIAL = "Free trial"


class Due(Enum):
    """What there is to do with a subscription."""

    NOTHING = "nothing"
    LOOK = "look what became of the payment that is under way"
    BEGIN = "begin the trial, or the first cycle"
    EXPIRE = "give up the first payment"
    NOTIFY = "tell of the end of the trial, or of the next renewal"
    CYCLE = "make the next period's order"
    RETRY = "charge the open order again"
    GIVE_UP = "stop waiting for another card"
    END = "end it, as was asked for the end of the period"


def what_is_due(subscription: Subscription, now: datetime) -> Due:
    """The one thing that is to be done first; more may be due afterwards."""
    due_at = subscription.due_at
    if due_at is None or due_at > now:
        return Due.NOTHING
    if subscription.payment_under_way:
        return Due.LOOK
    end = subscription.current_period_end_at
    ended = end is not None and end <= now
    return Due.END if subscription.cancel_at_period_end and ended else _due_in_status(subscription, ended=ended)


def _due_in_status(subscription: Subscription, *, ended: bool) -> Due:
    """ended: whether the current period is over."""
    match subscription.status:
        case SubscriptionStatus.INCOMPLETE:
            return Due.EXPIRE if subscription.waits_for_buyer else Due.BEGIN
        case SubscriptionStatus.PAST_DUE:
            tries = subscription.dunning is not None and subscription.dunning.next_retry_at is not None
            return Due.RETRY if tries else Due.GIVE_UP
        case SubscriptionStatus.PAUSED:
            return Due.CYCLE if subscription.open_order_id is None else Due.RETRY
        case _:
            return Due.CYCLE if ended else Due.NOTIFY


@dataclass(frozen=True, slots=True)
class Buyer:
    """What an order takes over from the customer."""

    email: str | None = None
    tax_address: TaxAddress | None = None
    tax_exempt: bool = False


@dataclass(frozen=True, slots=True)
class Cycle:
    """A period that begins: the subscription with its order open, and that order, not yet paid."""

    subscription: Subscription
    order: Order


def cycle_order_id(subscription_id: str, number: int, period: Period) -> str:
    """The id of a cycle's order, always the same: who makes it twice meets the first one. number: from 1 on."""
    digest = hashlib.sha256(f"{subscription_id}/{number}".encode()).digest()
    milliseconds = int(period.start.timestamp() * 1000)
    return f"ord_{encode(milliseconds << RANDOM_BITS | int.from_bytes(digest[: RANDOM_BITS // 8], 'big'))}"


def next_boundary(subscription: Subscription) -> datetime:
    """Where the next cycle begins."""
    if subscription.status is SubscriptionStatus.PAUSED and subscription.resumes_at is not None:
        return subscription.resumes_at
    return subscription.current_period_end_at or subscription.start_at


def open_cycle(subscription: Subscription, period: Period, buyer: Buyer, settings: Settings, now: datetime) -> Cycle:
    """Begin a period: its order asks for the plan, what the first one adds, and what changes left over; untaxed yet."""
    number = subscription.cycle_count + 1
    order = _order(subscription, cycle_order_id(subscription.id, number, period), buyer, settings, now)
    order = _with_lines(order, cycle_lines(subscription, period, order.rounding))
    plan_line_ids = tuple(line.id for line in order.lines)
    order = _with_lines(order, _extra_lines(subscription))
    if subscription.discount is not None and subscription.discount.cycles_left != 0:
        order = _with_discount(order, _coupon_discount(subscription.discount, plan_line_ids))
    order, left_over = _with_credit(order, subscription)
    opened = subscription.evolve(
        current_period_start_at=period.start,
        current_period_end_at=period.end,
        period_whole_start_at=None if period.whole_start == period.start else period.whole_start,
        cycle_count=number,
        latest_order_id=order.id,
        open_order_id=order.id,
        look_again_at=now + RESUME_AFTER,
        discount=_used_once(subscription.discount),
        pending_adjustments=left_over,
        setup_fee_money=None,
        notified_at=None,
        paused_at=None,
        resumes_at=None,
    )
    return Cycle(opened, order)


def trial_order(subscription: Subscription, order_id: str, buyer: Buyer, settings: Settings, now: datetime) -> Order:
    """What a buyer completes who begins a trial: it costs nothing, and is no cycle of the subscription."""
    order = _order(subscription, order_id, buyer, settings, now)
    name = f"{FREE_TRIAL}: {subscription.plan.name}"
    return _with_lines(order, [OrderLine(id="", name=name, quantity=1, unit_amount=0, taxable=False)])


def cycle_lines(subscription: Subscription, period: Period, rounding: Rounding) -> list[OrderLine]:
    """The plan's lines for a period, still without ids; if it is cut short, its part of all, rounded once."""
    plan, quantity = subscription.plan, subscription.quantity
    whole = [
        OrderLine(
            id="",
            name=line.name,
            quantity=line.quantity * quantity,
            unit_amount=line.unit_price_money.amount,
            taxable=line.taxable,
            tax_category=line.tax_category,
            description=line.description,
            sku=line.sku,
            metadata=line.metadata,
        )
        for line in plan.line_items
    ]
    if period.fraction == 1:
        return whole
    parts = prorated_parts([line.quantity * line.unit_amount for line in whole], period.fraction, rounding)
    return [
        line.evolve(name=f"{line.name} ({PART})", quantity=1, unit_amount=part)
        for line, part in zip(whole, parts, strict=True)
    ]


def _order(subscription: Subscription, order_id: str, buyer: Buyer, settings: Settings, now: datetime) -> Order:
    return Order(
        id=order_id,
        currency=subscription.plan.currency,
        customer_id=subscription.customer_id,
        buyer_email=buyer.email,
        source=SOURCE,
        tax_address=buyer.tax_address,
        subscription_id=subscription.id,
        subscription_plan_id=subscription.plan.plan_id,
        tax_exempt=buyer.tax_exempt,
        tax_provider=settings.tax_provider,
        prices_include_tax=settings.prices_include_tax,
        rounding=settings.rounding,
        created_at=now,
        updated_at=now,
    )


def _extra_lines(subscription: Subscription) -> list[OrderLine]:
    """What the first order asks for once, and what changes in the middle of a period ask for."""
    fee = subscription.setup_fee_money
    fees = [] if fee is None else [OrderLine(id="", name=SETUP_FEE, quantity=1, unit_amount=fee.amount)]
    return fees + [
        OrderLine(
            id="",
            name=each.description,
            quantity=1,
            unit_amount=each.amount_money.amount,
            taxable=each.taxable,
            tax_category=each.tax_category,
        )
        for each in subscription.pending_adjustments
        if each.amount_money.amount > 0
    ]


def _with_lines(order: Order, lines: Sequence[OrderLine]) -> Order:
    ids = series("li", order.id, order.part_count, len(lines))
    added = [line.evolve(id=identity) for line, identity in zip(lines, ids, strict=True)]
    return order.evolve(lines=(*order.lines, *added), part_count=order.part_count + len(lines))


def _with_discount(order: Order, discount: OrderDiscount) -> Order:
    (identity,) = series("dsc", order.id, order.part_count, 1)
    return order.evolve(
        applied_discounts=(*order.applied_discounts, discount.evolve(id=identity)), part_count=order.part_count + 1
    )


def _coupon_discount(discount: SubscriptionDiscount, line_ids: tuple[str, ...]) -> OrderDiscount:
    """A coupon takes off what the plan costs, not what is asked for beside it. Its use was claimed before."""
    return OrderDiscount(
        id="",
        name=discount.name,
        percent_off=discount.percent_off,
        amount_off=None if discount.amount_off_money is None else discount.amount_off_money.amount,
        scope=DiscountScope.LINE_ITEM,
        line_ids=line_ids,
        coupon_code=discount.coupon_code,
    )


def _used_once(discount: SubscriptionDiscount | None) -> SubscriptionDiscount | None:
    """What is left of a coupon after one more order."""
    if discount is None or not discount.cycles_left:
        return discount
    return discount.evolve(cycles_left=discount.cycles_left - 1)


def _with_credit(order: Order, subscription: Subscription) -> tuple[Order, tuple[Adjustment, ...]]:
    """The order with what is owed to the customer taken off, and what of it is left for the next one."""
    credit = -sum(min(0, each.amount_money.amount) for each in subscription.pending_adjustments)
    if not credit:
        return order, ()
    order = _with_discount(order, OrderDiscount(id="", name=CREDIT, amount_off=credit))
    left = credit - order.totals.discounts[-1].amount
    money = Money(amount=-left, currency=order.currency)
    return order, (Adjustment(description=CREDIT, amount_money=money),) if left else ()
