"""Requests that no client of ours would send: each is answered 400 or 404 in our form, never by a fault of ours."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest

from commerce.edge.operation import Operation
from commerce.edge.respond import respond
from commerce.usecases.authorization import identify
from tests.shop import Json, Shop, operations

WITH_BODY = [operation for operation in operations().values() if operation.body is not None]
SOME_ID = "x_01KC0000000000000000000000"

BODIES = {
    "nothing in braces": "{",
    "a list": "[]",
    "a text": '"x"',
    "null": "null",
    "not a number": '{"a": NaN}',
    "infinity": '{"a": -Infinity}',
    "a number of 5,000 digits": f'{{"a": {"9" * 5000}}}',
    "a number of 4,000 digits": f'{{"a": {"9" * 4000}}}',
    "a fraction beyond floats": '{"a": 1e999}',
    "1 MB and a byte": " " * 1_000_001,
    "a text of 999 KB": f'{{"a": "{"x" * 999_000}"}}',
    "21 levels": f'{{"a": {"[" * 20}{"]" * 20}}}',
    "900 levels": f'{{"a": {"[" * 900}{"]" * 900}}}',
    "100,000 levels": "[" * 100_000,
    "900 levels of objects": '{"a":' * 900 + "1" + "}" * 900,
    "NUL in a text": r'{"metadata": {"a": "\u0000"}}',
    "NUL in a name": r'{"\u0000": 1}',
    "a raw NUL": '{"a": "\0"}',
    "half a surrogate pair": r'{"metadata": {"a": "\ud800"}}',
    "half a surrogate pair in a name": r'{"\udfff": 1}',
    "a name twice": '{"metadata": {}, "metadata": {}}',
    "a name twice inside": '{"metadata": {"a": "1", "a": "2"}}',
    "100,000 names": json.dumps({str(n): 1 for n in range(100_000)}),
    "an XML document": "<order/>",
    "a form": "lineItems=1",
}
BYTES = {
    "not UTF-8": b'{"a": "\xff"}',
    "UTF-16": '{"a": 1}'.encode("utf-16"),
    "half a character": '{"a": "€"}'.encode()[:9],
    "compressed": b"\x1f\x8b\x08\x00\x00\x00",
}


def answer(operation: Operation, shop: Shop, **event: Any) -> Json:
    """What API Gateway gets for an event, whose fields are laid over those of a proper one."""
    proper: Json = {
        "headers": {"content-type": "application/json"},
        "pathParameters": dict.fromkeys(operation.path_parameters, SOME_ID),
        "requestContext": {"authorizer": {"lambda": identify(shop.world.runtime, shop.api_key)}},
    }
    return dict(respond(operation, {**proper, **event}, shop.world.runtime))


def assert_refused(response: Json, *statuses: int) -> None:
    """Refused with one of these statuses, in our form, in text that can be sent."""
    assert response["statusCode"] in statuses, response["body"][:500]
    error = json.loads(response["body"].encode())["error"]
    assert {"type", "code", "message", "param", "requestId", "remediation"} <= error.keys()
    assert len(response["body"]) < 100_000


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES.keys())
def test_unsound_body_is_the_callers_fault_at_every_operation(shop: Shop, body: str) -> None:
    """A 400 in our form, wherever a body is taken."""
    for operation in WITH_BODY:
        assert_refused(answer(operation, shop, body=body), 400)


@pytest.mark.parametrize("body", BYTES.values(), ids=BYTES.keys())
def test_body_that_is_no_text_is_the_callers_fault(shop: Shop, body: bytes) -> None:
    """API Gateway sends what is not text in base 64."""
    event = {"body": base64.b64encode(body).decode(), "isBase64Encoded": True}
    for operation in WITH_BODY:
        assert_refused(answer(operation, shop, **event), 400)


@pytest.mark.parametrize("body", ["%%%", "e30", "é"])
def test_broken_base_64_is_the_callers_fault(shop: Shop, body: str) -> None:
    """Letters that base 64 has not, or too few of them."""
    assert_refused(answer(operations()["orders.create"], shop, body=body, isBase64Encoded=True), 400)


def test_body_in_base_64_is_read(shop: Shop) -> None:
    """API Gateway may send any body so."""
    event = {"body": base64.b64encode(b'{"buyerNote": "n"}').decode(), "isBase64Encoded": True}
    assert answer(operations()["orders.create"], shop, **event)["statusCode"] == 201


@pytest.mark.parametrize("kind", ["text/plain", "multipart/form-data; boundary=x"])
def test_body_of_another_type_is_refused(shop: Shop, kind: str) -> None:
    """Also if it happens to be JSON: who says otherwise may mean otherwise."""
    event = {"body": "{}", "headers": {"content-type": kind}}
    assert_refused(answer(operations()["orders.create"], shop, **event), 400)


def test_body_that_curl_calls_a_form_is_read_as_json(shop: Shop) -> None:
    """A first try with `curl -d` works; a real form does not pass for JSON."""
    headers = {"content-type": "application/x-www-form-urlencoded"}
    create = operations()["orders.create"]
    assert answer(create, shop, body='{"buyerNote": "n"}', headers=headers)["statusCode"] == 201
    assert_refused(answer(create, shop, body="buyerNote=n", headers=headers), 400)


@pytest.mark.parametrize("kind", ["application/json", "Application/JSON; charset=utf-8", "application/ld+json", ""])
def test_body_of_a_json_type_is_taken(shop: Shop, kind: str) -> None:
    """With parameters, in any case, or without a type."""
    event = {"body": "{}", "headers": {"content-type": kind}}
    assert answer(operations()["orders.create"], shop, **event)["statusCode"] == 201


@pytest.mark.parametrize("text", ["x" * 5000, "a/b", "..", "%00", "é", "ord_1 ", "'; DROP TABLE", "*"])
def test_id_that_no_resource_has_is_not_found(shop: Shop, text: str) -> None:
    """A 404 at every operation, before the database is asked; long keys would be a fault there."""
    for operation in operations().values():
        if operation.path_parameters:
            path = dict.fromkeys(operation.path_parameters, text)
            assert_refused(answer(operation, shop, pathParameters=path, body=None), 404)


@pytest.mark.parametrize("value", ["9" * 5000, "-1", "1e3", "x", "", "1.5"])
def test_wrong_page_size_is_named_at_every_list(shop: Shop, value: str) -> None:
    """Whatever it is instead of a number from 1 to 100."""
    for operation in operations().values():
        if operation.query is not None:
            path = dict.fromkeys(operation.path_parameters, SOME_ID)
            event = {"queryStringParameters": {"pageSize": value}, "pathParameters": path}
            assert_refused(answer(operation, shop, **event), 400)


@pytest.mark.parametrize("value", ["é", "%", "x", "/w==", "", "x" * 201])
def test_wrong_page_token_is_named_at_every_list(shop: Shop, value: str) -> None:
    """Whatever it is instead of a token that a page gave."""
    for operation in operations().values():
        if operation.query is not None:
            path = dict.fromkeys(operation.path_parameters, SOME_ID)
            event = {"queryStringParameters": {"pageToken": value}, "pathParameters": path}
            assert_refused(answer(operation, shop, **event), 400, 404)


@pytest.mark.parametrize("headers", [{"idempotency-key": "x" * 256}, {"idempotency-key": ""}, {"if-match": "x"}])
def test_wrong_header_is_refused(shop: Shop, headers: dict[str, str]) -> None:
    """Too long, empty, or no version."""
    assert_refused(answer(operations()["orders.create"], shop, headers=headers), 400)
