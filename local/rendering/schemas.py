"""JSON Schemas of what callers send and get, from the shapes themselves."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue, models_json_schema
from pydantic_core.core_schema import ComputedField, CoreSchema, DataclassField, ModelField, TypedDictField

Schema = dict[str, Any]

COMPONENTS = "#/components/schemas/{model}"
DEFINITIONS = "#/$defs/{model}"


class PublishedSchema(GenerateJsonSchema):
    """Schemas as they are published: an answer has all its fields, and no field repeats its name as a title."""

    def field_is_required(self, field: ModelField | DataclassField | TypedDictField, total: bool) -> bool:  # noqa: FBT001
        """Answers leave nothing out."""
        return self.mode == "serialization" or super().field_is_required(field, total)

    def field_title_should_be_set(self, _: CoreSchema | ModelField | ComputedField) -> bool:
        """A title made of the name says nothing."""
        return False

    def default_schema(self, schema: Any) -> JsonSchemaValue:
        """A default matters to who sends; who reads gets the value."""
        if isinstance(schema.get("default"), BaseModel):
            type(schema["default"]).model_rebuild()  # shapes are built when first used, and this one was not
        rendered = super().default_schema(schema)
        if self.mode == "serialization" or rendered.get("default", ...) is None:
            rendered.pop("default", None)
        return rendered

    def nullable_schema(self, schema: Any) -> JsonSchemaValue:
        """One type or null is shorter than a choice of two schemas."""
        rendered = super().nullable_schema(schema)
        inner = rendered["anyOf"][0] if len(rendered.get("anyOf", ())) == 2 else {}
        if isinstance(inner.get("type"), str) and not inner.keys() & {"enum", "const"}:
            return {**inner, "type": [inner["type"], "null"]}
        return rendered


def schemas_of(
    answered: Iterable[type[BaseModel]], sent: Iterable[type[BaseModel]], *, ref_template: str = COMPONENTS
) -> dict[str, Schema]:
    """The schemas of these shapes and of all that they are made of, by class name.

    A class that is both answered and sent, with different schemas, is sent as `<Class>Input`.
    """
    wanted = [*((each, "serialization") for each in answered), *((each, "validation") for each in sent)]
    _, document = models_json_schema(wanted, schema_generator=PublishedSchema, ref_template=ref_template)  # type: ignore[arg-type]
    schemas: dict[str, Schema] = renamed(document.get("$defs", {}))
    for schema in schemas.values():
        schema.pop("title", None)
    return schemas


def renamed(schemas: Any) -> Any:
    """The same with `X-Input` called `XInput` and `X-Output` called `X`, wherever they are named."""
    if isinstance(schemas, dict):
        return {_name(key): renamed(value) for key, value in schemas.items()}
    if isinstance(schemas, list):
        return [renamed(each) for each in schemas]
    return _name(schemas) if isinstance(schemas, str) and schemas.startswith("#/") else schemas


def _name(text: str) -> str:
    return re.sub(r"^((?:#/.*/)?\w+)-(Input|Output)$", lambda found: found[1] + found[2].removesuffix("Output"), text)


def reachable(schemas: Mapping[str, Schema], roots: Iterable[str]) -> dict[str, Schema]:
    """The schemas that these names lead to, by name; what only internal fields use is not among them."""
    found: dict[str, Schema] = {}
    waiting = list(roots)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found[name] = schemas[name]
            waiting += [ref.rpartition("/")[2] for ref in references(schemas[name])]
    return dict(sorted(found.items()))


def references(schema: Any) -> Iterator[str]:
    """Every `$ref` inside."""
    if isinstance(schema, dict):
        if isinstance(schema.get("$ref"), str):
            yield schema["$ref"]
        for value in schema.values():
            yield from references(value)
    elif isinstance(schema, list):
        for each in schema:
            yield from references(each)
