"""What an object is made of, field by field: its type, its limits, whether it has to be there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from commerce.pages.html import Child, Markup, joined, tag
from local.rendering.docs.guides import inline
from local.rendering.docs.layout import PREFIX, Site
from local.rendering.schemas import Schema

FORMATS = {"date-time": "a moment, RFC 3339 in UTC", "date": "a day, YYYY-MM-DD", "uri": "a URL"}
FEW = 40
"""Beyond so many choices of an enumeration they are folded away."""


def fields(site: Site, schema: Schema, *, sent: bool) -> Markup:
    """The fields of an object. sent: by the caller, so that it matters which may be left out."""
    required = set(schema.get("required", ()))
    rows = [
        field(site, name, each, required=sent and name in required)
        for name, each in schema.get("properties", {}).items()
    ]
    return tag("dl", rows, class_="fields") if rows else tag("p", "No fields.")


def field(site: Site, name: str, schema: Schema, *, required: bool, description: str | None = None) -> Markup:
    """One field."""
    about = description or schema.get("description")
    limits = ", ".join(_limits(schema))
    return tag(
        "div",
        tag(
            "dt",
            tag("code", name),
            tag("span", type_of(site, schema), class_="type"),
            tag("strong", "required", class_="required") if required else None,
        ),
        tag("dd", inline(about) if about else None, tag("span", limits, class_="limits") if limits else None)
        if about or limits
        else None,
    )


def type_of(site: Site, schema: Schema) -> Child:
    """What kind of value, with links to the objects that it is made of."""
    if "$ref" in schema:
        return _named(site, schema["$ref"].removeprefix(PREFIX))
    if "anyOf" in schema:
        return _separated([type_of(site, each) for each in schema["anyOf"]])
    if "enum" in schema:
        return _choices(schema["enum"])
    if "const" in schema:
        return tag("code", str(schema["const"]))
    kinds = schema.get("type", "anything")
    return _separated([_kind(site, each, schema) for each in ([kinds] if isinstance(kinds, str) else kinds)])


def _named(site: Site, name: str) -> Child:
    schema = site.schemas[name]
    if name == "ErrorCode":
        return tag("a", "an error code", href="/docs/errors")
    if "enum" in schema:
        return _choices(schema["enum"])
    return site.link(name) if "properties" in schema else "any JSON"


def _kind(site: Site, kind: str, schema: Schema) -> Child:
    if kind == "array":
        return joined("list of ", type_of(site, schema.get("items", {})))
    if kind == "object" and isinstance(schema.get("additionalProperties"), dict) and "properties" not in schema:
        return joined("object of ", type_of(site, schema["additionalProperties"]))
    return FORMATS.get(schema.get("format", ""), kind) if kind == "string" else kind


def _choices(values: list[Any]) -> Child:
    shown = joined(*(joined(" · " if number else None, tag("code", str(each))) for number, each in enumerate(values)))
    if len(values) <= FEW:
        return shown
    return tag("details", tag("summary", f"one of {len(values)}"), shown)


def _separated(parts: list[Child]) -> Markup:
    return joined(*(joined(" or " if number else None, part) for number, part in enumerate(parts)))


def _limits(schema: Schema) -> Iterator[str]:
    """What a value has to keep to, in words."""
    yield from _range(schema, "minLength", "maxLength", "characters")
    yield from _range(schema, "minItems", "maxItems", "entries")
    yield from _range(schema, "minProperties", "maxProperties", "entries")
    yield from _range(schema, "minimum", "maximum", "")
    if "items" in schema:
        yield from (f"each {limit}" for limit in _limits(schema["items"]))
    if "default" in schema:
        yield f"default {_plain(schema['default'])}"
    if schema.get("examples"):
        yield f"such as {_plain(schema['examples'][0])}"


def _range(schema: Mapping[str, Any], least: str, most: str, unit: str) -> Iterator[str]:
    low, high = schema.get(least), schema.get(most)
    if low is None and high is None:
        return
    if low is None:
        told = f"at most {high:,}"
    elif high is None:
        told = f"at least {low:,}"
    else:
        told = f"{low:,} to {high:,}"
    yield f"{told} {unit}".rstrip()


def _plain(value: Any) -> str:
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else str(value) if value != [] else "none"
