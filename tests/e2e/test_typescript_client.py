"""The TypeScript client's own suite, with Node: its behaviour, and the page's calls against the whole stack."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from local.runtime import Runtime

SUITE = Path(__file__).parents[2] / "clients" / "typescript" / "test"
NODE = shutil.which("node")


@pytest.mark.skipif(NODE is None, reason="Node is not installed; the client needs version 20 or later")
def test_suite_passes_and_skips_nothing(runtime: Runtime) -> None:
    """With an address and a key, every test runs."""
    assert NODE is not None
    told = {"FLINT_BASE_URL": runtime.sandbox.base_url, "FLINT_API_KEY": runtime.sandbox.api_key}
    suite = subprocess.run(
        [NODE, "--test", str(SUITE)],
        env={**os.environ, **told},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert suite.returncode == 0, suite.stdout[-4000:]
    assert "# fail 0" in suite.stdout
    assert "# skipped 0" in suite.stdout
