"""The served description is valid OpenAPI, and complete."""

from __future__ import annotations

import pytest
from openapi_spec_validator import validate

from commerce.edge.operation import Operation
from commerce.edge.reading import validated
from local.rendering.requests import example_bodies
from tests.contract.asking import OPERATIONS, named
from tests.contract.published import described, document


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
                assert schema["allOf"][1]["properties"]["error"]["properties"]["code"]["enum"], name
