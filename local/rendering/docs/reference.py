"""The reference: each resource's operations and objects, from the OpenAPI document."""

from __future__ import annotations

from typing import Any

from commerce.pages.html import Markup, joined, tag
from local.rendering.docs.fields import field, fields
from local.rendering.docs.guides import block, code_block, inline
from local.rendering.docs.layout import PREFIX, SHARED, Page, Site, spoken
from local.rendering.docs.samples import ENVELOPES, answered, laid_out, samples
from local.rendering.schemas import Schema

Described = dict[str, Any]


def resource_page(site: Site, resource: str) -> Page:
    """A resource: its operations, then the objects that only they use."""
    operations = site.operations_of(resource)
    objects = site.objects_of(site.page_of_tag(resource))
    operation_links = {each["operationId"]: each["operationId"] for _, _, each in operations}
    sections = operation_links | {name: name for name in objects}
    content = joined(
        None if _says_nothing(site.tags[resource], resource) else tag("p", inline(site.tags[resource]), class_="lead"),
        [_operation(site, *each) for each in operations],
        [_object(site, name) for name in objects],
    )
    return Page(spoken(resource), f"{spoken(resource)} in the Flint API.", sections, content)


def _says_nothing(about: str, resource: str) -> bool:
    return about.removesuffix(".") == spoken(resource)


def objects_page(site: Site) -> Page:
    """What several resources are made of."""
    names = site.objects_of(SHARED)
    about = "Objects that several resources are made of."
    content = joined(tag("p", about, class_="lead"), [_object(site, name) for name in names])
    return Page("Shared objects", about, {name: name for name in names}, content)


def _object(site: Site, name: str) -> Markup:
    schema = site.schemas[name]
    about = schema.get("description")
    example = site.document["components"]["examples"].get(name)
    folded = None
    if example is not None:
        folded = _folded("Example", code_block(laid_out(example["value"]["data"]), "json"))
    return tag(
        "section",
        tag("h2", name),
        block(about) if about else None,
        fields(site, schema, sent=schema.get("additionalProperties") is False),
        folded,
        id=name,
    )


def _operation(site: Site, method: str, path: str, operation: Described) -> Markup:
    return tag(
        "section",
        tag("h2", operation["summary"]),
        tag("p", tag("code", method, class_="method"), tag("code", path), class_="request"),
        tag("p", tag("code", operation["operationId"]), class_="name"),
        block(operation["description"]) if "description" in operation else None,
        _parameters(site, operation),
        _body(site, operation),
        _folded(
            "Example request",
            *(code_block(text, language) for language, text in samples(method, path, operation).items()),
        ),
        _answer(site, operation),
        _refusals(operation),
        id=operation["operationId"],
    )


def _parameters(site: Site, operation: Described) -> Markup | None:
    shared = site.document["components"]["parameters"]
    found = [
        shared[each["$ref"].rpartition("/")[2]] if "$ref" in each else each for each in operation.get("parameters", ())
    ]
    if not found:
        return None
    rows = [
        field(
            site,
            each["name"],
            each["schema"],
            required=each.get("required", False),
            description=" ".join(filter(None, (f"In the {each['in']}.", each.get("description")))),
        )
        for each in found
    ]
    return joined(tag("h3", "Parameters"), tag("dl", rows, class_="fields"))


def _body(site: Site, operation: Described) -> Markup | None:
    schema = _schema_of(operation.get("requestBody", {}))
    if schema is None or "$ref" not in schema:
        return None
    named = site.schemas[schema["$ref"].removeprefix(PREFIX)]
    return joined(tag("h3", "Body"), fields(site, named, sent=True))


def _answer(site: Site, operation: Described) -> Markup:
    status, success = next((status, each) for status, each in operation["responses"].items() if status < "300")
    name = answered(operation)
    told: Any = success["description"]
    if name.endswith(ENVELOPES):
        inner = name.removesuffix("Envelope").removesuffix("List")
        told = joined("a page of ", site.link(inner)) if name.endswith("List") else site.link(inner)
    return joined(tag("h3", "Answer"), tag("p", tag("code", status), " ", told))


def _refusals(operation: Described) -> Markup | None:
    codes = {
        status: response["content"]["application/json"]["schema"]["properties"]["error"]["properties"]["code"]
        for status, response in operation["responses"].items()
        if status >= "400" and "content" in response
    }
    if not codes:
        return None
    rows = [
        tag(
            "li",
            tag("code", status),
            " ",
            _listed([tag("a", each, href=f"/docs/errors#{each}") for each in code["enum"]]),
        )
        for status, code in codes.items()
    ]
    everywhere = tag("li", tag("a", "and what every operation can answer", href="/docs/errors#everywhere"))
    return _folded("Errors", tag("ul", rows, everywhere, class_="codes"))


def _listed(parts: list[Markup]) -> Markup:
    return joined(*(joined(", " if number else None, part) for number, part in enumerate(parts)))


def _schema_of(described: Described) -> Schema | None:
    found: Schema | None = described.get("content", {}).get("application/json", {}).get("schema")
    return found


def _folded(title: str, *content: Markup) -> Markup:
    return tag("details", tag("summary", title), *content)
