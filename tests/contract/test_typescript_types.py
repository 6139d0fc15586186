"""The TypeScript client's types are the generator's; strictly, what callers may write compiles, and nothing else."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest

from commerce.edge.registry import load_operations
from local.rendering import typescript_types
from local.rendering.node import NeedsNodeError
from local.rendering.typescript_types import asked_of_the_generator, generated, render_typescript_types
from tests.contract.node_tools import TYPESCRIPT, needs_node, run_node, tools_of
from tests.contract.published import document

CLIENT = Path(__file__).parents[2] / "clients" / "typescript"
TYPES = CLIENT / "src" / "types.d.ts"
MADE_ELSEWHERE = "made elsewhere"


def types_command() -> list[str]:
    """What `npm run types` runs, without the compiler's name."""
    return shlex.split(json.loads((CLIENT / "package.json").read_text())["scripts"]["types"])[1:]


@needs_node
def test_declarations_compile() -> None:
    """With the compiler that is pinned, as the package's own script calls it."""
    done = run_node(tools_of(TYPESCRIPT) / "node_modules/typescript/bin/tsc", *types_command(), cwd=CLIENT)
    assert done.returncode == 0, done.stdout


@needs_node
def test_types_are_what_the_generator_makes() -> None:
    """The file holds, under its head, what openapi-typescript makes of the served description today."""
    made = generated(asked_of_the_generator(load_operations(), document()))
    assert TYPES.read_text().partition("\n\n")[2] == made


def test_every_schema_is_declared_once_by_its_name() -> None:
    """Nothing of a schema is nested in another's name, and each that callers meet can be imported."""
    asked = json.loads(asked_of_the_generator(load_operations(), document()))["components"]["schemas"]
    declared = re.findall(r"^export (?:interface|type) (\w+)", TYPES.read_text(), re.MULTILINE)
    assert sorted(declared) == sorted(asked)
    assert "components[" not in TYPES.read_text()


@pytest.mark.parametrize(("old", "new"), [("id: string", "id: number"), ("source ", "source 0")])
def test_types_are_made_again_if_touched(old: str, new: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """An edit by hand, or another source: on a machine without Node that is said, with Node the file is made."""
    spoilt = TYPES.read_text().replace(old, new, 1)
    monkeypatch.setattr(typescript_types, "node", lambda: None)
    with pytest.raises(NeedsNodeError, match=r"types\.d\.ts is stale: `make render` with Node 20"):
        render_typescript_types(load_operations(), document(), spoilt)
    monkeypatch.setattr(typescript_types, "generated", lambda asked: MADE_ELSEWHERE + asked[:1])
    made = render_typescript_types(load_operations(), document(), spoilt)
    assert made.endswith(f"\n\n{MADE_ELSEWHERE}{{")
    assert render_typescript_types(load_operations(), document(), made) == made
