"""Run the fault programmes whole, or one of their runs again, as a failure prints it.

make faults                                              every crash pair, SCHEDULES interleavings of every flow
make faults ARGS='schedule "3-D Secure" 4711'            one interleaving, told step by step
make faults ARGS='crash "refund" "late" 3:LATE 7:LOST'   one crash pair
"""

import argparse
import gc
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults.agents import agent_scenarios
from tests.faults.crash_pairs import Fault, Plan, Subject, scenarios
from tests.faults.flows import FLOWS
from tests.faults.interleavings import Stage, run
from tests.faults.mutants import caught_after, mutants
from tests.faults.renewals import renewals
from tests.faults.trials import trials

SCHEDULES = 100_000
CHUNK = 2_500
PROCESSES = 2
SHOWN = 5
AGAIN = "make faults ARGS="

README = Path(__file__).parents[2] / "README.md"
BEGIN, END = "<!-- BEGIN FAULTS -->", "<!-- END FAULTS -->"


@dataclass
class Tally:
    """What a programme came to. `broken`: for each run that broke a law, the command that repeats it, and the law."""

    programme: str
    subject: str
    runs: int = 0
    seconds: float = 0
    broken: list[str] = field(default_factory=list)

    def add(self, other: "Tally") -> None:
        """Count a part of the same programme in."""
        self.runs += other.runs
        self.seconds += other.seconds
        self.broken += other.broken


def subjects() -> Mapping[str, Subject]:
    """All that is put under crash pairs, by name."""
    all_of_them: list[Subject] = [*scenarios(), *agent_scenarios(), *renewals(), *trials()]
    return {subject.name: subject for subject in all_of_them}


def crash(name: str, course: str) -> Tally:
    """All crash pairs of a subject under one course of time."""
    tally, began = Tally("crash pairs", name), time.process_time()
    subject = subjects()[name]
    for plan in subject.plans(course):
        tally.runs += 1
        _, found = subject.crash(plan, course)
        if found:
            tally.broken.append(f'{AGAIN}\'crash "{name}" "{course}" {_spelled(plan)}\': {found[0]}')
    tally.seconds = time.process_time() - began
    return tally


def interleave(name: str, first: int, count: int) -> Tally:
    """Some schedules of a flow."""
    tally, began = Tally("interleavings", name, count), time.process_time()
    for seed in range(first, first + count):
        found = run(FLOWS[name], seed)
        if found:
            tally.broken.append(f"{AGAIN}'schedule \"{name}\" {seed}': {found[0]}")
    tally.seconds = time.process_time() - began
    return tally


def _prepare() -> None:
    """What a worker holds from its start is not looked through for garbage again and again."""
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


def everything(schedules: int) -> Iterator[Tally]:
    """All programmes, over two processes, each summed up when it is done."""
    with ProcessPoolExecutor(PROCESSES, initializer=_prepare) as pool:
        for name, subject in subjects().items():
            parts = [pool.submit(crash, name, course) for course in subject.courses]
            yield _summed(Tally("crash pairs", name), [part.result() for part in parts])
        for name in FLOWS:
            chunks = [(first, min(CHUNK, schedules - first)) for first in range(0, schedules, CHUNK)]
            parts = [pool.submit(interleave, name, first, count) for first, count in chunks]
            yield _summed(Tally("interleavings", name), [part.result() for part in parts])


def _summed(whole: Tally, parts: Sequence[Tally]) -> Tally:
    for part in parts:
        whole.add(part)
    return whole


def whole(schedules: int) -> int:
    """Run everything, print the figures as they come, write them into the README. The exit code: 0 if no law broke."""
    rows, broken = [], []
    _say(*HEAD)
    for tally in everything(schedules):
        row = _row(tally.programme, tally.subject, f"{tally.runs:,}", f"{len(tally.broken)}", f"{tally.seconds:.0f}")
        rows.append(row)
        broken += tally.broken
        _say(row)
        _say(*(f"    {line}" for line in tally.broken[:SHOWN]))
    missed = [name for name, mutant in mutants().items() if caught_after(mutant) is None]
    row = _row("seeded mistakes", "caught", f"{len(mutants())}", f"{len(missed)} missed", "")
    rows.append(row)
    _say(row, *(f"    missed: {name}" for name in missed))
    if not broken and not missed:
        _write(rows)
    return 1 if broken or missed else 0


def _row(*cells: str) -> str:
    return "| " + " | ".join(cells) + " |"


def _say(*lines: str) -> None:
    for line in lines:
        sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


HEAD = (_row("programme", "subject", "runs", "violations", "CPU seconds"), _row("---", "---", "---:", "---:", "---:"))


def _write(rows: Sequence[str]) -> None:
    """Put the figures into the README, if it has a place for them."""
    text = README.read_text() if README.exists() else ""
    if BEGIN not in text:
        return
    before, rest = text.split(BEGIN, 1)
    after = rest.split(END, 1)[1]
    README.write_text("\n".join([before + BEGIN, "`make faults` printed:", "", *HEAD, *rows, END]) + after)


def one_schedule(name: str, seed: int) -> int:
    """Tell an interleaving step by step."""
    stage = Stage(FLOWS[name], seed)
    found = stage.run()
    _say(*stage.trace, "", *(found or ["no law is broken"]))
    return 1 if found else 0


def one_crash(name: str, course: str, plan: Plan) -> int:
    """Run a crash pair again."""
    calls, found = subjects()[name].crash(plan, course)
    _say(f"{calls} calls", *(found or ["no law is broken"]))
    return 1 if found else 0


def _spelled(plan: Plan) -> str:
    return " ".join(f"{number}:{fault.name}" for number, fault in plan.items())


def _plan(words: Sequence[str]) -> Plan:
    pairs = (word.split(":") for word in words)
    return {int(number): Fault[fault] for number, fault in pairs}


def main() -> int:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--schedules", type=int, default=SCHEDULES, help="interleavings of each flow")
    parser.add_argument("again", nargs="*", help="what a failure printed")
    options = parser.parse_args()
    match options.again:
        case ["schedule", name, seed]:
            return one_schedule(name, int(seed))
        case ["crash", name, course, *plan]:
            return one_crash(name, course, _plan(plan))
        case _:
            return whole(options.schedules)


if __name__ == "__main__":
    sys.exit(main())
