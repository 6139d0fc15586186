"""Wire faults on money and on an edit: replies lost, and calls that their own repeats overtake."""

import os
import subprocess
import sys

from local.runtime import ROOT

PACKAGES = (ROOT / "functions", ROOT / "layers" / "commerce", ROOT)


def test_nothing_is_lost_or_done_twice_when_the_database_does_not_answer() -> None:
    """The programme's short cut, in a process of its own since it changes how this one reaches the database."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(map(str, PACKAGES)), "POWERTOOLS_LOG_LEVEL": "CRITICAL"}
    command = [sys.executable, "-m", "tests.faults.wire_faults", "--short"]
    programme = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert programme.returncode == 0, programme.stdout + programme.stderr
