"""Whatever a caller may send has a limit: every text, list, map and number of every operation's body and query."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from commerce.edge.registry import load_operations

Schema = dict[str, Any]

LONGEST_TEXT = 2_000
LONGEST_LIST = 1_000
MOST_REPEATS = 4_294_967_295
SHAPES = {
    f"{operation.name} {part}": shape
    for operation in load_operations()
    for part, shape in (("body", operation.body), ("query", operation.query))
    if shape is not None
}


def resolved(schema: Schema, definitions: Schema) -> Schema:
    """The schema that a reference leads to, with what stands beside the reference."""
    reference = schema.get("$ref")
    return schema if reference is None else {**definitions[reference.rpartition("/")[2]], **schema}


def unlimited(schema: Schema, definitions: Schema, path: str = "", seen: tuple[str, ...] = ()) -> Iterator[str]:
    """The paths below which something may be as large as the body."""
    reference = schema.get("$ref", "")
    if reference in seen:
        yield f"{path} (within itself)"
        return
    seen = (*seen, reference) if reference else seen
    schema = resolved(schema, definitions)
    choices = schema.get("anyOf") or schema.get("oneOf") or schema.get("allOf") or []
    for choice in choices:
        yield from unlimited(choice, definitions, path, seen)
    kinds = schema.get("type", [] if choices or "enum" in schema or "const" in schema else ["anything"])
    for kind in kinds if isinstance(kinds, list) else [kinds]:
        if not LIMITED[kind](schema):
            yield f"{path} ({kind})"
    for name, inner in schema.get("properties", {}).items():
        yield from unlimited(inner, definitions, f"{path}.{name}", seen)
    if "items" in schema:
        yield from unlimited(schema["items"], definitions, f"{path}[]", seen)
    if isinstance(schema.get("additionalProperties"), dict):
        yield from unlimited(schema["additionalProperties"], definitions, f"{path}.*", seen)
        yield from unlimited({"type": "string", **schema.get("propertyNames", {})}, definitions, f"{path} names", seen)


def text_is_limited(schema: Schema) -> bool:
    """By its length, by the values it may have, by its format, or by a pattern that ends."""
    if "enum" in schema or "const" in schema or schema.get("format") == "date-time":
        return True
    longest: int = min(schema.get("maxLength", MOST_REPEATS), longest_match(schema.get("pattern", "")))
    return longest <= LONGEST_TEXT


def longest_match(pattern: str) -> int:
    """How long a text can be that a pattern takes; a pattern that is not anchored takes any."""
    if not (pattern.startswith("^") and pattern.endswith("$")):
        return MOST_REPEATS
    return int(re._parser.parse(pattern).getwidth()[1])  # type: ignore[attr-defined]  # nothing public measures it


def map_is_limited(schema: Schema) -> bool:
    """Named fields and no others, or a number of entries."""
    most: int = schema.get("maxProperties", MOST_REPEATS)
    return schema.get("additionalProperties") is False or most <= LONGEST_LIST


LIMITED: dict[str, Callable[[Schema], bool]] = {
    "string": text_is_limited,
    "array": lambda schema: schema.get("maxItems", MOST_REPEATS) <= LONGEST_LIST,
    "object": map_is_limited,
    "integer": lambda schema: "maximum" in schema and ("minimum" in schema or "exclusiveMinimum" in schema),
    "number": lambda schema: "maximum" in schema and "minimum" in schema,
    "boolean": lambda _: True,
    "null": lambda _: True,
    "anything": lambda _: False,
}


@pytest.mark.parametrize("name", SHAPES)
def test_everything_that_can_be_sent_has_a_limit(name: str) -> None:
    """No text, list, map or number of any body or query is without one, and none holds itself."""
    schema = SHAPES[name].model_json_schema(by_alias=True, mode="validation")
    assert not list(unlimited(schema, schema.get("$defs", {})))


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "string"},
        {"type": "string", "pattern": "^a*$"},
        {"type": "string", "pattern": "a"},
        {"type": "array", "items": {"type": "boolean"}},
        {"type": "object", "additionalProperties": {"type": "boolean"}},
        {"type": "integer", "minimum": 1},
        {"anyOf": [{"type": "null"}, {"type": "string"}]},
        {},
    ],
    ids=str,
)
def test_what_has_no_limit_is_noticed(schema: Schema) -> None:
    """The test above would fail for each of these."""
    assert list(unlimited({"type": "object", "additionalProperties": False, "properties": {"a": schema}}, {}))
