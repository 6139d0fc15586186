"""The types of clients/python: datamodel-code-generator makes them from the schemas that the client's operations know.

What is answered is a class of `Resource`, whose fields are attributes in either casing; what is sent is a TypedDict.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from commerce.edge.operation import Operation, snake
from local.rendering.client_operations import HANDLED, ClientSchemas, Json, client_operations, client_schemas
from local.rendering.python_client import formatted
from local.rendering.schemas import Schema
from local.rendering.sealed import Seal
from local.rendering.tool_folders import DEV, kept

LOCK = Path(__file__).with_name("python-types-requirements.txt")
INSTALLED = DEV / "types"
GENERATOR = "datamodel-code-generator"
RESOURCE = "flint.resource.Resource"
LIMITS = frozenset(
    {f"{end}{of}" for end in ("min", "max") for of in ("imum", "Length", "Items", "Properties")}
    | {"pattern", "propertyNames", "exclusiveMinimum", "exclusiveMaximum"}
)
OPTIONS = (
    *("--input-file-type", "openapi", "--output-model-type", "typing.TypedDict", "--target-python-version", "3.11"),
    *("--enum-field-as-literal", "all", "--use-typed-nullable-map-values", "--no-use-closed-typed-dict"),
    *("--use-schema-description", "--use-field-description", "--use-single-line-docstring"),
    *("--formatters", "builtin"),
    *("--custom-file-header", '"""Shapes that callers send and get."""'),
)


def render_python_types(operations: Sequence[Operation], document: Json, current: str | None) -> str:
    """Give the text of `_types.py`. current: what the file holds; it is kept if it was made from the same."""
    asked = asked_of_the_generator(operations, document)
    version = next(line for line in LOCK.read_text().splitlines() if line.startswith(f"{GENERATOR}==")).split()[0]
    seal = Seal("#", version, source=json.dumps([asked, OPTIONS, LOCK.read_text()]))
    return seal.kept(current) or seal.on(generated(asked))


def asked_of_the_generator(operations: Sequence[Operation], document: Json) -> Json:
    """Cut a description to what the client's callers send and get, and say which of it is answered: description, bases.

    Fields are in snake_case. No field of a body is demanded, since those that are there are named arguments. Limits are
    left out, which no type tells: the generator would name each limited item of a list.
    """
    schemas = client_schemas(client_operations(operations, document), document)
    known = {**schemas.sent, **schemas.answered}
    shown = {name: _without_limits(_shown(name, known[name], schemas)) for name in sorted(known)}
    info = {name: document["info"][name] for name in ("title", "version")}
    cut = {"openapi": document["openapi"], "info": info, "paths": {}, "components": {"schemas": shown}}
    bases = {name: RESOURCE for name in sorted(schemas.answered) if "properties" in known[name]}
    return {"description": cut, "bases": bases}


def _shown(name: str, schema: Schema, schemas: ClientSchemas) -> Schema:
    schema = {key: part for key, part in schema.items() if key != "discriminator"}
    if "properties" not in schema:
        return schema
    handled = HANDLED if name in schemas.bodies else frozenset()
    fields = {snake(field): part for field, part in schema["properties"].items() if field not in handled}
    hidden = sorted(fields.keys() & set(dir(dict))) if name in schemas.answered else []
    assert not hidden, f"{name}'s fields {hidden} would be hidden by methods of a dict"
    demanded = [] if name in schemas.bodies else [snake(field) for field in schema.get("required", ())]
    return {**schema, "properties": fields, "required": list(fields) if name in schemas.answered else demanded}


def _without_limits(schema: Schema) -> Schema:
    """The same schema, and those within, without what limits a value but not its type."""
    return dict(_unlimited(schema))


def _unlimited(schema: Schema) -> Iterator[tuple[str, object]]:
    for key, part in schema.items():
        if key == "properties":
            yield key, {name: _without_limits(each) for name, each in part.items()}
        elif key in ("items", "additionalProperties") and isinstance(part, dict):
            yield key, _without_limits(part)
        elif key in ("anyOf", "oneOf"):
            yield key, [_without_limits(each) for each in part]
        elif key not in LIMITS:
            yield key, part


def generated(asked: Json) -> str:
    """What datamodel-code-generator makes, laid out as our own code is."""
    environment = {**os.environ, "PYTHONPATH": str(_installed())}
    with tempfile.TemporaryDirectory() as folder:
        for name, part in asked.items():
            (Path(folder) / f"{name}.json").write_text(json.dumps(part))
        command = [sys.executable, "-m", "datamodel_code_generator", *OPTIONS]
        command += ["--input", "description.json", "--base-class-map", "bases.json", "--output", "types.py"]
        subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True)
        return formatted((Path(folder) / "types.py").read_text())


def _installed() -> Path:
    """Where what the lock pins is installed, for this Python."""

    def install(made: Path) -> None:
        uv = str(Path(sys.executable).with_name("uv"))
        command = [uv, "pip", "install", "--quiet", "--require-hashes", "--python", sys.executable]
        subprocess.run([*command, "--requirement", str(LOCK), "--target", str(made)], check=True)

    digest = hashlib.sha256(LOCK.read_bytes()).hexdigest()[:16]
    return kept(INSTALLED / f"{sys.implementation.cache_tag}-{digest}", install)
