"""The TypeScript client's declarations compile, strictly, and refuse what callers must not write."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

from tests.contract.node_tools import needs_node, run_node, tools_of

CLIENT = Path(__file__).parents[2] / "clients" / "typescript"


def types_command() -> list[str]:
    """What `npm run types` runs, without the compiler's name."""
    return shlex.split(json.loads((CLIENT / "package.json").read_text())["scripts"]["types"])[1:]


@needs_node
def test_declarations_compile() -> None:
    """With the compiler that is pinned here, as the package's own script calls it."""
    done = run_node(tools_of("typescript") / "node_modules/typescript/bin/tsc", *types_command(), cwd=CLIENT)
    assert done.returncode == 0, done.stdout
