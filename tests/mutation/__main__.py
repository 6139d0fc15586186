"""Mutation testing of the domain: a test has to fail for every small fault in the code that counts money.

`python -m tests.mutation` runs every module of modules.py, `python -m tests.mutation lifecycle tax` some.
Exits with 1 if a module's score is below the bound, or if a survivor is not named in survivors.md.
"""

import os
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from hypothesis import Phase, settings

from tests.bench.tables import show, tell, verdict
from tests.mutation.modules import AT_LEAST_PERCENT, TESTS
from tests.mutation.mutants import ROOT, Mutant, mutants_of
from tests.mutation.trials import Trial, Verdict, start, wait

PROCESSES = 2
BASELINE_CPU_SECONDS = 300
EXAMPLES = 40
"""Per property: fewer than in `make test`, so that what is killed here is killed there."""
SURVIVORS = ROOT / "tests" / "mutation" / "survivors.md"


@dataclass(frozen=True)
class Result:
    """What became of a module's mutants."""

    module: str
    verdicts: Counter[Verdict]
    survivors: tuple[Mutant, ...]

    @property
    def score_percent(self) -> float:
        """How many of the mutants some test noticed; one that never ends is noticed."""
        return 100 * (1 - self.verdicts[Verdict.SURVIVED] / self.verdicts.total())

    @property
    def row(self) -> tuple[str | int, ...]:
        """Its line in the table."""
        counts = (self.verdicts[of] for of in (Verdict.KILLED, Verdict.TIMED_OUT, Verdict.SURVIVED))
        return (f"`{self.module}`", self.verdicts.total(), *counts, f"{self.score_percent:.1f} %")


def measure(module: str) -> Result:
    """Test every mutant of a module, after the module itself."""
    tests = TESTS[module]
    _, unmutated, cpu_seconds = wait([trial := start(None, tests, BASELINE_CPU_SECONDS)])
    if unmutated is not Verdict.SURVIVED:
        raise SystemExit(f"The tests of {module} fail without any mutant: make test ARGS='{' '.join(tests)}'")
    assert trial.mutant is None
    limit_seconds = 10 + round(4 * cpu_seconds)
    verdicts: Counter[Verdict] = Counter()
    survivors = []
    waiting = mutants_of(module)[::-1]
    running: list[Trial] = []
    while waiting or running:
        while waiting and len(running) < PROCESSES:
            running.append(start(waiting.pop(), tests, limit_seconds))
        ended, became, _ = wait(running)
        running.remove(ended)
        verdicts[became] += 1
        if became is Verdict.SURVIVED and ended.mutant is not None:
            survivors.append(ended.mutant)
    result = Result(module, verdicts, tuple(sorted(survivors, key=lambda mutant: mutant.line)))
    tell(f"{module}: {result.score_percent:.1f} %")
    for mutant in result.survivors:
        tell(mutant.diff())
    return result


def report(results: Sequence[Result]) -> int:
    """Print the table, and what is missing; the exit code."""
    named = SURVIVORS.read_text(encoding="utf-8")
    broken = []
    for result in results:
        if result.score_percent < AT_LEAST_PERCENT:
            broken.append(f"{result.module}: {result.score_percent:.1f} % killed, at least {AT_LEAST_PERCENT} % wanted")
        survived = Counter(mutant.name for mutant in result.survivors)
        unnamed = [name for name, count in survived.items() if named.count(f"- {name}\n") < count]
        broken += [f"not named in {SURVIVORS.relative_to(ROOT)}: {name}" for name in unnamed]
    total = Result("all", sum((result.verdicts for result in results), Counter()), ())
    header = ("module", "mutants", "killed", "timeouts", "survived", "score")
    show("Mutants of domain/", header, [result.row for result in [*results, total]])
    return verdict(*broken)


def main(names: list[str]) -> int:
    """Measure the named modules, or all of them."""
    unknown = sorted(set(names) - set(TESTS))
    if unknown:
        tell(f"No such module: {', '.join(unknown)}. There are: {', '.join(TESTS)}.")
        return 2
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    # The same examples each time, none remembered from another mutant, and no time spent on making one smaller.
    phases = (Phase.explicit, Phase.generate)
    settings.register_profile(
        "mutants", derandomize=True, database=None, deadline=None, phases=phases, max_examples=EXAMPLES
    )
    settings.load_profile("mutants")
    return report([measure(name) for name in names or TESTS])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
