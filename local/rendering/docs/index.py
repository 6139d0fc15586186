"""The first page: where to begin, and every operation."""

from __future__ import annotations

from commerce.pages.html import Markup, joined, tag
from local.rendering.docs.guides import guide_page, inline
from local.rendering.docs.layout import Page, Site, spoken


def index_page(site: Site) -> Page:
    """Guides with a sentence each, then all operations; with a script they can be searched."""
    about = str(site.document["info"]["summary"])
    guides = [
        tag("li", tag("a", title, href=f"/docs/{name}"), tag("span", guide_page(name).about))
        for name, title in site.guides.items()
    ]
    search = tag(
        "p",
        tag("label", "Search operations", for_="search"),
        tag("input", type="search", id="search", autocomplete="off"),
        tag("span", id="found", role="status"),
        class_="search",
        hidden=True,
    )
    content = joined(
        tag("p", inline(about), class_="lead"),
        tag("section", tag("h2", "Guides"), tag("ul", guides, class_="guides"), id="guides"),
        tag(
            "section", tag("h2", "Operations"), search, [_operations(site, each) for each in site.tags], id="operations"
        ),
    )
    return Page("Flint", about, {"guides": "Guides", "operations": "Operations"}, content)


def _operations(site: Site, resource: str) -> Markup:
    rows = [
        tag(
            "li",
            tag("a", tag("code", operation["operationId"]), href=site.address_of(operation["operationId"])),
            tag("span", tag("code", f"{method} {path}"), class_="path"),
            tag("span", inline(operation["summary"])),
        )
        for method, path, operation in site.operations_of(resource)
    ]
    return tag("div", tag("h3", spoken(resource)), tag("ul", rows, class_="operations"), class_="resource")
