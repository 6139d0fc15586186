"""Node and the programs that run with it, each installed as a lock in this repository pins it."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from pathlib import Path

from local.rendering.tool_folders import DEV, kept

INSTALLED = DEV / "node"
LOCK = "package-lock.json"


class NeedsNodeError(RuntimeError):
    """Something is to be made anew that only Node can make."""


def node() -> str | None:
    """Node, if there is one with its package manager."""
    return shutil.which("node") if shutil.which("npm") else None


def tools_of(folder: Path) -> Path:
    """Where what a folder's lock pins is installed."""

    def install(made: Path) -> None:
        for name in ("package.json", LOCK):
            shutil.copy(folder / name, made)
        command = ["npm", "ci", "--silent", "--no-audit", "--no-fund", "--ignore-scripts"]
        subprocess.run(command, cwd=made, check=True)

    return kept(INSTALLED / hashlib.sha256((folder / LOCK).read_bytes()).hexdigest()[:16], install)
