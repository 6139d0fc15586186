"""Trials under fault: every call of giving a card on a checkout page fails or loses its process; and two tabs.

A buyer gives a card for a plan that begins with a trial while the wire fails, or while another tab does the same; then
time passes, the sweeper does its work, the buyer looks again and, where the page asks for a card, gives a good one.
"""

import json
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from commerce.domain import errors
from commerce.domain.checkout_orders import Stage
from commerce.domain.checkout_session_commands import CreateCheckoutSession
from commerce.domain.checkout_sessions import CheckoutSession
from commerce.domain.customer_commands import CreateCustomer
from commerce.domain.deadlines import REPEAT_UNTIL
from commerce.domain.lifecycle import CheckoutSessionStatus, OrderStatus, PaymentMethodStatus, SubscriptionStatus
from commerce.domain.orders import Order
from commerce.domain.payment_methods import PaymentMethod
from commerce.domain.plan_commands import CreatePlan
from commerce.domain.subscriptions import Subscription
from commerce.usecases import checkout_cards, checkout_sessions, customers, plans
from commerce.usecases.checkout_cards import Seen
from commerce.usecases.checkout_opening import Checkout, open_checkout
from commerce.usecases.commit import CREATED
from tests.faults.crash_pairs import NumberedWire, Plan, plans_from
from tests.faults.laws import Rows, _activities, _cards
from tests.faults.processor import CHALLENGED, DECLINED, GOOD
from tests.faults.renewals import InterruptedWire, bill
from tests.faults.shop import done, opened
from tests.faults.wire import GoodWire, ProcessDied
from tests.faults.world import World

SOURCES = (GOOD, DECLINED, CHALLENGED)
SOON = (timedelta(seconds=2), timedelta(seconds=36), timedelta(seconds=70), timedelta(hours=1))
LATE = (timedelta(hours=19, minutes=59), timedelta(minutes=2), timedelta(hours=2), timedelta(minutes=10))
"""All of it is over before the page is, after 23 hours."""

COURSES: Mapping[str, tuple[Sequence[timedelta], bool]] = {
    "soon": (SOON, False),
    "soon, buyer gone": (SOON, True),
    "late": (LATE, False),
    "late, buyer gone": (LATE, True),
}
"""How time passes afterwards, and whether nobody looks at the page again before all is over."""

AT_LAST = (timedelta(seconds=36), timedelta(seconds=70), timedelta(minutes=2))


@cache
def with_page() -> tuple[World, str]:
    """The shop with a customer and an open page of a plan that is free for 14 days: the session's id."""
    world = opened()
    named = CreateCustomer(name="Ada", email="ada@example.com")
    customer_id = done(world, "customer", lambda ctx: customers.create(ctx, named), CREATED)
    plan = CreatePlan.model_validate(
        {
            "name": "Pro",
            "billing_interval": "monthly",
            "trial_period_days": 14,
            "line_items": [{"name": "Pro", "unit_price_money": {"amount": 2_900}}],
        }
    )
    plan_id = done(world, "plan", lambda ctx: plans.create(ctx, plan), CREATED)
    page = CreateCheckoutSession.model_validate({"plan_id": plan_id, "customer_id": customer_id})
    return world, done(world, "session", lambda ctx: checkout_sessions.create(ctx, page), CREATED)


def visit(world: World, session_id: str) -> Checkout:
    """Open the page."""
    session: CheckoutSession = world.row(CheckoutSession, session_id)
    return open_checkout(world.runtime, session.token, "https://pay.example.com")


def give(world: World, session_id: str, source: str) -> None:
    """Open the page and give a card, if it asks for one; whatever goes wrong is what the buyer gets to see."""
    with suppress(errors.FlintError, ProcessDied):
        checkout = visit(world, session_id)
        if checkout.stage is Stage.PAY and checkout.keeps_card:
            checkout_cards.keep(checkout, source, buyer_email=None, seen=Seen.on(checkout))


def come_back(world: World, session_id: str) -> None:
    """The buyer confirms at the bank, if that asks, and comes back to the page."""
    for setup in world.processor.setups.values():
        if setup.status == "requires_action":  # no page ever tells the secret of a card that was declined
            world.processor.confirm_card(setup)
    with suppress(errors.FlintError, ProcessDied):
        checkout_cards.come_back(visit(world, session_id))


def _settle_down(world: World, session_id: str, steps: Sequence[timedelta], *, buyer_gone: bool) -> None:
    for step in steps:
        world.advance(step)
        world.sweep()
        if not buyer_gone:
            come_back(world, session_id)


def run(plan: Plan, source: str, steps: Sequence[timedelta], *, buyer_gone: bool = False) -> tuple[int, list[str]]:
    """One run under fault: how many calls were made, and the laws that are broken in the end.

    buyer_gone: nobody looks at the page again before all is over.
    """
    template, session_id = with_page()
    world = template.copy()
    wire = NumberedWire(world, plan)
    world.put_on(wire)
    give(world, session_id, source)
    _settle_down(world, session_id, steps, buyer_gone=buyer_gone)
    return wire.count, _in_the_end(world, session_id, buyer_gone=buyer_gone)


def run_twice(number: int, source: str) -> list[str]:
    """Another tab gives a good card just before this one's call of this number: the laws that are broken in the end."""
    template, session_id = with_page()
    world = template.copy()
    world.put_on(InterruptedWire(number, lambda: give(world, session_id, GOOD)))
    give(world, session_id, source)
    _settle_down(world, session_id, SOON, buyer_gone=False)
    return _in_the_end(world, session_id)


def _in_the_end(world: World, session_id: str, *, buyer_gone: bool = False) -> list[str]:
    """What is broken once all is quiet, and after a buyer who sees the page ask for a card has given a good one."""
    world.put_on(GoodWire())
    _settle_down(world, session_id, AT_LAST, buyer_gone=buyer_gone)
    found = _broken(world, session_id)
    come_back(world, session_id)
    give(world, session_id, GOOD)
    _settle_down(world, session_id, AT_LAST, buyer_gone=False)
    found += _broken(world, session_id)
    status = _subscription(world, session_id).status
    if status is not SubscriptionStatus.TRIALING:
        # Nobody repeats a call after its 20th hour: the page waits until the call would be forgotten, and ends before.
        late = [method for _, method in Rows(world).of(PaymentMethod) if method.unsettled]
        if not late or world.clock.at < late[0].created_at + REPEAT_UNTIL:
            found.append(f"nobody can begin the trial: it is {status}")
        found += _once_it_is_over(world, session_id)
    return found


def _once_it_is_over(world: World, session_id: str) -> list[str]:
    """What is broken of a page that nobody could use any more, once it has ended and its card is known to be none."""
    _settle_down(world, session_id, (timedelta(hours=1), timedelta(hours=3), *AT_LAST), buyer_gone=True)
    bill(world)
    found = _broken(world, session_id)
    ended = _session(world, session_id).status, _subscription(world, session_id).status
    if ended != (CheckoutSessionStatus.EXPIRED, SubscriptionStatus.CANCELED):
        found.append(f"the page never ended: {ended}")
    found += [
        f"{method.id} is {method.status} for ever" for _, method in Rows(world).of(PaymentMethod) if method.unsettled
    ]
    return found


def _subscription(world: World, session_id: str) -> Subscription:
    subscription: Subscription = world.row(Subscription, _session(world, session_id).subscription_id or "")
    return subscription


def _session(world: World, session_id: str) -> CheckoutSession:
    session: CheckoutSession = world.row(CheckoutSession, session_id)
    return session


def _broken(world: World, session_id: str) -> list[str]:
    rows, session = Rows(world), _session(world, session_id)
    order: Order = world.row(Order, session.order_id)
    found = [*world.crashes, *_cards(world, rows), *_activities(order, rows)]
    return [*found, *_one_trial(world, rows, session, order), *_told(world, session)]


def _one_trial(world: World, rows: Rows, session: CheckoutSession, order: Order) -> Iterator[str]:
    """All of it has begun with the one card that is kept, or nothing has and none is."""
    ((_, subscription),) = rows.of(Subscription)
    begun = subscription.status is SubscriptionStatus.TRIALING
    active = [method.id for _, method in rows.of(PaymentMethod) if method.status is PaymentMethodStatus.ACTIVE]
    if active != ([subscription.payment_method_id] if begun else []):
        yield f"it is {subscription.status} with {subscription.payment_method_id}, and {active} can be charged"
    if (session.status is CheckoutSessionStatus.PAID, order.status is OrderStatus.PAID) != (begun, begun):
        yield f"it is {subscription.status}, its session {session.status}, its order {order.status}"
    if world.processor.taken(order.id):
        yield "something was charged"


def _told(world: World, session: CheckoutSession) -> Iterator[str]:
    told = [entry for row in world.table.changes if "outbox" in row for entry in json.loads(row["outbox"])]
    if len({entry["id"] for entry in told}) != len(told):
        yield "an event was told twice"
    counted, expected = Counter(entry["type"] for entry in told), int(session.status is CheckoutSessionStatus.PAID)
    for name in ("subscription.created", "checkout_session.completed", "order.paid"):
        if counted[name] != expected:
            yield f"{name} was told {counted[name]} times, not {expected}"


@dataclass(frozen=True)
class Trial:
    """The giving of a card for a trial, under fault."""

    name: str
    source: str

    @property
    def courses(self) -> Collection[str]:
        """Of its own: all of it is over before the page is."""
        return COURSES

    def crash(self, plan: Plan, course: str) -> tuple[int, list[str]]:
        """One run under a course."""
        steps, gone = COURSES[course]
        return run(plan, self.source, steps, buyer_gone=gone)

    def plans(self, course: str) -> Iterator[Plan]:
        """Every single fault of every call of the giving, each also with every fault of the calls that follow."""
        own, _ = run({}, self.source, ())
        return plans_from(own, lambda plan: self.crash(plan, course)[0])


def trials() -> list[Trial]:
    """A card that is good, one that is declined, and one whose bank asks."""
    names = ("begin a trial", "begin a trial, declined", "begin a trial, 3-D Secure")
    return [Trial(name, source) for name, source in zip(names, SOURCES, strict=True)]
