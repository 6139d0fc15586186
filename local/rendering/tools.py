"""Every operation as a tool of the Model Context Protocol: its name, what it takes, and what it may do."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from commerce.edge.mcp import tool_name
from commerce.edge.operation import Operation, camel
from local.rendering.openapi_parts import IDEMPOTENCY_FIELD, VERSION_FIELD
from local.rendering.schemas import DEFINITIONS, PublishedSchema, Schema

ENDS_SOMETHING = frozenset({"archive", "cancel", "close", "remove", "revoke", "void"})
"""Verbs, first words of operations, after which something is there no more."""

DRY_RUN: Schema = {"type": "boolean", "description": "true: say what would happen, and change nothing."}


def render_tools(operations: Iterable[Operation]) -> str:
    """All tools, one to a line, in the order of their names."""
    tools = ",\n".join(json.dumps(tool_of(each), ensure_ascii=False) for each in operations if is_tool(each))
    return f"[\n{tools}\n]\n"


def is_tool(operation: Operation) -> bool:
    """True unless it is about the API itself, or answers a secret, which no agent should see."""
    return not (operation.public or operation.makes_keys or operation.derives_secrets)


def tool_of(operation: Operation) -> dict[str, Any]:
    """The tool of an operation."""
    return {
        "name": tool_name(operation),
        "title": operation.documentation.partition("\n\n")[0].replace("\n", " ").removesuffix("."),
        "description": operation.documentation.replace("\n\n", "\0").replace("\n", " ").replace("\0", "\n\n"),
        "inputSchema": input_of(operation),
        "annotations": {
            "readOnlyHint": not operation.mutates,
            "destructiveHint": operation.mutates and _ends_something(operation),
            "idempotentHint": not operation.mutates or operation.pays,
            "openWorldHint": operation.pays,
        },
    }


def _ends_something(operation: Operation) -> bool:
    verb = operation.module.rpartition(".")[2].partition("_")[0]
    return operation.pays or operation.method == "DELETE" or verb in ENDS_SOMETHING


def input_of(operation: Operation) -> Schema:
    """One object of what stands in the path, in the query and in the body.

    What moves money is not called without an idempotency key: repeated with the same one, it happens once.
    """
    properties: dict[str, Schema] = {
        camel(name): {"type": "string", "description": f"The {name.replace('_', ' ').removesuffix(' id')}'s id."}
        for name in operation.path_parameters
    }
    required = list(properties)
    definitions: dict[str, Schema] = {}
    for shape in (operation.body, operation.query):
        if shape is None:
            continue
        schema = shape.model_json_schema(
            by_alias=True, ref_template=DEFINITIONS, schema_generator=PublishedSchema, mode="validation"
        )
        definitions |= schema.get("$defs", {})
        assert not properties.keys() & schema.get("properties", {}).keys(), "no argument has two meanings"
        properties |= schema.get("properties", {})
        required += schema.get("required", [])
    if operation.mutates:
        properties |= {**IDEMPOTENCY_FIELD, **VERSION_FIELD, "dryRun": DRY_RUN}
        required += ["idempotencyKey"] if operation.pays else []
    schema = {"type": "object", "properties": properties, "required": required, "additionalProperties": False}
    return {**schema, "$defs": definitions} if definitions else schema
