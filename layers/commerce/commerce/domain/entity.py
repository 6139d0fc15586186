"""The base of everything that is stored, answered or sent in: one declaration serves all three."""

from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any, Self, get_args

from pydantic import BaseModel, ConfigDict, Field, GetJsonSchemaHandler, StringConstraints
from pydantic.alias_generators import to_camel
from pydantic_core import CoreSchema


class InternalMark:
    """Marks a field that storage keeps and no answer shows."""


INTERNAL = InternalMark()

Excluded = dict[str, Any]


class Shape(BaseModel):
    """A frozen value: camelCase outside, snake_case in code and in storage."""

    model_config = ConfigDict(
        frozen=True,
        extra="ignore",
        alias_generator=to_camel,
        validate_by_name=True,
        validate_by_alias=True,
        defer_build=True,
        # Stored rows of an older release carry fields that this one may have dropped: ignore, never fail.
    )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Leave internal fields out of the published schema."""
        rendered = handler.resolve_ref_schema(handler(schema))
        for name in internal_fields(cls):
            alias = to_camel(name)
            rendered.get("properties", {}).pop(alias, None)
            if alias in rendered.get("required", []):
                rendered["required"].remove(alias)
        return rendered

    def to_answer(self) -> bytes:
        """The JSON that a caller sees: camelCase, computed values included, internal fields left out."""
        return self.__pydantic_serializer__.to_json(self, by_alias=True, exclude=_excluded(type(self)))

    def to_storage(self) -> str:
        """The JSON that a row keeps: only what was given or decided; what can be computed is not stored."""
        return self.model_dump_json(exclude_computed_fields=True, exclude_defaults=True)

    def evolve(self, **changes: Any) -> Self:
        """A copy with other values; anything computed from the old ones is computed anew."""
        copied = self.model_copy(update=changes)
        for name in vars(copied).keys() - type(self).model_fields.keys():
            del vars(copied)[name]
        return copied


Flag = Annotated[bool, Field(strict=True)]
"""True or false as a caller sends it: "yes" and 1 are neither."""


class Command(BaseModel):
    """What a caller may send: unknown fields are refused by name, both casings are read."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        alias_generator=to_camel,
        validate_by_name=True,
        validate_by_alias=True,
        defer_build=True,
    )


@cache
def internal_fields(shape: type[BaseModel]) -> tuple[str, ...]:
    """Names of the fields that are marked internal on this class."""
    return tuple(name for name, field in shape.model_fields.items() if INTERNAL in field.metadata)


@cache
def _excluded(shape: type[BaseModel]) -> Excluded:
    """What `to_answer` leaves out: internal fields here and in nested shapes."""
    excluded: Excluded = dict.fromkeys(internal_fields(shape), True)
    for name, field in shape.model_fields.items():
        if name not in excluded:
            nested = _excluded_within(field.annotation)
            if nested:
                excluded[name] = nested
    for name, computed in shape.model_computed_fields.items():
        nested = _excluded_within(computed.return_type)
        if nested:
            excluded[name] = nested
    return excluded


def _excluded_within(annotation: Any) -> Excluded:
    """The exclusions of a field's type, under `__all__` where it is a sequence of shapes."""
    if isinstance(annotation, type) and issubclass(annotation, Shape):
        return _excluded(annotation)
    origin_is_sequence = getattr(annotation, "__origin__", None) in (tuple, list)
    for part in get_args(annotation):
        nested = _excluded_within(part)
        if nested:
            return {"__all__": nested} if origin_is_sequence else nested
    return {}


Metadata = Mapping[
    Annotated[str, StringConstraints(min_length=1, max_length=40)],
    Annotated[str, StringConstraints(max_length=500)],
]
"""Up to 50 keys of the caller's own; keys and values are strings and come back untouched."""


def camel_keys(values: Mapping[str, Any]) -> dict[str, Any]:
    """The same values under camelCase names."""
    return {to_camel(name): value for name, value in values.items()}
