"""CPU per operation in a warm process whose network answers at once: `python -m tests.bench warm_cpu`."""

import cProfile
import io
import logging
import os
import pstats
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from commerce.edge.respond import logger
from tests.bench.instant import InstantTable, instant
from tests.bench.scenarios import Scenario, scenarios
from tests.bench.stack import Caller
from tests.bench.tables import show, tell
from tests.bench.timing import cpu_microseconds

SIZES = (2, 20, 500)
PROFILED = 20
"""Size of the orders whose costs are named."""

ROUNDS = 30
TOP = 12


def main() -> int:
    """Print the tables."""
    measured: dict[str, list[int]] = {}
    with logged_nowhere(), instant() as (runtime, table):
        caller = Caller(runtime)
        for size in SIZES:
            for scenario, spent in _measure(caller, table, size):
                measured.setdefault(scenario.operation, []).append(round(spent))
        authorizing = cpu_microseconds([caller.identity], not_ours=lambda: table.cpu_seconds)
        costs = profile(caller, table, PROFILED)
    rows = [("authorizer", *(round(authorizing[0]) for _ in SIZES)), *((name, *row) for name, row in measured.items())]
    show("Warm CPU per operation, microseconds", ("operation", *(f"{size} lines" for size in SIZES)), rows)
    tell("Changes carry idempotency keys; Stripe's SDK parses recorded answers; the stand-ins' own CPU is left out.")
    show(f"Where it goes at {PROFILED} lines: own time of functions over all operations", ("function", "share"), costs)
    return 0


@contextmanager
def logged_nowhere() -> Iterator[None]:
    """Write the one line that every request logs, but where nobody reads it."""
    handler = logger.registered_handler
    assert isinstance(handler, logging.StreamHandler)
    level = logger.log_level
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        printed = handler.setStream(nowhere)
        logger.setLevel("INFO")
        yield
        logger.setLevel(level)
        handler.setStream(printed)


def _measure(caller: Caller, table: InstantTable, size: int) -> list[tuple[Scenario, float]]:
    table.rows = {key: row for key, row in table.rows.items() if "/ord_" not in key.pk}
    ready = list(scenarios(caller, table, size))
    works = [_work(caller, table, scenario) for scenario in ready]
    return list(zip(ready, cpu_microseconds(works, not_ours=lambda: table.cpu_seconds), strict=True))


def _work(caller: Caller, table: InstantTable, scenario: Scenario) -> Callable[[], object]:
    operation = caller.operations[scenario.operation]

    def answer() -> object:
        table.rows = dict(scenario.rows)
        return caller.respond(operation, scenario.event)

    return answer


def profile(caller: Caller, table: InstantTable, size: int) -> Sequence[tuple[str, str]]:
    """The functions that take the most time by themselves, over all operations."""
    works = [_work(caller, table, scenario) for scenario in scenarios(caller, table, size)]
    profiler = cProfile.Profile()
    profiler.enable()
    for _ in range(ROUNDS):
        for work in works:
            work()
    profiler.disable()
    stats = pstats.Stats(profiler, stream=io.StringIO())
    own: dict[str, float] = {}
    for (path, _, name), (_, _, seconds, _, _) in stats.stats.items():  # type: ignore[attr-defined]  # not in its stubs
        own[_shown(path, name)] = own.get(_shown(path, name), 0.0) + seconds
    whole = sum(own.values())
    largest = sorted(own.items(), key=lambda cost: -cost[1])[:TOP]
    return [(name, f"{seconds / whole:.1%}") for name, seconds in largest]


def _shown(path: str, name: str) -> str:
    """`commerce/store/store.py record_of`."""
    return name if path == "~" else f"{'/'.join(path.split('/')[-2:])} {name}"


if __name__ == "__main__":
    sys.exit(main())
