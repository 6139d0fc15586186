"""The API's description, OpenAPI 3.1, from the operations and their shapes."""

from __future__ import annotations

import inspect
import json
import tomllib
from collections.abc import Iterable, Sequence
from importlib import import_module
from pathlib import Path, PurePosixPath
from typing import Any

from pydantic import TypeAdapter

from commerce.domain import errors
from commerce.domain.entity import Shape
from commerce.domain.lifecycle import ORDER_ACTIONS
from commerce.edge.documents import MEDIA_TYPES, Document
from commerce.edge.filters import Page
from commerce.edge.operation import Operation, answered_shape
from local.rendering import openapi_parts as parts
from local.rendering.examples import made_up_id, walkthrough
from local.rendering.openapi_events import described_events, event_schemas
from local.rendering.refusals import Refusals, refusals_of
from local.rendering.requests import example_bodies
from local.rendering.schemas import Schema, reachable, references, schemas_of

PROJECT = Path(__file__).resolve().parents[2] / "pyproject.toml"
EXAMPLE_REQUEST = made_up_id("req", 1)


def document_of(operations: Sequence[Operation]) -> dict[str, Any]:
    """The document as a value."""
    schemas = _schemas(operations)
    paths: dict[str, Any] = {}
    for operation in operations:
        paths.setdefault(operation.path, {})[operation.method.lower()] = _operation(operation, schemas)
    paths = dict(sorted(paths.items()))
    named = [ref.rpartition("/")[2] for ref in references(paths) if ref.startswith("#/components/schemas/")]
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Flint",
            "version": tomllib.loads(PROJECT.read_text())["project"]["version"],
            "summary": "Orders on your own AWS account: create, discount, tax, pay through Stripe, refund.",
            "description": parts.CONVENTIONS,
            "license": {"name": "Apache 2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "security": _security(()),
        "tags": [_tag(each) for each in sorted({operation.resource for operation in operations})],
        "paths": paths,
        "webhooks": described_events(),
        "components": {
            "schemas": reachable(schemas, [*named, "Error", "Event"]),
            "responses": parts.shared_responses(_refusals(operations)),
            "parameters": parts.PARAMETERS,
            "headers": parts.HEADERS,
            "examples": {
                shape.__name__: {"value": {"data": _resource(shape), "requestId": EXAMPLE_REQUEST, "meta": {}}}
                for shape in walkthrough().resources
            },
            "securitySchemes": parts.SECURITY_SCHEMES,
        },
    }


def _answered(operations: Iterable[Operation]) -> list[type[Shape]]:
    """The resources that operations answer, by name."""
    found = {shape for operation in operations if (shape := answered_shape(operation.answer)) is not None}
    return sorted(found, key=lambda shape: shape.__name__)


def _schemas(operations: Sequence[Operation]) -> dict[str, Schema]:
    answered = _answered(operations)
    sent = {shape for operation in operations for shape in (operation.body, operation.query) if shape is not None}
    schemas = schemas_of(answered, sorted(sent, key=lambda shape: shape.__name__))
    for operation in operations:
        if operation.mutates and operation.body is not None:
            schemas[operation.body.__name__]["properties"] |= parts.IDEMPOTENCY_FIELD
            schemas[operation.body.__name__]["properties"] |= parts.VERSION_FIELD if _is_versioned(operation) else {}
    for shape in answered:
        schemas |= parts.envelopes(shape.__name__)
    return schemas | event_schemas() | parts.SCHEMAS | {"ErrorCode": parts.error_codes(_refusals(operations))}


def _refusals(operations: Iterable[Operation]) -> Refusals:
    return frozenset(refusal for operation in operations for refusal in refusals_of(operation))


def _resource(shape: type[Shape]) -> Any:
    return json.loads(walkthrough().resources[shape].to_answer())


def _tag(resource: str) -> dict[str, str]:
    package = import_module(f"api.{resource}")
    return {"name": resource, "description": inspect.getdoc(package) or ""}


def _security(scopes: Iterable[str]) -> list[dict[str, list[str]]]:
    return [{scheme: list(scopes)} for scheme in parts.SECURITY_SCHEMES]


def _operation(operation: Operation, schemas: dict[str, Schema]) -> dict[str, Any]:
    summary, _, more = operation.documentation.partition("\n\n")
    described = [more.replace("\n", " "), _allowed_while(operation)]
    described += [f"Also at `{operation.alias}`."] if operation.alias else []
    described += [f"Needs the scope `{operation.scope}`."] if operation.scope else ["Needs no key."]
    rendered: dict[str, Any] = {
        "operationId": operation.name,
        "tags": [operation.resource],
        "summary": summary.replace("\n", " ").removesuffix("."),
        "description": "\n\n".join(filter(None, described)),
        "parameters": _parameters(operation, schemas),
        "responses": {str(operation.status): _success(operation), **parts.refused(refusals_of(operation))},
    }
    if operation.body is not None:
        rendered["requestBody"] = _request_body(operation)
    if operation.signed:
        rendered["requestBody"] = {"required": True, "content": {"application/json": {"schema": {"type": "object"}}}}
    rendered["security"] = [] if operation.scope is None else _security([operation.scope])
    return {name: value for name, value in rendered.items() if value != "" and (value != [] or name == "security")}


def _allowed_while(operation: Operation) -> str:
    action = next((each for each in ORDER_ACTIONS.values() if each.operation == operation.name), None)
    if action is None:
        return ""
    statuses = ", ".join(f"`{status}`" for status in sorted(action.statuses))
    return f"Allowed while the order is {statuses}; `availableActions` says so on every order."


def _parameters(operation: Operation, schemas: dict[str, Schema]) -> list[dict[str, Any]]:
    rendered = [parts.path_parameter(name, walkthrough()) for name in operation.path_parameters]
    if operation.query is not None:
        shape = schemas[operation.query.__name__]
        rendered += [parts.query_parameter(name, schema) for name, schema in shape["properties"].items()]
    if operation.signed:
        rendered.append({"$ref": "#/components/parameters/StripeSignature"})
    elif operation.mutates:
        names = ["IdempotencyKey", "DryRun", *(["IfMatch"] if _is_versioned(operation) else [])]
        rendered += [{"$ref": f"#/components/parameters/{name}"} for name in names]
    return rendered


def _is_versioned(operation: Operation) -> bool:
    """True if a stale write of it can be refused."""
    return errors.VersionConflict in refusals_of(operation)


def _request_body(operation: Operation) -> dict[str, Any]:
    assert operation.body is not None
    content: dict[str, Any] = {"schema": {"$ref": f"#/components/schemas/{operation.body.__name__}"}}
    if operation.name in example_bodies():
        content["example"] = example_bodies()[operation.name]
    takes_nothing = not any(field.is_required() for field in operation.body.model_fields.values())
    return {"required": not takes_nothing, "content": {"application/json": content}}


def _success(operation: Operation) -> dict[str, Any]:
    """What an operation answers: an envelope with a resource or a page of them, or a plain document."""
    shape = answered_shape(operation.answer)
    if shape is None:
        if operation.answer is Document:
            media_type = MEDIA_TYPES[PurePosixPath(operation.path).suffix]
            schema = {"type": "object" if media_type == "application/json" else "string"}
        else:
            media_type, schema = "application/json", TypeAdapter(operation.answer).json_schema()
        return {"description": "The document.", "content": {media_type: {"schema": schema}}}
    is_page = getattr(operation.answer, "__origin__", None) is Page
    name = f"{shape.__name__}{'List' if is_page else 'Envelope'}"
    content: dict[str, Any] = {"schema": {"$ref": f"#/components/schemas/{name}"}}
    if not is_page and shape in walkthrough().resources:
        content["examples"] = {shape.__name__: {"$ref": f"#/components/examples/{shape.__name__}"}}
    response: dict[str, Any] = {
        "description": (inspect.getdoc(shape) or "").partition("\n\n")[0].replace("\n", " "),
        "content": {"application/json": content},
    }
    if operation.mutates:
        response["headers"] = {"Idempotent-Replayed": {"$ref": "#/components/headers/IdempotentReplayed"}}
    return response


def in_lines(document: dict[str, Any]) -> str:
    """JSON with a line for each operation and each component, so that a change of one shows as one line."""
    lines = []
    for name, value in document.items():
        if name in {"paths", "webhooks", "components"}:
            groups = [f"{json.dumps(group)}: {_group(members)}" for group, members in value.items()]
            lines.append(f"{json.dumps(name)}: " + "{\n" + ",\n".join(groups) + "\n}")
        else:
            lines.append(f"{json.dumps(name)}: {_compact(value)}")
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _group(members: dict[str, Any]) -> str:
    inner = ",\n".join(f"{json.dumps(name)}: {_compact(value)}" for name, value in members.items())
    return f"{{\n{inner}\n}}"


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
