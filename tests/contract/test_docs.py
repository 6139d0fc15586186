"""The pages under `/docs` are complete, lead nowhere that is not there, and are served safely."""

from __future__ import annotations

import ast
import gzip
import json
import re
from base64 import b64decode
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from commerce.domain.events import EVENT_TYPES
from commerce.edge.operation import snake
from flint._operations import OPERATIONS as CLIENT_OPERATIONS
from flint.calls import call_of
from hosted.show_docs import PAGES, handler
from local.rendering.docs.guides import GUIDES
from local.rendering.docs.layout import SOURCES
from local.rendering.docs.samples import samples
from tests.contract.asking import OPERATIONS
from tests.contract.published import document

FIRST_PAGE_BYTES = 100_000
ELSEWHERE = {"/openapi.json", "/SKILL.md", "/llms.txt", "/health", "/mcp"}
NAMES = sorted(path.stem for path in PAGES.glob("*.html"))


class Seen(HTMLParser):
    """What a page has: anchors, links, and what it loads."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.anchors: list[str] = []
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.inline: list[str] = []
        self.feed((PAGES / f"{name}.html").read_text())

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """Take down what matters of a tag."""
        found = {name: value or "" for name, value in attributes}
        self.anchors += [found["id"]] if "id" in found else []
        self.links += [found["href"]] if tag == "a" else []
        self.loaded += [found["src"]] if "src" in found else [found["href"]] if tag == "link" else []
        self.inline += [name for name in found if name == "style" or name.startswith("on")]
        self.inline += [tag] if tag == "style" or (tag == "script" and "src" not in found) else []


SEEN = {name: Seen(name) for name in NAMES}


@pytest.mark.parametrize("name", NAMES)
def test_every_link_leads_somewhere(name: str) -> None:
    """To a page that is there, and to a section that it has."""
    for link in SEEN[name].links:
        path, _, anchor = link.partition("#")
        if path.startswith("https://") or path in ELSEWHERE:
            continue
        target = name if path == "" else path.removeprefix("/docs").lstrip("/") or "index"
        assert target in SEEN, link
        assert not anchor or anchor in SEEN[target].anchors, link


@pytest.mark.parametrize("name", NAMES)
def test_page_loads_nothing_of_others_and_has_no_code_in_it(name: str) -> None:
    """What the policy forbids is not there; no anchor stands twice."""
    assert SEEN[name].inline == []
    assert set(SEEN[name].loaded) <= {"/docs/style.css", "/docs/search.js"}
    assert len(set(SEEN[name].anchors)) == len(SEEN[name].anchors)


def test_everything_is_described_once() -> None:
    """Each operation, each error code and each type of event has a section of its own."""
    sections = [anchor for name in NAMES if name.startswith("api-") for anchor in SEEN[name].anchors]
    assert sorted(each for each in sections if each in OPERATIONS) == sorted(OPERATIONS)
    assert set(document()["components"]["schemas"]["ErrorCode"]["enum"]) <= set(SEEN["errors"].anchors)
    assert set(EVENT_TYPES) <= set(SEEN["event-types"].anchors)


def given(text: str) -> tuple[str, list[Any]]:
    """What a Python sample calls, and what it gives it."""
    called, _, arguments = text.removesuffix(")").partition("(")
    return called.partition(".")[2], list(ast.literal_eval(f"[{arguments}]"))


def described() -> list[tuple[str, str, dict[str, Any]]]:
    """Every operation as method, path and description."""
    paths = document()["paths"].items()
    return [(method.upper(), path, each) for path, methods in paths for method, each in methods.items()]


@pytest.mark.parametrize(("method", "path", "operation"), described(), ids=lambda each: str(each)[:40])
def test_clients_samples_are_the_request_of_their_operation(method: str, path: str, operation: dict[str, Any]) -> None:
    """The same ids and the same body in both languages, for an operation that both clients offer."""
    name = operation["operationId"]
    shown = samples(method, path, operation)
    assert ("py" in shown) == ("js" in shown) == (name in CLIENT_OPERATIONS)
    if name not in CLIENT_OPERATIONS:
        return
    called, values = given(shown["py"])
    example = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("example")
    assert called == ".".join(snake(part) for part in name.split("."))
    assert [each for each in values if not isinstance(each, str)] == ([example] if example else [])
    assert call_of(CLIENT_OPERATIONS[name], values, {}).path.count("/") == path.count("/")
    script = shown["js"].removeprefix(f"await flint.{name}(").removesuffix(");")
    assert json.loads(f"[{script}]") == values


def test_every_source_is_a_guide() -> None:
    """No guide is forgotten in the table of contents."""
    assert {path.stem for path in SOURCES.glob("*.md")} == set(GUIDES)


def test_first_page_is_small() -> None:
    """With all that it loads."""
    assert sum((PAGES / name).stat().st_size for name in ("index.html", "style.css", "search.js")) < FIRST_PAGE_BYTES


def ask(page: str | None = None, **headers: str) -> dict[str, Any]:
    """What a browser gets."""
    path = {} if page is None else {"pathParameters": {"page": page}}
    return dict(handler({"headers": headers, "requestContext": {"http": {"method": "GET"}}, **path}, None))


def test_page_is_answered_with_a_policy_that_allows_own_files_only() -> None:
    """Nothing but the style sheet and the script of /docs."""
    answer = ask()
    policy = answer["headers"]["content-security-policy"]
    assert answer["body"] == (PAGES / "index.html").read_text()
    assert policy == (
        "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
        "style-src 'self'; script-src 'self'"
    )


@pytest.mark.parametrize(
    ("page", "media_type"),
    [("api-orders", "text/html"), ("style.css", "text/css"), ("search.js", "text/javascript")],
)
def test_what_a_browser_can_unpack_is_sent_packed(page: str, media_type: str) -> None:
    """The same text, in less than a third of it."""
    plain, packed = ask(page), ask(page, **{"Accept-Encoding": "gzip, br"})
    content = b64decode(packed["body"])
    assert packed["headers"]["content-encoding"] == "gzip"
    assert packed["headers"]["content-type"].startswith(media_type)
    assert gzip.decompress(content).decode() == plain["body"]
    assert page == "search.js" or len(content) * 3 < len(plain["body"].encode()) + 2000


def test_page_that_a_browser_has_is_not_sent_again() -> None:
    """304 and no body; another tag gets the page."""
    tag = ask("quickstart")["headers"]["etag"]
    again, other = ask("quickstart", **{"If-None-Match": tag}), ask("quickstart", **{"If-None-Match": '"else"'})
    assert (again["statusCode"], again["body"], other["statusCode"]) == (304, "", 200)


@pytest.mark.parametrize(
    "page",
    ["nowhere", "../openapi", "..", "index.html", "%2e%2e", "a/b", "openapi.json", "A", "", "x" * 500, "Ä", "a\n"],
)
def test_what_is_no_page_is_a_page_that_says_so(page: str) -> None:
    """404, whatever is asked for."""
    answer = ask(page)
    assert answer["statusCode"] == 404
    assert "This link leads nowhere" in answer["body"]


def test_pages_say_what_the_makefile_has() -> None:
    """Every `make` command in a guide is one."""
    targets = set(re.findall(r"^([a-z-]+):", (Path(__file__).parents[2] / "Makefile").read_text(), re.MULTILINE))
    named = {
        name for guide in GUIDES for name in re.findall(r"(?m:^|`)make ([a-z]+)", (SOURCES / f"{guide}.md").read_text())
    }
    assert named <= targets
