"""Every file that carries a rendering, with the text that it should have now."""

from __future__ import annotations

import json
from pathlib import Path

from commerce.domain import routes as known_routes
from commerce.edge.operation import Operation
from commerce.edge.registry import load_operations
from local.rendering import readme, routes, stanzas
from local.rendering.docs import render_docs
from local.rendering.events import render_events
from local.rendering.invocations import render_invocations
from local.rendering.openapi import document_of, in_lines
from local.rendering.python_client import render_python_client
from local.rendering.python_types import render_python_types
from local.rendering.regions import replace_region
from local.rendering.skill import render_index, render_llms, render_skill
from local.rendering.tools import render_tools
from local.rendering.typescript_client import render_typescript_client
from local.rendering.typescript_types import render_typescript_types

ROOT = Path(__file__).resolve().parents[2]
README = ROOT / "README.md"
TEMPLATE = ROOT / "template.yaml"
META = ROOT / "functions" / "api" / "meta"
OPENAPI = META / "openapi.json"
DOCS = META / "docs"
TOOLS = ROOT / "functions" / "workers" / "mcp_tools.json"
ROUTES = ROOT / "layers" / "commerce" / "commerce" / "domain" / "routes.py"
PUBLISHED = ROOT / "events" / "published"
INVOKE = ROOT / "events" / "invoke"
PYTHON_CLIENT = ROOT / "clients" / "python" / "flint"
PYTHON_TYPES = PYTHON_CLIENT / "_types.py"
TYPESCRIPT_CLIENT = ROOT / "clients" / "typescript" / "src"
TYPESCRIPT_TYPES = TYPESCRIPT_CLIENT / "types.d.ts"


def rendered_files() -> dict[Path, str]:
    """Render everything; writes nothing."""
    operations = load_operations()
    known_routes.ROUTES.update(routes.known(operations))  # answers in the examples name operations that are new
    template = stanzas.render_operations(operations)
    table = routes.render_routes(operations)
    return {
        README: _readme(operations),
        TEMPLATE: replace_region(TEMPLATE.read_text(), template, begin=stanzas.BEGIN, end=stanzas.END),
        ROUTES: replace_region(ROUTES.read_text(), table, begin=routes.BEGIN, end=routes.END),
        OPENAPI: in_lines(described := document_of(operations)),
        META / "skill.md": (skill := render_skill(operations)),
        META / "agent_skills.json": render_index(skill),
        META / "llms.txt": render_llms(),
        **{DOCS / name: text for name, text in render_docs(described).items()},
        TOOLS: render_tools(operations),
        **{PUBLISHED / name: text for name, text in render_events().items()},
        **{PYTHON_CLIENT / name: text for name, text in render_python_client(operations, described).items()},
        **{TYPESCRIPT_CLIENT / name: text for name, text in render_typescript_client(operations, described).items()},
        **{INVOKE / name: text for name, text in render_invocations(operations).items()},
    }


def generated_files(description: str) -> dict[Path, str]:
    """Give what others' generators make of the description, or made of it before.  Raises NeedsNodeError."""
    operations, document = load_operations(), json.loads(description)
    return {
        PYTHON_TYPES: render_python_types(operations, document, _current(PYTHON_TYPES)),
        TYPESCRIPT_TYPES: render_typescript_types(operations, document, _current(TYPESCRIPT_TYPES)),
    }


def _current(path: Path) -> str | None:
    return path.read_text() if path.exists() else None


def _readme(operations: list[Operation]) -> str:
    text = README.read_text()
    for (begin, end), body in (
        (readme.LIFECYCLE, readme.render_lifecycle()),
        (readme.OPERATIONS, readme.render_operations(operations)),
    ):
        text = replace_region(text, body, begin=begin, end=end)
    return text


def obsolete_files() -> list[Path]:
    """List what lies in the folders that hold nothing but renderings, and is rendered no more."""
    rendered = rendered_files()
    return sorted(path for folder in (PUBLISHED, INVOKE, DOCS) for path in folder.glob("*") if path not in rendered)
