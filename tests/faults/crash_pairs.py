"""Crash pairs: every call of an operation, and every pair of calls, fails or loses its process; then all recovers."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from typing import Protocol, TypeVar

from commerce.usecases.commit import CREATED
from tests.faults import shop
from tests.faults.laws import broken
from tests.faults.processor import BROKEN, CHALLENGED, DECLINED, FAILS, GOOD, SECOND_FAILS, SECOND_REFUSED, SLOW
from tests.faults.quiet import become_quiet
from tests.faults.wire import Called, GoodWire, ProcessDied
from tests.faults.world import Late, UseCases, World

T = TypeVar("T")


Act = Callable[[World, Sequence[str]], None]
"""What somebody does in a world, with the ids of what it holds."""


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


class Subject(Protocol):
    """What is put under crash pairs. courses: names of how time passes afterwards."""

    @property
    def name(self) -> str:
        """What the table calls it."""

    @property
    def courses(self) -> Collection[str]:
        """In which of them its laws are asked."""

    def crash(self, plan: Plan, course: str) -> tuple[int, list[str]]:
        """One run: how many calls it made, and the laws that it broke."""

    def plans(self, course: str) -> Iterator[Plan]:
        """Every single fault, and every pair."""


@dataclass(frozen=True)
class Scenario:
    """An operation under fault. `follow`: what somebody else does afterwards, under another key."""

    name: str
    start: tuple[World, tuple[str, ...]]
    act: Act
    follow: Act

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

    @property
    def courses(self) -> Collection[str]:
        """All of them."""
        return COURSES

    def crash(self, plan: Plan, course: str) -> tuple[int, list[str]]:
        """One run under a course."""
        return self.run(plan, COURSES[course])

    def plans(self, course: str) -> Iterator[Plan]:
        """Whoever makes the call that fails first."""
        return plans(self, COURSES[course])


def _pay_again(world: World, ids: Sequence[str]) -> None:
    """A buyer who got no answer tries the last order with a new key, as buyers do."""
    world.ask(f"again {len(world.requests)}", shop.pay(world, ids[-1]))


def _refunds(amount: int | None, fate: str = "") -> Act:
    def act(world: World, ids: Sequence[str]) -> None:
        world.ask("first", shop.refund(world, ids[0], amount, fate=fate), CREATED)

    return act


def _refund_again(world: World, ids: Sequence[str]) -> None:
    world.ask(f"again {len(world.requests)}", shop.refund(world, ids[0], 6_000), CREATED)


def _refund_a_part_again(world: World, ids: Sequence[str]) -> None:
    """After 60.00 of 108.00 twice 24.00 more: all of it is back, in three refunds."""
    world.ask(f"again {len(world.requests)}", shop.refund(world, ids[0], 2_400), CREATED)


def _reverse(world: World, ids: Sequence[str]) -> None:
    world.ask("first", shop.reverse(world, ids[1]))


def _reverse_then(world: World, ids: Sequence[str]) -> None:
    world.ask("reversal", shop.reverse(world, ids[1]))


def _refund_line_again(world: World, ids: Sequence[str]) -> None:
    world.ask(f"again {len(world.requests)}", shop.refund(world, ids[0], units=1), CREATED)


def _void_invoice(world: World, _: Sequence[str]) -> None:
    world.ask("void", shop.void_invoice(world))


def _restock(world: World, ids: Sequence[str]) -> None:
    world.ask("first", shop.refund(world, ids[0], restock=True), CREATED)


def _restock_that_fails(world: World, ids: Sequence[str]) -> None:
    world.ask("first", shop.refund(world, ids[0], fate=FAILS, restock=True), CREATED)


def _restock_again(world: World, ids: Sequence[str]) -> None:
    world.ask(f"again {len(world.requests)}", shop.refund(world, ids[0], restock=True), CREATED)


def _pays_with(*sources: str, amount: int | None = None, tip: int | None = None) -> Act:
    def act(world: World, ids: Sequence[str]) -> None:
        world.ask("first", shop.pay(world, ids[0], *sources, amount=amount, tip=tip))

    return act


def _pay_by_hand(world: World, ids: Sequence[str]) -> None:
    world.ask("first", shop.pay_by_hand(world, ids[0], 4_000))


def _pay_order_again(world: World, ids: Sequence[str]) -> None:
    """A buyer who got no answer pays what is left of the order."""
    world.ask(f"again {len(world.requests)}", shop.pay(world, ids[0]))


def _hold(world: World, ids: Sequence[str]) -> None:
    world.ask("first", shop.intend(world, ids[0], amount=8_000), CREATED)


def _confirm(world: World, ids: Sequence[str]) -> None:
    world.ask("first", shop.confirm(world, ids[1]))


def _captures(amount: int | None) -> Act:
    def act(world: World, ids: Sequence[str]) -> None:
        world.ask("first", shop.capture(world, ids[1], amount))

    return act


def _cancel(world: World, ids: Sequence[str]) -> None:
    world.ask("first", shop.cancel(world, ids[1]))


def _capture_again(world: World, ids: Sequence[str]) -> None:
    world.ask(f"again {len(world.requests)}", shop.capture(world, ids[1]))


def _create(world: World, _: Sequence[str]) -> None:
    world.ask("first", shop.create_order(world, coupon=shop.COUPON), CREATED)


def _create_again(world: World, _: Sequence[str]) -> None:
    world.ask(f"again {len(world.requests)}", shop.create_order(world), CREATED)


def _saves_card(source: str = GOOD) -> Act:
    def act(world: World, ids: Sequence[str]) -> None:
        world.ask("first", shop.save_card(world, ids[0], source), CREATED)

    return act


def _save_card_again(world: World, ids: Sequence[str]) -> None:
    world.ask(f"again {len(world.requests)}", shop.save_card(world, ids[0]), CREATED)


def _pay_and_keep(world: World, ids: Sequence[str]) -> None:
    world.ask("first", shop.pay_and_keep(world, ids[-1]))


def _pay_with_card(world: World, ids: Sequence[str]) -> None:
    world.ask("first", shop.pay_with_card(world, ids[-1], ids[1]))


def _remove_card(world: World, ids: Sequence[str]) -> None:
    world.ask("first", shop.remove_card(world, ids[1]))


def _delete_customer(world: World, ids: Sequence[str]) -> None:
    world.ask("first", shop.delete_customer(world, ids[0]))


def _delete_customer_then(world: World, ids: Sequence[str]) -> None:
    world.ask("deletion", shop.delete_customer(world, ids[0]))


def card_scenarios() -> list[Scenario]:
    """What is done with saved cards, under fault."""
    nobody_s, one = shop.with_customer(), shop.with_customer(cards=1)
    paying, two = shop.with_customer(order=True), shop.with_customer(cards=2, order=True)
    return [
        Scenario("save a card", nobody_s, _saves_card(), _save_card_again),
        Scenario("save a card, then delete", nobody_s, _saves_card(), _delete_customer_then),
        Scenario("save another card, then delete", one, _saves_card(), _delete_customer_then),
        Scenario("save a card, declined", nobody_s, _saves_card(DECLINED), _save_card_again),
        Scenario("save a card, 3-D Secure", nobody_s, _saves_card(CHALLENGED), _delete_customer_then),
        Scenario("pay and keep the card", paying, _pay_and_keep, _save_card_again),
        Scenario("pay and keep the card, then delete", paying, _pay_and_keep, _delete_customer_then),
        Scenario("pay with a saved card", two, _pay_with_card, _pay_again),
        Scenario("remove a card", two, _remove_card, _save_card_again),
        Scenario("delete a customer", two, _delete_customer, _save_card_again),
    ]


def credit_note_scenarios() -> list[Scenario]:
    """Refunds of issued invoices, under fault."""
    one, spread, begun = shop.with_invoices(), shop.with_invoices(spread=True), shop.with_invoices(part=5_000)
    returned = _refunds(6_000, FAILS)
    return [
        Scenario("refund of an invoice", one, _refunds(6_000), _refund_again),
        Scenario("refund of an invoice, returned by the bank", one, returned, _refund_again),
        Scenario("three refunds of an invoice", one, _refunds(6_000), _refund_a_part_again),
        Scenario("three refunds of an invoice, first returned", one, returned, _refund_a_part_again),
        Scenario("refund of an invoice, second of three returned", spread, _refunds(None, SECOND_FAILS), _refund_again),
        Scenario("refund of an invoice, then void", begun, _refunds(None), _void_invoice),
        Scenario("reverse cash of an invoice", shop.with_cash(), _reverse, _pay_order_again),
        Scenario("refund of cash and a card, then reverse", shop.with_cash(), _refunds(6_000), _reverse_then),
    ]


def scenarios() -> list[Scenario]:
    """All operations under fault."""
    one, two = shop.with_orders(), shop.with_orders(2, coupon=True)
    paid, begun, halves = shop.with_orders(paid=True), shop.with_orders(part=5_000), shop.with_orders(coupon=True)
    spread = shop.with_payments()
    held, waits = shop.with_intent(coupon=True, amount=8_000), shop.with_intent(hold=False)
    return [
        Scenario("create", one, _create, _create_again),
        Scenario("pay", one, _pays_with(GOOD), _pay_again),
        Scenario("pay, declined", one, _pays_with(DECLINED), _pay_again),
        Scenario("pay, 3-D Secure", one, _pays_with(CHALLENGED), _pay_again),
        Scenario("pay, slow", one, _pays_with(SLOW), _pay_again),
        Scenario("pay, server fault", one, _pays_with(BROKEN), _pay_again),
        Scenario("pay, last coupon use", two, _pays_with(GOOD), _pay_again),
        Scenario("pay, declined, last coupon use", two, _pays_with(DECLINED), _pay_again),
        Scenario("pay, two cards, last coupon use", halves, _pays_with(GOOD, GOOD), _pay_order_again),
        Scenario("pay, second card declined", halves, _pays_with(GOOD, DECLINED), _pay_order_again),
        Scenario("pay, tip, declined", one, _pays_with(DECLINED, tip=500), _pay_order_again),
        Scenario("pay a part", halves, _pays_with(amount=3_000), _pay_order_again),
        Scenario("pay the rest", begun, _pays_with(), _pay_order_again),
        Scenario("pay by hand", begun, _pay_by_hand, _pay_order_again),
        Scenario("hold", halves, _hold, _pay_order_again),
        Scenario("confirm", waits, _confirm, _pay_order_again),
        Scenario("capture", held, _captures(None), _pay_order_again),
        Scenario("capture a part", held, _captures(3_000), _pay_order_again),
        Scenario("cancel a hold", held, _cancel, _capture_again),
        Scenario("refund", paid, _refunds(6_000), _refund_again),
        Scenario("refund, returned by the bank", paid, _refunds(6_000, FAILS), _refund_again),
        Scenario("refund over three payments", spread, _refunds(None), _refund_line_again),
        Scenario("refund over three, second returned", spread, _refunds(None, SECOND_FAILS), _refund_line_again),
        Scenario("refund over three, second refused", spread, _refunds(None, SECOND_REFUSED), _refund_line_again),
        *card_scenarios(),
        *credit_note_scenarios(),
        Scenario("refund and restock", paid, _restock, _restock_again),
        Scenario("refund and restock, returned by the bank", paid, _restock_that_fails, _restock_again),
    ]


def plans(scenario: Scenario, course: Course) -> Iterator[Plan]:
    """Every single fault of every call, each also with every fault of every later call, whoever makes it."""
    reach, _ = scenario.run({}, course)
    return plans_from(reach, lambda plan: scenario.run(plan, course)[0])


def plans_from(reach: int, calls_of: Callable[[Plan], int]) -> Iterator[Plan]:
    """Every single fault of the first calls, each also with every fault of every later call.

    reach: so many calls are the first. calls_of: how many calls a run under a plan makes.
    """
    for first in range(1, reach + 1):
        for fault in Fault:
            single = {first: fault}
            yield single
            for second in range(first + 1, calls_of(single) + 1):
                for other in Fault:
                    yield {**single, second: other}
