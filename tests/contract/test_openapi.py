"""The served description is valid OpenAPI, and complete."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from openapi_spec_validator import validate

from commerce.domain.events import EVENT_TYPES
from commerce.edge.operation import Operation
from commerce.edge.reading import validated
from local.rendering.requests import example_bodies
from tests.contract.asking import OPERATIONS, named
from tests.contract.published import complain, component_validator, described, document


def test_document_is_valid_openapi() -> None:
    """By the specification's own schema, references included."""
    validate(document())


def test_every_operation_is_described_once() -> None:
    """By its one name, with method, path and scope as the code has them."""
    found = {
        each["operationId"]: (method.upper(), path, each["security"])
        for path, methods in document()["paths"].items()
        for method, each in methods.items()
    }
    assert found == {
        each.name: (
            each.method,
            each.path,
            [] if each.scope is None else [{"bearer": [each.scope]}, {"apiKey": [each.scope]}],
        )
        for each in OPERATIONS.values()
    }


@pytest.mark.parametrize("operation", [each for each in OPERATIONS.values() if each.body], ids=named)
def test_body_has_an_example_that_is_accepted(operation: Operation) -> None:
    """An example in local/rendering/requests.py that the command takes."""
    assert operation.body is not None
    validated(operation.body, example_bodies()[operation.name])


def test_no_example_is_of_an_operation_that_is_gone() -> None:
    """Examples stand for operations that take a body."""
    assert set(example_bodies()) == {each.name for each in OPERATIONS.values() if each.body}


def test_every_status_has_a_code() -> None:
    """No refusal is described without the codes that it can have."""
    for name, each in described().items():
        for status, response in each["responses"].items():
            if status >= "400" and "$ref" not in response:
                schema = response["content"]["application/json"]["schema"]
                assert schema["properties"]["error"]["properties"]["code"]["enum"], name


def parts(schema: Any) -> Iterator[dict[str, Any]]:
    """Every object inside of a description, itself included."""
    if isinstance(schema, dict):
        yield schema
    for part in schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ():
        yield from parts(part)


def test_every_type_of_a_value_is_met_by_one() -> None:
    """A constant or a choice that may be null says null among its values: generators believe the one or the other."""
    for schema in parts(document()["components"]["schemas"]):
        if "null" in schema.get("type", ()) and {"const", "enum"} & schema.keys():
            assert None in schema.get("enum", [schema.get("const", "")]), schema


def test_fields_beyond_the_declared_have_no_type() -> None:
    """TypeScript has no object whose further fields are of one type and whose declared ones are of others."""
    declared = [each for each in parts(document()["components"]["schemas"]) if "properties" in each]
    assert [each for each in declared if isinstance(each.get("additionalProperties", False), dict)] == []


def test_errors_of_all_answers_are_one_schema() -> None:
    """Each answer narrows its codes beside the reference: a generator that reads no further declares one class."""
    shared = list(document()["components"]["responses"].values())
    own = [each for operation in described().values() for each in operation["responses"].values()]
    contents = [content for each in shared + own for content in each.get("content", {}).values()]
    schemas = [each["schema"] for each in contents if "schema" in each]
    narrowed = [each for each in schemas if "properties" in each]
    assert {each["$ref"] for each in narrowed} == {"#/components/schemas/Error"}
    assert not [each for each in schemas if "allOf" in each]


def objects(schema: Any, path: str) -> Iterator[str]:
    """Where objects with fields stand inside a schema, not counting the schema itself."""
    for name, part in schema.items() if isinstance(schema, dict) else enumerate(schema):
        if isinstance(part, (dict, list)):
            if isinstance(part, dict) and part.get("type") == "object" and "properties" in part:
                yield f"{path}.{name}"
            yield from objects(part, f"{path}.{name}")


def test_every_object_is_a_component() -> None:
    """Generators make up names, such as `Inner1`, for those that have none."""
    schemas = document()["components"]["schemas"]
    assert [place for name, schema in schemas.items() for place in objects(schema, name)] == []


def test_every_operation_says_what_it_does_and_shows_it() -> None:
    """A summary, a known tag, and an example of each resource that it answers."""
    tags = {each["name"] for each in document()["tags"]}
    shown = document()["components"]["examples"]
    schemas = document()["components"]["schemas"]
    answered = {name.removesuffix("Envelope") for name in schemas if name.endswith("Envelope")}
    lacking = [name for name, each in described().items() if not each["summary"] or not set(each["tags"]) <= tags]
    assert (lacking, answered - set(shown)) == ([], set())


def test_every_event_is_told_apart_by_its_type() -> None:
    """The discriminator's mapping names each schema, whose constant is the type that leads to it."""
    schemas = document()["components"]["schemas"]
    mapping = schemas["Event"]["discriminator"]["mapping"]
    constants = {
        event_type: schemas[reference.rpartition("/")[2]]["properties"]["eventType"]["const"]
        for event_type, reference in mapping.items()
    }
    assert constants == {event_type: event_type for event_type in EVENT_TYPES}


@pytest.mark.parametrize("event_type", EVENT_TYPES)
def test_event_has_an_example_that_its_schema_takes(event_type: str) -> None:
    """The example of a webhook is valid by the webhook's own schema, undeclared fields refused."""
    content = document()["webhooks"][event_type]["post"]["requestBody"]["content"]["application/json"]
    complain(component_validator(content["schema"]["$ref"].rpartition("/")[2]), content["example"])
