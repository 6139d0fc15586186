"""Serves the pages of `/docs` as they were rendered: they are the same for everybody, so browsers may keep them."""

import hashlib
import re
from base64 import b64encode
from functools import cache
from gzip import compress
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from commerce.domain import errors
from commerce.pages.responses import COMMON, NOTHING_LOADED, Response
from commerce.pages.routing import Visit

FIRST = "index"
NAME = re.compile(r"[a-z][a-z0-9-]{0,60}(\.css|\.js)?", re.ASCII)
MEDIA_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
}
OWN_FILES_ONLY = f"{NOTHING_LOADED}; style-src 'self'; script-src 'self'"
KEPT = "public, max-age=300"
"""As long as what agents read about the API: it changes with a deployment."""


class File(NamedTuple):
    """A file as it is sent: whole or compressed, and a tag that changes with its content."""

    text: str
    compressed: str
    tag: str
    media_type: str


def documentation(visit: Visit, folder: Path) -> Response:
    """The page that the path names; nothing of it, if the browser has this very one. folder: of all files.

    Raises RouteNotFound.
    """
    file = _file(folder, (visit.event.get("pathParameters") or {}).get("page", FIRST))
    headers = {
        **{name: value for name, value in COMMON.items() if name != "x-robots-tag"},
        "cache-control": KEPT,
        "content-security-policy": OWN_FILES_ONLY,
        "content-type": file.media_type,
        "etag": file.tag,
        "vary": "accept-encoding",
    }
    asked = {name.lower(): value for name, value in (visit.event.get("headers") or {}).items()}
    if file.tag in asked.get("if-none-match", ""):
        return Response(statusCode=304, headers=headers, body="")
    if "gzip" in asked.get("accept-encoding", ""):
        headers["content-encoding"] = "gzip"
        return Response(statusCode=200, headers=headers, body=file.compressed, isBase64Encoded=True)
    return Response(statusCode=200, headers=headers, body=file.text)


def _file(folder: Path, name: str) -> File:
    """A file by the last part of its path. Raises RouteNotFound if there is none."""
    path = folder / (name if PurePosixPath(name).suffix else f"{name}.html")
    if NAME.fullmatch(name) is None or not path.exists():
        raise errors.RouteNotFound("There is no such page; /docs lists them.")
    return _read(path)


@cache
def _read(path: Path) -> File:
    """Read once per process."""
    text = path.read_text(encoding="utf-8")
    content = text.encode()
    tag = f'"{hashlib.sha256(content).hexdigest()[:16]}"'
    return File(text, b64encode(compress(content, mtime=0)).decode(), tag, MEDIA_TYPES[path.suffix])
