"""What all pages of `/docs` share: the frame, the navigation, and where a schema is described."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from commerce.pages.html import Child, Markup, joined, tag
from local.rendering.schemas import Schema, references

SOURCES = Path(__file__).resolve().parents[2] / "docs"
LISTS = {"errors": "Errors", "event-types": "Event types", "objects": "Shared objects"}
"""Pages of the reference that are no resource's, by their titles."""

SHARED = "objects"
PREFIX = "#/components/schemas/"


class Page(NamedTuple):
    """What stands between the frame: its title, one sentence about it, its sections for the margin, its content."""

    title: str
    about: str
    sections: Mapping[str, str]
    content: Child


@dataclass(frozen=True)
class Site:
    """The site's table of contents. guides: titles by name, in their order. document: the OpenAPI document."""

    guides: Mapping[str, str]
    document: dict[str, Any]

    @property
    def schemas(self) -> dict[str, Schema]:
        """Every named schema."""
        return dict(self.document["components"]["schemas"])

    @cached_property
    def tags(self) -> dict[str, str]:
        """Resources and what is said about them."""
        return {each["name"]: each["description"] for each in self.document["tags"]}

    @cached_property
    def operations(self) -> list[tuple[str, str, dict[str, Any]]]:
        """Every operation as method, path and description."""
        return [
            (method.upper(), path, operation)
            for path, methods in self.document["paths"].items()
            for method, operation in methods.items()
        ]

    def operations_of(self, resource: str) -> list[tuple[str, str, dict[str, Any]]]:
        """A resource's operations, in the order of their names."""
        found = [each for each in self.operations if resource in each[2]["tags"]]
        return sorted(found, key=lambda each: each[2]["operationId"])

    def page_of_tag(self, resource: str) -> str:
        """`payment_intents` → `api-payment-intents`."""
        return f"api-{resource.replace('_', '-')}"

    def address_of(self, operation_id: str) -> str:
        """Where an operation is described."""
        resource = next(each["tags"][0] for _, _, each in self.operations if each["operationId"] == operation_id)
        return f"/docs/{self.page_of_tag(resource)}#{operation_id}"

    @cached_property
    def homes(self) -> dict[str, str]:
        """The page of each object: its resource's, that of the only one that uses it, or that of what is shared."""
        users: dict[str, list[str]] = {}
        answered: dict[str, str] = {}
        for resource in self.tags:
            operations = [each for _, _, each in self.operations_of(resource)]
            answered = dict.fromkeys(_answered(operations), resource) | answered
            for name in self._reached(operations):
                users.setdefault(name, []).append(resource)
        found = {name: self.page_of_tag(using[0]) if len(using) == 1 else SHARED for name, using in users.items()}
        return found | {name: self.page_of_tag(self._owner(name, resource)) for name, resource in answered.items()}

    def objects_of(self, page: str) -> list[str]:
        """The objects that a page describes: bodies stand with their operations, envelopes are the same for all."""
        bodies = {name for _, _, each in self.operations for name in _named(each.get("requestBody", {}))}
        named = {name for schema in self.schemas.values() for name in _named(schema)}
        return sorted(
            name
            for name, home in self.homes.items()
            if home == page
            and "properties" in self.schemas[name]
            and not name.endswith(("Envelope", "List"))
            and (name in named or name not in bodies)
        )

    def _owner(self, schema: str, otherwise: str) -> str:
        """`Order` belongs to `orders`, whoever else answers one."""
        snake = "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in schema).lstrip("_")
        return next((each for each in (f"{snake}s", snake) if each in self.tags), otherwise)

    def _reached(self, operations: Iterable[dict[str, Any]]) -> set[str]:
        left = {name for each in operations for name in _named({**each, "responses": _successes(each)})}
        found: set[str] = set()
        while left:
            name = left.pop()
            found.add(name)
            left |= set(_named(self.schemas[name])) - found
        return found

    def link(self, schema: str) -> Markup:
        """A link to where a schema is described."""
        return tag("a", schema, href=f"/docs/{self.homes[schema]}#{schema}")


def _successes(operation: dict[str, Any]) -> dict[str, Any]:
    return {status: each for status, each in operation["responses"].items() if status < "300"}


def _named(value: Any) -> Iterator[str]:
    yield from (each.removeprefix(PREFIX) for each in references(value) if each.startswith(PREFIX))


def _answered(operations: Iterable[dict[str, Any]]) -> list[str]:
    """The resources in the answers' envelopes."""
    names = [name for each in operations for name in _named(_successes(each))]
    return [name.removesuffix("Envelope") for name in names if name.endswith("Envelope")]


def page_of(site: Site, name: str, page: Page) -> str:
    """A whole page, as it is served."""
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("meta", name="description", content=page.about),
        tag("title", page.title if page.title == "Flint" else f"{page.title} · Flint"),
        tag("link", rel="stylesheet", href="/docs/style.css"),
        tag("script", src="/docs/search.js", defer=True) if name == "index" else None,
    )
    body = tag(
        "body",
        tag("a", "To the content", href="#content", class_="skip"),
        tag(
            "header",
            tag("a", "Flint", href="/docs", class_="home"),
            tag("a", "All pages", href="#pages", class_="to-pages"),
            tag("a", "OpenAPI", href="/openapi.json"),
            tag("a", "SKILL.md", href="/SKILL.md"),
        ),
        tag("div", _navigation(site, name), _main(page), class_="columns"),
    )
    return joined(Markup("<!doctype html>\n"), tag("html", head, Markup("\n"), body, lang="en"), Markup("\n"))


def _main(page: Page) -> Markup:
    inside = [tag("li", tag("a", title, href=f"#{anchor}")) for anchor, title in page.sections.items()]
    margin = tag("nav", tag("ul", inside), aria_label="On this page", class_="inside") if len(inside) > 1 else None
    return tag("main", tag("h1", page.title), margin, page.content, id="content")


def _navigation(site: Site, current: str) -> Markup:
    references_ = {site.page_of_tag(each): spoken(each) for each in site.tags}
    inner = [
        _group(title, pages, current)
        for title, pages in (("Guides", site.guides), ("Reference", LISTS), ("Resources", references_))
    ]
    return tag("nav", tag("div", inner), aria_label="Pages", class_="pages", id="pages")


def _group(title: str, pages: Mapping[str, str], current: str) -> Markup:
    links = [
        tag("li", tag("a", text, href=f"/docs/{name}", aria_current="page" if name == current else None))
        for name, text in pages.items()
    ]
    return joined(tag("p", title, class_="group"), tag("ul", links))


def spoken(resource: str) -> str:
    """`api_keys` → `API keys`."""
    words = resource.replace("_", " ").replace("api ", "API ")
    return words[:1].upper() + words[1:]
