"""The pages under `/docs`: guides from `local/docs`, and a reference from the OpenAPI document."""

from __future__ import annotations

from typing import Any

from local.rendering.docs import guides, index, lists, reference
from local.rendering.docs.layout import SOURCES, Site, page_of


def render_docs(document: dict[str, Any]) -> dict[str, str]:
    """Every file that `/docs` serves, by its name. document: the OpenAPI document."""
    site = Site(guides.titles(), document)
    pages = {
        "index": index.index_page(site),
        **{name: guides.guide_page(name) for name in site.guides},
        "errors": lists.errors_page(document),
        "event-types": lists.events_page(site),
        "objects": reference.objects_page(site),
        **{site.page_of_tag(tag): reference.resource_page(site, tag) for tag in site.tags},
    }
    rendered = {f"{name}.html": page_of(site, name, page) for name, page in pages.items()}
    return rendered | {name: (SOURCES / name).read_text() for name in ("style.css", "search.js")}
