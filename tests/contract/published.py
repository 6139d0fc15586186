"""The published contract as tests hold answers and events against it: strictly, so that nothing undeclared passes."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from tests.shop import Answer, Json

ROOT = Path(__file__).resolve().parents[2]
OPENAPI = ROOT / "functions" / "api" / "meta" / "openapi.json"
PUBLISHED = ROOT / "events" / "published"
DOCUMENT = "urn:flint:openapi"


@cache
def document() -> Json:
    """The API's description, as it is served."""
    return dict(json.loads(OPENAPI.read_text()))


@cache
def described() -> dict[str, Json]:
    """Operations by their id."""
    return {each["operationId"]: each for methods in document()["paths"].values() for each in methods.values()}


@cache
def _registry() -> Registry[Any]:
    resource = DRAFT202012.create_resource(strict(document()))
    registry: Registry[Any] = Registry().with_resource(DOCUMENT, resource)
    return registry


def strict(schema: Any) -> Any:
    """The same with every object closed to what it does not declare."""
    if isinstance(schema, list):
        return [strict(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    closed = {name: strict(value) for name, value in schema.items()}
    if schema.get("type") == "object" and "properties" in schema:
        closed.setdefault("additionalProperties", False)
    return closed


@cache
def _validator(operation: str, status: int) -> Draft202012Validator:
    response = described()[operation]["responses"][str(status)]
    if "$ref" in response:
        response = document()["components"]["responses"][response["$ref"].rpartition("/")[2]]
    ((_, content),) = response["content"].items()
    return _resolved(content["schema"])


@cache
def component_validator(name: str) -> Draft202012Validator:
    """The validator of a named schema of the description."""
    return _resolved({"$ref": f"#/components/schemas/{name}"})


def _resolved(schema: Json) -> Draft202012Validator:
    text = json.dumps(strict(schema)).replace('"#/components', f'"{DOCUMENT}#/components')
    return Draft202012Validator(json.loads(text), registry=_registry(), format_checker=FormatChecker())


def check_answer(operation: str, answer: Answer) -> None:
    """Fail if an operation answers a status, a code or a field that its description does not have."""
    statuses = described()[operation]["responses"]
    assert str(answer.status) in statuses, f"{operation} answers {answer.status} {answer.body['error']['code']}"
    is_text = not answer.headers["content-type"].startswith("application/json")
    complain(_validator(operation, answer.status), answer.text if is_text else answer.body)


@cache
def event_validator(event_type: str) -> Draft202012Validator:
    """The validator of an event type's published schema."""
    schema = json.loads((PUBLISHED / f"{event_type}.schema.json").read_text())
    return Draft202012Validator(strict(schema), format_checker=FormatChecker())


def complain(validator: Draft202012Validator, value: Any) -> None:
    """Fail with every way in which a value is not as published."""
    wrong = [f"{error.json_path}: {error.message}" for error in validator.iter_errors(value)]
    assert not wrong, "\n".join(wrong)
