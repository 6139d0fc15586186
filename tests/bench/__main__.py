"""What a request costs, counted and timed.

`python -m tests.bench` runs everything that is quick, `python -m tests.bench totals` one programme.
Each programme runs in a process of its own, so that none warms another up. Exits with 1 if a bound is broken.
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = (ROOT / "functions", ROOT / "layers" / "commerce", ROOT)
PROGRAMMES = (
    "round_trips",
    "write_units",
    "capacity",
    "totals",
    "answers",
    "warm_cpu",
    "renewals",
    "cold_start",
)
LONG = ("webhooks",)
"""Takes minutes and the whole machine: runs only when it is named."""


def run(programme: str) -> int:
    """Run one programme and answer its exit code."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(map(str, PACKAGES)), "POWERTOOLS_LOG_LEVEL": "CRITICAL"}
    return subprocess.run([sys.executable, "-m", f"tests.bench.{programme}"], env=environment, check=False).returncode


def main(names: list[str]) -> int:
    """Run the named programmes, or all of them."""
    unknown = sorted(set(names) - {*PROGRAMMES, *LONG})
    if unknown:
        sys.stderr.write(f"No such programme: {', '.join(unknown)}. There are: {', '.join((*PROGRAMMES, *LONG))}.\n")
        return 2
    return max([run(programme) for programme in names or PROGRAMMES])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
