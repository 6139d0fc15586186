"""Node and what tests run with it, as locks beside them pin it."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from local.rendering.node import node, tools_of
from local.rendering.typescript_types import TOOLS as TYPESCRIPT

__all__ = ["HERE", "TYPESCRIPT", "needs_node", "node", "run_node", "tools_of"]

HERE = Path(__file__).parent
needs_node = pytest.mark.skipif(node() is None, reason="there is no Node with npm on this machine")


def run_node(tool: Path, *arguments: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run a JavaScript program; whoever asks looks at how it went."""
    command = [str(node()), str(tool), *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
