"""The types of clients/typescript: openapi-typescript makes them from the schemas that the client's operations know.

Only to make another file takes Node.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path

from commerce.edge.operation import Operation
from local.rendering.client_operations import HANDLED, Json, client_operations, client_schemas
from local.rendering.node import LOCK, NeedsNodeError, node, tools_of
from local.rendering.schemas import Schema
from local.rendering.sealed import Seal

TOOLS = Path(__file__).parent / "typescript"
GENERATOR = TOOLS / "types.mjs"


def render_typescript_types(operations: Sequence[Operation], document: Json, current: str | None) -> str:
    """Give the text of `types.d.ts`. current: what the file holds; it is kept if it was made from the same.

    Raises NeedsNodeError if another one has to be made on a machine without Node.
    """
    asked = asked_of_the_generator(operations, document)
    version = json.loads((TOOLS / "package.json").read_text())["devDependencies"]["openapi-typescript"]
    source = json.dumps([asked, GENERATOR.read_text(), (TOOLS / LOCK).read_text()])
    seal = Seal("//", f"openapi-typescript {version}", source)
    return seal.kept(current) or seal.on(generated(asked))


def asked_of_the_generator(operations: Sequence[Operation], document: Json) -> str:
    """Cut a description, as JSON, to what the client's callers send and get, by name.

    Unions are told apart by the constants of their members: the generator would overwrite these with a discriminator's.
    """
    schemas = client_schemas(client_operations(operations, document), document)
    known = {**schemas.sent, **schemas.answered}
    shown = {
        name: _without_options(known[name]) if name in schemas.bodies else _without_discriminator(known[name])
        for name in sorted(known)
    }
    info = {name: document["info"][name] for name in ("title", "version")}
    return json.dumps({"openapi": document["openapi"], "info": info, "components": {"schemas": shown}})


def _without_options(schema: Schema) -> Schema:
    properties = {name: part for name, part in schema["properties"].items() if name not in HANDLED}
    return {**schema, "properties": properties}


def _without_discriminator(schema: Schema) -> Schema:
    return {name: part for name, part in schema.items() if name != "discriminator"}


def generated(asked: str) -> str:
    """What openapi-typescript makes. Raises NeedsNodeError if there is no Node."""
    program = node()
    if program is None:
        raise NeedsNodeError("clients/typescript/src/types.d.ts is stale: `make render` with Node 20 and npm on PATH")
    command = [program, str(GENERATOR), str(tools_of(TOOLS))]
    return subprocess.run(command, input=asked, capture_output=True, text=True, check=True).stdout
