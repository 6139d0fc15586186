"""Renewals under fault: every call of a billing run, and every pair of calls, fails or loses its process; and two runs.

A subscription's renewal is due. A run meets it while the wire fails, or while another run comes in between; then time
passes, the sweeper and further runs do their work, and the laws are asked.
"""

import json
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import TypeVar

from commerce.domain import errors
from commerce.domain.activities import Activity
from commerce.domain.billing_runs import BillingCounts
from commerce.domain.customers import Customer
from commerce.domain.invoices import Invoice
from commerce.domain.lifecycle import InvoiceStatus, OrderStatus, PaymentMethodStatus, SubscriptionStatus
from commerce.domain.orders import Order
from commerce.domain.payment_methods import PaymentMethod
from commerce.domain.payments import PaymentIntent
from commerce.domain.plan_commands import CreatePlan
from commerce.domain.subscription_commands import CreateSubscription
from commerce.domain.subscriptions import BillingCycle, Subscription
from commerce.store.store import Store
from commerce.store.writes import Create, Replace
from commerce.usecases import billing_runs, plans, subscriptions
from commerce.usecases.commit import CREATED
from tests.faults.crash_pairs import NumberedWire, Plan, plans_from
from tests.faults.laws import Rows, _activities, _charges, _intents
from tests.faults.processor import DECLINED, GOOD
from tests.faults.shop import done, opened
from tests.faults.wire import Called, GoodWire, ProcessDied
from tests.faults.world import START, TENANT, CrashLog, World

T = TypeVar("T")

CUSTOMER, CARD, OTHER_CARD = f"cus_{'0' * 26}", f"pm_{'0' * 26}", f"pm_{'1' * 26}"
A_MONTH = timedelta(days=31)
STEPS = (timedelta(seconds=2), timedelta(seconds=36), timedelta(seconds=70), timedelta(hours=1), timedelta(hours=1))
LATE_STEPS = (timedelta(hours=19, minutes=59), timedelta(minutes=2), timedelta(hours=2), timedelta(minutes=40))
"""All of it is over before the first retry, a day later: what a renewal comes to is settled by then."""


@cache
def with_subscription() -> tuple[World, str]:
    """The shop with a customer, whose card was good when the first period was paid; a month has passed."""
    world = opened()
    card = PaymentMethod(
        id=CARD,
        customer_id=CUSTOMER,
        status=PaymentMethodStatus.ACTIVE,
        processor_customer_id="cus_stripe",
        processor_method_id=GOOD,
        created_at=START,
        updated_at=START,
    )
    customer = Customer(id=CUSTOMER, default_payment_method_id=CARD, created_at=START, updated_at=START)
    Store(TENANT, world.table).write([Create(card), Create(customer)])
    world.processor.customers["cus_stripe"] = CUSTOMER
    plan = CreatePlan.model_validate(
        {
            "name": "Pro",
            "billing_interval": "monthly",
            "line_items": [{"name": "Pro", "unit_price_money": {"amount": 2_900}}],
        }
    )
    plan_id = done(world, "plan", lambda ctx: plans.create(ctx, plan), CREATED)
    wanted = CreateSubscription.model_validate({"plan_id": plan_id, "customer_id": CUSTOMER})
    made = done(world, "subscription", lambda ctx: subscriptions.create(ctx, wanted), CREATED)
    bill(world)
    world.advance(A_MONTH - timedelta(days=7))
    bill(world)  # the renewal is told a week before
    world.advance(timedelta(days=7))
    return world, made


def bill(world: World) -> BillingCounts | None:
    """One billing run. None: its process died, or the database could not tell what is due."""
    log = CrashLog(world.crashes)
    try:
        counts = BillingCounts()
        for due in billing_runs.find(world.runtime):
            counts = counts.plus(billing_runs.bill_one(world.runtime, due, log))  # type: ignore[arg-type]  # as the sweeper
    except (ProcessDied, errors.Unavailable):
        return None
    return counts


class InterruptedWire(GoodWire):
    """Lets something happen just before the call of one number."""

    def __init__(self, number: int, happening: Callable[[], object]) -> None:
        self._left = number
        self._happening = happening

    def carry(self, called: Called, call: Callable[[], T]) -> T:
        """Count, and let it happen once; its own calls are not counted."""
        self._left -= 1
        if self._left == 0:
            self._happening()
        return call()


def start(source: str) -> tuple[World, str]:
    """A copy of the shop, whose card comes to this from now on."""
    template, subscription_id = with_subscription()
    world = template.copy()
    card = world.row(PaymentMethod, CARD).evolve(id=OTHER_CARD, processor_method_id=source)
    customer = world.row(Customer, CUSTOMER)
    chosen = customer.evolve(default_payment_method_id=OTHER_CARD, version=customer.version + 1)
    Store(TENANT, world.table).write([Create(card), Replace(chosen, customer.version)])
    return world, subscription_id


def run(plan: Plan, source: str, steps: Sequence[timedelta]) -> tuple[int, list[str]]:
    """One run under fault: how many calls were made, and the laws that are broken in the end."""
    world, subscription_id = start(source)
    wire = NumberedWire(world, plan)
    world.put_on(wire)
    bill(world)
    calm_down(world, steps)
    return wire.count, broken(world, subscription_id, source)


def run_twice(number: int, source: str) -> list[str]:
    """Another run comes in just before this one's call of this number: the laws that are broken in the end."""
    world, subscription_id = start(source)
    world.put_on(InterruptedWire(number, lambda: bill(world)))
    bill(world)
    calm_down(world, STEPS)
    return broken(world, subscription_id, source)


def calm_down(world: World, steps: Sequence[timedelta]) -> None:
    """Time passes; in each step the sweeper and a billing run do their work."""
    for step in steps:
        world.advance(step)
        world.sweep()
        bill(world)


def broken(world: World, subscription_id: str, source: str) -> list[str]:
    """Every law that is broken, in words."""
    rows = Rows(world)
    orders = [order for _, order in rows.of(Order) if order.subscription_id == subscription_id]
    intents = [intent for _, intent in rows.of(PaymentIntent)]
    found = [*world.crashes]
    for order in orders:
        found += [*_charges(world, order, by_hand=0), *_activities(order, rows)]
        if order.payment_in_flight is not None:
            found.append(f"{order.id} has a payment in flight for ever")
    found += _intents(world, orders, intents)
    found += _cycles(rows, orders, subscription_id)
    found += _invoices(rows, orders)
    found += _outcome(world.row(Subscription, subscription_id), orders, source)
    found += _events(world, rows)
    return found


def _cycles(rows: Rows, orders: Sequence[Order], subscription_id: str) -> Iterator[str]:
    """Two periods, each with one order, and no order without its period."""
    cycles = sorted((cycle for _, cycle in rows.of(BillingCycle)), key=lambda cycle: cycle.number)
    if [cycle.number for cycle in cycles] != [1, 2]:
        yield f"{subscription_id} has the cycles {[cycle.number for cycle in cycles]}"
    if sorted(cycle.order_id for cycle in cycles) != sorted(order.id for order in orders):
        yield f"{subscription_id} has {len(orders)} orders for {len(cycles)} cycles"
    if cycles[0].period_end_at != cycles[-1].period_start_at and len(cycles) > 1:
        yield "its periods do not meet"


def _invoices(rows: Rows, orders: Sequence[Order]) -> Iterator[str]:
    """One per order, numbered without a gap, and paid exactly if the order is."""
    invoices = [invoice for _, invoice in rows.of(Invoice)]
    numbers = sorted(str(invoice.invoice_number) for invoice in invoices)
    if numbers != [f"INV-{number:06d}" for number in range(1, len(orders) + 1)]:
        yield f"the invoices {numbers} were issued for {len(orders)} orders"
    stand = {invoice.order_id: invoice.status for invoice in invoices}
    for order in orders:
        expected = InvoiceStatus.OPEN if order.status is OrderStatus.OPEN else InvoiceStatus.PAID
        if stand.get(order.id) is not expected:
            yield f"{order.id} is {order.status}, but its invoice is {stand.get(order.id)}"


def _outcome(subscription: Subscription, orders: Sequence[Order], source: str) -> Iterator[str]:
    """Paid it is active, declined it is late after one try; either way nothing is under way any more."""
    tries = sum(len(order.payments) for order in orders)
    failures = 0 if subscription.dunning is None else subscription.dunning.failures
    expected = (SubscriptionStatus.ACTIVE, 2, 0) if source == GOOD else (SubscriptionStatus.PAST_DUE, 2, 1)
    if (subscription.status, tries, failures) != expected:
        yield f"it is {subscription.status} after {tries} tries and {failures} failures"
    if subscription.payment_under_way or (subscription.open_order_id is None) != (source == GOOD):
        yield f"it owes {subscription.open_order_id}, to be looked at {subscription.look_again_at}"


def _events(world: World, rows: Rows) -> Iterator[str]:
    """Each change of the subscription is told once."""
    told = [entry for row in world.table.changes if "outbox" in row for entry in json.loads(row["outbox"])]
    if len({entry["id"] for entry in told}) != len(told):
        yield "an event was told twice"
    counted = Counter(entry["type"] for entry in told)
    kinds = Counter(entry.type for _, entry in rows.of(Activity))
    pairs = {
        "order.created": kinds["order.created"],
        "order.paid": kinds["payment.succeeded"],
        "subscription.payment_succeeded": kinds["payment.succeeded"],
        "subscription.payment_failed": kinds["payment.failed"],
        "subscription.activated": 1,
    }
    for name, number in pairs.items():
        if counted[name] != number:
            yield f"{name} was told {counted[name]} times, not {number}"


SOURCES = (GOOD, DECLINED)
COURSES: Mapping[str, Sequence[timedelta]] = {"at once": STEPS, "late": LATE_STEPS}
"""How time passes afterwards."""


@dataclass(frozen=True)
class Renewal:
    """A billing run that meets a renewal, under fault."""

    name: str
    source: str

    @property
    def courses(self) -> Collection[str]:
        """Of its own: all of it is over before the first retry."""
        return COURSES

    def crash(self, plan: Plan, course: str) -> tuple[int, list[str]]:
        """One run under a course."""
        return run(plan, self.source, COURSES[course])

    def plans(self, course: str) -> Iterator[Plan]:
        """Every single fault of every call of the run, each also with every fault of the calls that follow."""
        own, _ = run({}, self.source, ())
        return plans_from(own, lambda plan: self.crash(plan, course)[0])


def renewals() -> list[Renewal]:
    """By a card that is good, and by one that is declined."""
    return [Renewal("renew", GOOD), Renewal("renew, declined", DECLINED)]
