"""Node and the programs that run with it, each installed as a lock in this repository pins it."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path

INSTALLED = Path(__file__).resolve().parents[2] / ".dev" / "node"
LOCK = "package-lock.json"


class NeedsNodeError(RuntimeError):
    """Something is to be made anew that only Node can make."""


def node() -> str | None:
    """Node, if there is one with its package manager."""
    return shutil.which("node") if shutil.which("npm") else None


def tools_of(folder: Path) -> Path:
    """Where what a folder's lock pins is installed; once for each, in a folder that appears when complete."""
    lock = folder / LOCK
    kept = INSTALLED / hashlib.sha256(lock.read_bytes()).hexdigest()[:16]
    if not kept.exists():
        INSTALLED.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=INSTALLED) as made:
            for name in ("package.json", LOCK):
                shutil.copy(folder / name, made)
            install = ["npm", "ci", "--silent", "--no-audit", "--no-fund", "--ignore-scripts"]
            subprocess.run(install, cwd=made, check=True)
            with suppress(OSError):  # another process was faster
                Path(made).rename(kept)
    return kept
