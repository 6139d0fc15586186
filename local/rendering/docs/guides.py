"""Guides: Markdown in `local/docs`, each a title, a sentence about it, and sections.

A block's language may be followed by words about it: `aws` needs an AWS account, `start` is for the reader's own
terminal. Every other one is run by a test, in their order; an `eventually` one until it prints what it should.
What follows a command in a block of the language `answer` is what it prints; `…` stands for what differs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from commerce.pages.html import Markup, joined, tag
from local.rendering.docs.layout import SOURCES, Page

GUIDES = (
    "quickstart",
    "lifecycle",
    "money",
    "idempotency",
    "refunds",
    "webhooks",
    "subscriptions",
    "checkout",
    "testing",
    "agents",
    "aws",
)
"""In the order in which they are best read."""

LANGUAGES = {"sh": "Shell", "py": "Python", "js": "JavaScript", "http": "HTTP", "json": "JSON", "answer": "Prints"}
NOTES = {"aws": "needs an AWS account", "start": "in a terminal of your own", "eventually": "a moment later"}


class _Renderer(RendererHTML):
    """HTML as the pages want it: every block says what it is, every heading can be linked to."""

    def fence(self, tokens: Sequence[Token], idx: int, _options: OptionsDict, _env: EnvType) -> str:
        """Code under a caption."""
        return code_block(tokens[idx].content, *tokens[idx].info.split())

    def heading_open(self, tokens: Sequence[Token], idx: int, _options: OptionsDict, _env: EnvType) -> str:
        """With an anchor."""
        level = tokens[idx].tag
        return f'<{level} id="{anchor(tokens[idx + 1].content)}">'


@cache
def parser() -> MarkdownIt:
    """CommonMark with tables; HTML in a source is text."""
    return MarkdownIt("commonmark", {"html": False}, renderer_cls=_Renderer).enable("table")


def anchor(text: str) -> str:
    """`What a retry gets` → `what-a-retry-gets`."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def inline(text: str) -> Markup:
    """A sentence with code and emphasis."""
    return Markup(parser().renderInline(text))


def block(text: str) -> Markup:
    """Paragraphs and lists."""
    return Markup(parser().render(text))


def code_block(content: str, language: str, *notes: str) -> Markup:
    """Code that says which language it is in."""
    title = LANGUAGES.get(language, language)
    label = ", ".join([title, *(NOTES[note] for note in notes)])
    shown = tag("pre", tag("code", content.rstrip("\n")))
    return tag("figure", tag("figcaption", label), shown, class_=f"code {language}")


def source(name: str) -> str:
    """A guide's Markdown."""
    return (SOURCES / f"{name}.md").read_text(encoding="utf-8")


def titles() -> dict[str, str]:
    """The guides' titles by their names."""
    return {name: source(name).partition("\n")[0].removeprefix("# ") for name in GUIDES}


def guide_page(name: str) -> Page:
    """A guide: its first paragraph says what it is about."""
    title, _, text = source(name).partition("\n")
    about = text.strip().partition("\n\n")[0].replace("\n", " ")
    tokens = parser().parse(text)
    found = [tokens[at + 1].content for at, token in enumerate(tokens) if token.type == "heading_open"]
    sections = {anchor(each): re.sub(r"[`*]", "", each) for each in found}
    assert len(sections) == len(found), f"{name}.md has two sections of one name"
    plain = re.sub(r"[`*]|\]\([^)]*\)|\[", "", about)
    return Page(title.removeprefix("# "), plain, sections, joined(block(text)))


class Block(NamedTuple):
    """A block of code. notes: what stands behind its language. line: where it begins in its guide."""

    language: str
    notes: tuple[str, ...]
    content: str
    line: int


def blocks(name: str) -> list[Block]:
    """A guide's blocks of code, in order."""
    fences = [each for each in parser().parse(source(name)) if each.type == "fence"]
    return [
        Block(language, tuple(notes), each.content, (each.map or [0])[0] + 1)
        for each in fences
        for language, *notes in [each.info.split()]
    ]
