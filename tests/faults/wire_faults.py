"""Wire faults: the database's answers are lost, late or refusals, at every call of every operation that writes.

`python -m tests.faults.wire_faults` runs everything; arguments name operations: `orders.pay refunds.create`. `--short`
runs a part. Exits with 1 if a law is broken.

Laws: an answer is the success, or a documented "repeat it" (503, or 409 while the first try is at work): a write that
won is never reported as refused. Repeated until it is known, and after the sweeper has run, an operation has done what
it does without faults, row by row, event by event and to the cent; and its key gives the same bytes for ever.
"""

import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from enum import Enum
from multiprocessing import get_context
from pathlib import Path

from commerce.edge.registry import load_operations
from tests.bench.tables import show, tell, verdict
from tests.faults.proxy import Fault, Plan, good
from tests.faults.wire_operations import ASKED_ANEW, ATTEMPTS, OPERATIONS, REPEATED, Call
from tests.faults.wire_shop import Backstage, Shop, Summary, Told, backstage

MAX_REPEATS = 8
KEY = "the-key"
ALLOWED = frozenset(
    {"STORAGE_UNAVAILABLE", "PROCESSOR_UNAVAILABLE", "IDEMPOTENCY_KEY_IN_PROGRESS", "UNSETTLED", "CLOCK_MOVING"}
)
THERE_ALREADY = "INVALID_REQUEST"
"""What is told to a client without a key who asks for what has been done."""

HEADER = ("Wire faults on", "database calls", "runs", "faults", "told 503", "told to wait", "violations", "seconds")
SHORT = ("orders.addLineItems", "orders.pay", "refunds.create")
SHORT_FAULTS = (Fault.REPLY_LOST, Fault.OVERTAKEN)
PROCESSES = 4


class Course(Enum):
    """What follows the fault."""

    REPEAT = "the client repeats at once"
    SWEEP = "the sweeper runs before the client repeats"
    SILENCE = "a client without a key never comes back"
    ANEW = "a client without a key asks anew"

    @property
    def key(self) -> str | None:
        """The idempotency key that the client sends."""
        return KEY if self in {Course.REPEAT, Course.SWEEP} else None


SWEPT = (Course.REPEAT, Course.SWEEP, Course.SILENCE)


def courses_of(name: str) -> tuple[Course, ...]:
    """What can follow a fault of an operation."""
    if name in ASKED_ANEW:
        return Course.REPEAT, Course.ANEW
    if name in REPEATED:
        return (Course.REPEAT,)
    return SWEPT if name in ATTEMPTS else (Course.REPEAT, Course.SILENCE)


@dataclass
class Tally:
    """What the runs of an operation came to."""

    name: str
    calls: int = 0
    runs: int = 0
    faults: int = 0
    unavailable: int = 0
    waiting: int = 0
    seconds: float = 0.0
    violations: list[str] = field(default_factory=list)

    @property
    def row(self) -> tuple[str | int, ...]:
        """The figures under HEADER."""
        told = (self.unavailable, self.waiting, len(self.violations), round(self.seconds))
        return (self.name, self.calls, self.runs, self.faults, *told)


@dataclass(frozen=True)
class Expected:
    """What there is in the end without faults: without the operation, and after it with a key and without one."""

    calls: int
    before: Summary
    after: Summary
    after_silence: Summary


def plans(calls: int, faults: Sequence[Fault]) -> Iterator[tuple[str, Plan]]:
    """Every fault at every call: there once, and from there on; replies lost twice in a row; what overtakes itself."""
    for first in range(1, calls + 1):
        for fault in faults:
            if fault is Fault.OVERTAKEN:
                yield f"call {first}: {fault.value}", overtaken(first)
                continue
            twice = [first + 1] if fault is Fault.REPLY_LOST else []
            for last in (first, *twice, sys.maxsize):
                shown = "on" if last == sys.maxsize else f"to {last}"
                yield f"call {first} {shown}: {fault.value}", spoiled(fault, first, last)


def spoiled(fault: Fault, first: int, last: int) -> Plan:
    """The calls of a span fail."""
    return lambda number, _: fault if first <= number <= last else None


def overtaken(first: int) -> Plan:
    """A call is given up, and arrives just before its repeat is refused because of a conflict with another's."""
    return lambda number, _: {first: Fault.LAST, first + 1: Fault.OVERTAKEN}.get(number)


def expect(stage: Backstage, name: str) -> Expected:
    """Run an operation without faults: not at all, without a key, and with one."""
    calls, summaries = 0, []
    for keys in ((), (None,), (KEY,)):
        shop = Shop(stage)
        call = OPERATIONS[name](shop)
        stage.proxy.follow(good)
        for key in keys:
            assert (told := call(key)).done, (name, told)
            calls = stage.proxy.calls
        finish(shop)
        summaries.append(shop.summary())
    before, after_silence, after = summaries
    return Expected(calls, before, after, after_silence)


def finish(shop: Shop) -> None:
    """All that is under way arrives, time passes, and the sweeper runs."""
    shop.backstage.proxy.settle()
    for seconds in (36, 70):
        shop.advance(seconds)
        shop.sweep()


def ask(shop: Shop, call: Call, plan: Plan, course: Course) -> list[Told]:
    """Call under faults, then repeat as the answers tell to; what was told."""
    key = course.key
    shop.backstage.proxy.follow(plan)
    told = [call(key)]
    shop.backstage.proxy.follow(good)
    if course is Course.SILENCE:
        return told
    if course is Course.SWEEP:
        shop.advance(36)
        shop.sweep()
    while told[-1].unknown and len(told) <= MAX_REPEATS:
        told.append(call(key))
        shop.advance(2 if len(told) == 2 else 36)
    return told


def judge(shop: Shop, call: Call, told: list[Told], course: Course, expected: Expected) -> Iterator[str]:
    """Every law that a run breaks, in words."""
    finish(shop)
    arrived = course is Course.ANEW and told[-1].code == THERE_ALREADY and len(told) > 1
    for answer in told[:-1] if arrived else told:
        if not answer.done and answer.code not in ALLOWED:
            yield f"told {answer.status} {answer.code}"
    found = shop.summary()
    right = [expected.after if course.key else expected.after_silence]
    if course is Course.SILENCE and not told[0].done:
        right.append(expected.before)
    if found not in right:
        yield f"too much {dict(found - right[0])}, too little {dict(right[0] - found)}"
    yield from shop.broken_trails()
    if not course.key:
        return
    if not told[-1].done:
        yield f"never got an answer: {[(answer.status, answer.code) for answer in told]}"
    again = call(KEY)
    if len({answer.data for answer in [*told, again] if answer.done}) != 1 or not again.done:
        yield f"was answered in different ways, at last {again.status} {again.code}"


def run_operation(stage: Backstage, name: str, faults: Sequence[Fault]) -> Tally:
    """Run an operation under every fault at every call."""
    tally, began = Tally(name), time.monotonic()
    expected = expect(stage, name)
    tally.calls = expected.calls
    before = stage.proxy.faults
    for title, plan in plans(expected.calls, faults):
        for course in courses_of(name):
            shop = Shop(stage)
            call = OPERATIONS[name](shop)
            told = ask(shop, call, plan, course)
            broken = judge(shop, call, told, course, expected)
            tally.violations += [f"{name}, {title}, {course.value}: {law}" for law in broken]
            tally.runs += 1
            tally.unavailable += sum(1 for answer in told if answer.status == 503)
            tally.waiting += sum(1 for answer in told if answer.status == 409)
    tally.faults = stage.proxy.faults - before
    tally.seconds = time.monotonic() - began
    return tally


def run(names: Sequence[str], faults: Sequence[Fault]) -> list[Tally]:
    """Run operations on a database and a processor of their own."""
    with tempfile.TemporaryDirectory() as home, backstage(Path(home)) as stage:
        return [run_operation(stage, name, faults) for name in names]


def run_all(names: Sequence[str] = tuple(OPERATIONS), faults: Sequence[Fault] = tuple(Fault)) -> Iterator[Tally]:
    """Run operations, each in a process of its own, a few at the same time: most of a run is waiting."""
    with ProcessPoolExecutor(PROCESSES, get_context("spawn"), max_tasks_per_child=1) as pool:
        for part in pool.map(run, [[name] for name in names], [faults] * len(names)):
            for tally in part:
                tell(f"{tally.name}: {tally.runs} runs, {len(tally.violations)} violations, {tally.seconds:.0f} s")
                yield tally


def main(arguments: Sequence[str]) -> int:
    """Print the figures; the exit code."""
    short = "--short" in arguments
    named = [argument for argument in arguments if argument in OPERATIONS]
    names, faults = (SHORT, SHORT_FAULTS) if short else (tuple(OPERATIONS), tuple(Fault))
    tallies = run(names, faults) if short else list(run_all(named or names, faults))
    show("Wire faults", HEADER, [tally.row for tally in tallies])
    tell("")
    written = {operation.name for operation in load_operations() if operation.mutates}
    forgotten = [] if short or named else sorted(written - OPERATIONS.keys())
    violations = [violation for tally in tallies for violation in tally.violations]
    return verdict(*violations, *(f"no wire faults on {name}" for name in forgotten))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
