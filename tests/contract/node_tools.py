"""Node and what tests run with it, as locks beside the tests pin it."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path

import pytest

HERE = Path(__file__).parent
INSTALLED = HERE.parents[1] / ".dev" / "node"
LOCK = "package-lock.json"


def node() -> str | None:
    """Node, if there is one with its package manager."""
    return shutil.which("node") if shutil.which("npm") else None


needs_node = pytest.mark.skipif(node() is None, reason="there is no Node with npm on this machine")


def tools_of(folder: str) -> Path:
    """Where what a folder's lock pins is installed; once for each, in a folder that appears when complete."""
    lock = HERE / folder / LOCK
    kept = INSTALLED / hashlib.sha256(lock.read_bytes()).hexdigest()[:16]
    if not kept.exists():
        INSTALLED.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=INSTALLED) as made:
            for name in ("package.json", LOCK):
                shutil.copy(lock.with_name(name), made)
            subprocess.run(["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"], cwd=made, check=True)
            with suppress(OSError):  # another test process was faster
                Path(made).rename(kept)
    return kept


def run_node(tool: Path, *arguments: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run a JavaScript program; whoever asks looks at how it went."""
    command = [str(node()), str(tool), *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
