"""Texts that are no resources: what people and agents read about the API itself."""

from functools import cache
from pathlib import Path
from typing import NamedTuple

MEDIA_TYPES = {
    ".json": "application/json",
    ".md": "text/markdown; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
}


class Document(NamedTuple):
    """A text, and what it is, as in a content type."""

    text: str
    media_type: str


@cache
def document(path: Path) -> Document:
    """A file beside the operation that serves it, read once per process."""
    return Document(path.read_text(encoding="utf-8"), MEDIA_TYPES[path.suffix])
