"""What starting each function costs, against a customary stack: `python -m tests.bench cold_start`.

CPU and memory of fresh processes over the bare runtime, medians of interleaved runs.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

from commerce.edge.registry import load_operations
from tests.bench import builds
from tests.bench.builds import Build
from tests.bench.instant import instant
from tests.bench.scenarios import Scenario, scenarios
from tests.bench.stack import Caller
from tests.bench.tables import NOTHING, show, tell, verdict

RUNS = 9
MOST_OF_REFERENCE = 1 / 4
MOST_WITHOUT_MONEY = 1 / 5
LINES = 20
PROBE = Path(__file__).with_name("probe.py")
WORKERS = {
    "workers.authorize": "keys",
    "workers.publish_events": "publish",
    "workers.settle_payments": "sweep",
    "workers.create_merchant": "keys",
}
MONEY = {"pay", "sweep", "clock"}
ENVIRONMENT = {
    "AWS_ACCESS_KEY_ID": "test",
    "AWS_SECRET_ACCESS_KEY": "test",
    "AWS_DEFAULT_REGION": "us-east-1",
    "AWS_LAMBDA_FUNCTION_NAME": "bench",
    "LAMBDA_TASK_ROOT": "/var/task",
    "TABLE_NAME": "flint",
    "EVENT_BUS_NAME": "bus",
    "STRIPE_SECRET_ID": "stripe",
    "STRIPE_TAX_SECRET_ID": "stripe_tax",
    "POWERTOOLS_SERVICE_NAME": "flint",
    "POWERTOOLS_METRICS_NAMESPACE": "Flint",
    "PYTHONDONTWRITEBYTECODE": "1",
}


@dataclass(slots=True)
class Subject:
    """A function to be started, and how it went each time."""

    name: str
    kind: str
    build: Build
    plan: dict[str, Any]
    start_ms: list[float] = field(default_factory=list)
    first_ms: list[float] = field(default_factory=list)
    peak_mb: list[float] = field(default_factory=list)

    def run(self) -> None:
        """Start it once in a fresh process."""
        command = [sys.executable, "-S", "-P", str(PROBE), json.dumps(self.plan), *map(str, self.build.paths)]
        environment = ENVIRONMENT | {"PATH": os.environ["PATH"]}
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"{self.name} did not start:\n{done.stderr}")
        measured = json.loads(done.stdout)
        self.start_ms.append(measured["startMs"])
        self.first_ms.append(measured["firstMs"])
        self.peak_mb.append(measured["peakMb"])


class Comparison:
    """All subjects measured in turns, so that a slow moment of the machine falls on all of them."""

    def __init__(self) -> None:
        self.flint = builds.flint()
        self.bare = Subject("bare runtime", "", self.flint, {"module": "", "kind": ""})
        self.references = [
            Subject(build.name, "reference", build, {"module": "tests.bench.naive.handler", "kind": "reference"})
            for build in (builds.naive(compiled=False), builds.naive(compiled=True))
        ]
        self.functions = list(_functions(self.flint))

    def measure(self) -> None:
        """Run everything RUNS times."""
        for _ in range(RUNS):
            for subject in (self.bare, *self.references, *self.functions):
                subject.run()

    def over_bare(self, subject: Subject) -> float:
        """CPU until the clients are built, without what the bare runtime takes; milliseconds."""
        return median(subject.start_ms) - median(self.bare.start_ms)

    def share(self, subject: Subject) -> float:
        """Part of what the reference without .pyc takes."""
        return self.over_bare(subject) / self.over_bare(self.references[0])

    def row(self, subject: Subject) -> list[Any]:
        """A line of the table."""
        measured = bool(subject.plan.get("event"))
        return [
            subject.name,
            subject.kind or NOTHING,
            round(median(subject.start_ms)),
            round(self.over_bare(subject)),
            self.share(subject),
            round(median(subject.first_ms)) if measured else NOTHING,
            round(median(subject.peak_mb)),
        ]


def _functions(build: Build) -> Iterator[Subject]:
    ready = {scenario.module: scenario for scenario in _scenarios()}
    for operation in load_operations():
        plan: dict[str, Any] = {"module": operation.module, "kind": operation.kind}
        if operation.module in ready and operation.kind != "pay":
            scenario = ready[operation.module]
            plan |= {"event": scenario.event, "rows": list(scenario.rows.values())}
        yield Subject(operation.name, operation.kind, build, plan)
    for module, kind in WORKERS.items():
        yield Subject(module, kind, build, {"module": module, "kind": kind})


def _scenarios() -> Iterator[Scenario]:
    with instant() as (runtime, table):
        for scenario in scenarios(Caller(runtime), table, LINES):
            if scenario.operation != "orders.list":  # the probe knows no indexes
                yield scenario


def _show_packages(build: Build) -> list[str]:
    rows: list[list[Any]] = []
    broken = []
    for path in build.paths:
        name = path.parent.name.split("-")[0] if path.name == "python" else path.name
        unzipped, zipped = builds.package_bytes(path)
        modules = sum(1 for _ in path.rglob("*.py"))
        missing = list(builds.modules_without_valid_pyc(path))
        rows.append([name, unzipped / 1e6, zipped / 1e6, modules, modules - len(missing)])
        broken += [f"{name}: no valid .pyc for {module}" for module in missing]
    show("Packages", ("package", "MB", "MB zipped", "modules", "with one valid .pyc"), rows)
    return broken


def _over(comparison: Comparison, functions: Sequence[Subject]) -> Iterator[str]:
    for subject in functions:
        most = MOST_OF_REFERENCE if subject.kind in MONEY else MOST_WITHOUT_MONEY
        if comparison.share(subject) > most:
            yield f"{subject.name} starts in {comparison.share(subject):.3f} of the reference, at most {most}"


def main() -> int:
    """Print the tables."""
    if sys.version_info[:2] != builds.BUILT_FOR:
        tell(f"Skipped: the layers are built for Python {'.'.join(map(str, builds.BUILT_FOR))}.")
        return 0
    comparison = Comparison()
    comparison.measure()
    header = ("function", "kind", "CPU ms", "over bare", "of reference", "CPU ms to first answer", "peak MB")
    subjects = (comparison.bare, *comparison.references, *comparison.functions)
    show(f"Starting a function: medians of {RUNS} interleaved runs", header, map(comparison.row, subjects))
    tell("Of reference: CPU over the bare runtime, as a part of that of the reference without .pyc.")
    broken = _show_packages(comparison.flint)
    return verdict(*broken, *_over(comparison, comparison.functions))


if __name__ == "__main__":
    sys.exit(main())
