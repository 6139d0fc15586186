"""CPU time of short work: medians of interleaved runs, so that a slow moment of the machine falls on all alike."""

import gc
import time
from collections.abc import Callable, Sequence
from statistics import median

RUNS = 9
RUN_SECONDS = 0.1

Work = Callable[[], object]


def cpu_microseconds(works: Sequence[Work], *, not_ours: Callable[[], float] = lambda: 0.0) -> list[float]:
    """CPU per call of each work, microseconds.

    not_ours: seconds of CPU so far that are to be left out, such as those of a stand-in within the work.
    """
    rounds = [_rounds(work) for work in works]
    runs: list[list[float]] = [[] for _ in works]
    for _ in range(RUNS):
        for work, count, timings in zip(works, rounds, runs, strict=True):
            gc.collect()
            left_out, started = not_ours(), time.process_time()
            for _ in range(count):
                work()
            spent = time.process_time() - started - (not_ours() - left_out)
            timings.append(spent / count * 1_000_000)
    return [median(timings) for timings in runs]


def _rounds(work: Work) -> int:
    """How often the work fits into a run, so that the clock's own steps do not show."""
    work()
    started = time.process_time()
    work()
    return max(1, int(RUN_SECONDS / max(time.process_time() - started, 1e-6)))
