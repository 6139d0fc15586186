"""The served description passes a linter that other people use, with rules of our own beside its own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.contract.node_tools import HERE, needs_node, run_node, tools_of
from tests.contract.published import document

RULES = HERE / "linting" / "ruleset.yaml"


WRONG = {
    "openapi": "3.1.0",
    "info": {"title": "Wrong", "version": "1", "description": "Breaks each rule of ours once."},
    "servers": [{"url": "https://example.com"}],
    "tags": [{"name": "orders", "description": "Orders."}],
    "paths": {
        "/v1/Orders": {
            "get": {
                "operationId": "orders-list",
                "description": "List.",
                "tags": ["orders"],
                "responses": {"200": {"description": "Orders."}},
            }
        }
    },
    "components": {
        "schemas": {
            "CreateOrder": {
                "type": "object",
                "additionalProperties": False,
                "properties": {"bad_name": {"type": "array", "items": {}}},
            }
        }
    },
}


@pytest.fixture(scope="module")
def complaints(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """The rules that Spectral finds broken, with where; of the served document, and of one that is wrong."""
    folder = tmp_path_factory.mktemp("lint")
    paths = {name: folder / f"{name}.json" for name in ("served", "wrong")}
    paths["served"].write_text(json.dumps(document()))
    paths["wrong"].write_text(json.dumps(WRONG))
    tool = tools_of(HERE / "linting") / "node_modules/@stoplight/spectral-cli/dist/index.js"
    output = folder / "found"
    options = ("--ruleset", str(RULES), "--format", "json", "--output", str(output))
    done = run_node(tool, "lint", *map(str, paths.values()), *options)
    assert done.returncode == 1, done.stderr
    found: dict[str, set[str]] = {name: set() for name in paths}
    for each in json.loads(output.read_text()):
        where = "" if each["source"].endswith("wrong.json") else f" at {'.'.join(each['path'])}"
        found[Path(each["source"]).stem].add(each["code"] + where)
    return found


@needs_node
def test_linter_finds_nothing(complaints: dict[str, set[str]]) -> None:
    """No error and no warning."""
    assert complaints["served"] == set()


@needs_node
def test_linter_finds_what_is_wrong(complaints: dict[str, set[str]]) -> None:
    """Each rule of ours is broken once."""
    assert complaints["wrong"] == {
        "every-operation-can-fail",
        "list-has-an-end",
        "operation-has-one-name",
        "path-is-kebab-case",
        "property-is-camel-case",
    }
