"""Crash pairs: every call of an operation, and every pair of calls, fails or loses its process; then all recovers."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from typing import TypeVar

from commerce.usecases.commit import CREATED
from tests.faults import shop
from tests.faults.laws import broken
from tests.faults.processor import BROKEN, CHALLENGED, DECLINED, FAILS, GOOD, SLOW
from tests.faults.quiet import become_quiet
from tests.faults.wire import Called, GoodWire, ProcessDied
from tests.faults.world import Late, UseCases, World

T = TypeVar("T")


class Fault(Enum):
    """What happens to a call."""

    LOST = "lost on the way there"
    UNHEARD = "done, but the reply is lost"
    DIED_BEFORE = "the process dies before it is sent"
    DIED_AFTER = "done, then the process dies"
    LATE = "the process dies while it is under way, and it arrives later"


Plan = Mapping[int, Fault]
"""Which calls fail, by their number in the run, from 1."""


class NumberedWire(GoodWire):
    """Numbers all calls and lets the planned ones fail."""

    def __init__(self, world: World, plan: Plan) -> None:
        self.world = world
        self.plan = plan
        self.count = 0

    def carry(self, called: Called, call: Callable[[], T]) -> T:
        """Make the call as planned."""
        self.count += 1
        match self.plan.get(self.count):
            case None:
                return call()
            case Fault.LOST:
                raise called.silence()
            case Fault.DIED_BEFORE:
                raise ProcessDied
            case Fault.LATE:
                self.world.late.append(Late(call, self.world.clock.at, 1.0))
                raise ProcessDied
            case fault:
                call()  # if it is refused, the refusal is what gets lost
                raise called.silence() if fault is Fault.UNHEARD else ProcessDied


SOON, MINUTE, HOUR, DAY = timedelta(seconds=36), timedelta(seconds=70), timedelta(hours=1), timedelta(hours=25)

LATE = (timedelta(hours=19, minutes=59), timedelta(minutes=2), timedelta(hours=2), timedelta(hours=2), DAY)


@dataclass(frozen=True)
class Course:
    """How time passes after the fault; in each step the sweeper runs, and clients repeat unless they are gone."""

    steps: Sequence[timedelta]
    clients_repeat: bool = True


COURSES: Mapping[str, Course] = {
    "at once": Course((timedelta(seconds=2), SOON, MINUTE, HOUR, DAY)),
    "clients gone": Course((SOON, MINUTE, HOUR, DAY), clients_repeat=False),
    "late": Course(LATE),
    "late, clients gone": Course(LATE, clients_repeat=False),
    "a day": Course((timedelta(hours=24), MINUTE, HOUR, DAY)),
    "over a day": Course((DAY, MINUTE, HOUR, DAY), clients_repeat=False),
}


@dataclass(frozen=True)
class Scenario:
    """An operation under fault. `follow`: what somebody else does afterwards, under another key."""

    name: str
    start: tuple[World, tuple[str, ...]]
    act: Callable[[World, Sequence[str]], None]
    follow: Callable[[World, Sequence[str]], None]

    def run(self, plan: Plan, course: Course, use_cases: UseCases | None = None) -> tuple[int, list[str]]:
        """One run: how many calls it made, and the laws that it broke."""
        template, order_ids = self.start
        world = template.copy(use_cases)
        wire = NumberedWire(world, plan)
        world.put_on(wire)
        self.act(world, order_ids)
        self.follow(world, order_ids)
        become_quiet(world, course.steps, clients_repeat=course.clients_repeat)
        self.follow(world, order_ids)
        become_quiet(world, course.steps, clients_repeat=course.clients_repeat)
        return wire.count, broken(world)


def _pays(source: str) -> Callable[[World, Sequence[str]], None]:
    def act(world: World, ids: Sequence[str]) -> None:
        world.ask("first", shop.pay(world, ids[0], source))

    return act


def _pay_again(world: World, ids: Sequence[str]) -> None:
    """A buyer who got no answer tries the last order with a new key, as buyers do."""
    world.ask(f"again {len(world.requests)}", shop.pay(world, ids[-1]))


def _refund(world: World, ids: Sequence[str]) -> None:
    world.ask("first", shop.refund(world, ids[0], 6_000), CREATED)


def _refund_that_fails(world: World, ids: Sequence[str]) -> None:
    world.ask("first", shop.refund(world, ids[0], 6_000, fate=FAILS), CREATED)


def _refund_again(world: World, ids: Sequence[str]) -> None:
    world.ask(f"again {len(world.requests)}", shop.refund(world, ids[0], 6_000), CREATED)


def _create(world: World, _: Sequence[str]) -> None:
    world.ask("first", shop.create_order(world, coupon=shop.COUPON), CREATED)


def _create_again(world: World, _: Sequence[str]) -> None:
    world.ask(f"again {len(world.requests)}", shop.create_order(world), CREATED)


def scenarios() -> list[Scenario]:
    """All operations under fault."""
    one, two = shop.with_orders(), shop.with_orders(2, coupon=True)
    paid = shop.with_orders(paid=True)
    return [
        Scenario("create", one, _create, _create_again),
        Scenario("pay", one, _pays(GOOD), _pay_again),
        Scenario("pay, declined", one, _pays(DECLINED), _pay_again),
        Scenario("pay, 3-D Secure", one, _pays(CHALLENGED), _pay_again),
        Scenario("pay, slow", one, _pays(SLOW), _pay_again),
        Scenario("pay, server fault", one, _pays(BROKEN), _pay_again),
        Scenario("pay, last coupon use", two, _pays(GOOD), _pay_again),
        Scenario("pay, declined, last coupon use", two, _pays(DECLINED), _pay_again),
        Scenario("refund", paid, _refund, _refund_again),
        Scenario("refund, returned by the bank", paid, _refund_that_fails, _refund_again),
    ]


REACH = 8
"""The first fault of a pair meets one of this many calls: the operation's own, then those that take it up again."""


def plans(scenario: Scenario, course: Course, reach: int = REACH) -> Iterator[Plan]:
    """Every single fault among the first calls, each also with every fault of every later call."""
    for first in range(1, reach + 1):
        for fault in Fault:
            single = {first: fault}
            yield single
            calls, _ = scenario.run(single, course)
            for second in range(first + 1, calls + 1):
                for other in Fault:
                    yield {**single, second: other}
