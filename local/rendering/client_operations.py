"""What clients know of the API: its operations, schemas and error codes, cut out of the OpenAPI description."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from commerce.edge.filters import Page
from commerce.edge.operation import Operation, answered_shape, camel
from local.rendering.schemas import Schema, reachable

GENERATED = "Rendered from the operations by `make render`; edits get lost."
HANDLED = frozenset({"idempotencyKey"})
"""Fields of bodies that are options of a call."""

Json = dict[str, Any]


@dataclass(frozen=True)
class ClientOperation:
    """An operation that clients offer. resource: `paymentIntents`. verb: `create`. body: its schema's name."""

    name: str
    method: str
    path: str
    path_parameters: tuple[str, ...]
    query: tuple[str, ...]
    body: str | None
    answer: str
    pages: bool
    mutates: bool
    summary: str

    @property
    def resource(self) -> str:
        """`paymentIntents`."""
        return self.name.partition(".")[0]

    @property
    def verb(self) -> str:
        """`create`."""
        return self.name.partition(".")[2]


def client_operations(operations: Sequence[Operation], document: Json) -> list[ClientOperation]:
    """Those that a key calls and that answer resources, by name."""
    described = {each["operationId"]: each for methods in document["paths"].values() for each in methods.values()}
    offered = [each for each in operations if not each.public and answered_shape(each.answer) is not None]
    return sorted((_offered(each, described[each.name]) for each in offered), key=lambda each: each.name)


def _offered(operation: Operation, described: Json) -> ClientOperation:
    shape = answered_shape(operation.answer)
    assert shape is not None, "it was asked before"
    query = [each["name"] for each in described.get("parameters", ()) if each.get("in") == "query"]
    return ClientOperation(
        name=operation.name,
        method=operation.method,
        path=operation.path,
        path_parameters=operation.path_parameters,
        query=tuple(query),
        body=None if operation.body is None else operation.body.__name__,
        answer=shape.__name__,
        pages=getattr(operation.answer, "__origin__", None) is Page,
        mutates=operation.mutates,
        summary=described["summary"],
    )


def by_resource(operations: Sequence[ClientOperation]) -> dict[str, list[ClientOperation]]:
    """Operations by their resource."""
    found: dict[str, list[ClientOperation]] = {}
    for each in operations:
        found.setdefault(each.resource, []).append(each)
    return found


@dataclass(frozen=True)
class ClientSchemas:
    """Schemas that callers send and get, by name."""

    sent: Mapping[str, Schema]
    answered: Mapping[str, Schema]
    bodies: frozenset[str]


def client_schemas(operations: Sequence[ClientOperation], document: Json) -> ClientSchemas:
    """What these operations take and answer; the events as well."""
    schemas: dict[str, Schema] = document["components"]["schemas"]
    bodies = frozenset(each.body for each in operations if each.body)
    sent = reachable(schemas, sorted(bodies))
    answered = reachable(schemas, sorted({"Event", *(each.answer for each in operations)}))
    return ClientSchemas(sent, answered, bodies)


def error_classes(document: Json) -> Iterator[tuple[str, int, str]]:
    """Code, lowest status and meaning of every error."""
    schema = document["components"]["schemas"]["ErrorCode"]
    meanings = dict(zip(schema["enum"], schema["x-enum-descriptions"], strict=True))
    statuses: dict[str, int] = {}
    for status, codes in sorted(_codes_by_status(document)):
        for code in codes:
            statuses.setdefault(code, status)
    yield from ((code, statuses[code], meaning) for code, meaning in meanings.items() if code in statuses)


def _codes_by_status(document: Json) -> Iterator[tuple[int, list[str]]]:
    shared = document["components"]["responses"]
    for methods in document["paths"].values():
        for operation in methods.values():
            for status, described in operation["responses"].items():
                response = shared[described["$ref"].rpartition("/")[2]] if "$ref" in described else described
                if status >= "400":
                    schema = response["content"]["application/json"]["schema"]
                    yield int(status), schema["properties"]["error"]["properties"]["code"]["enum"]


def class_name(code: str) -> str:
    """`CARD_DECLINED` → `CardDeclined`."""
    return "".join(word.capitalize() for word in code.split("_"))


def camel_parameter(name: str) -> str:
    """`order_id` → `orderId`."""
    return camel(name)
