"""Answers to browsers, each with the headers that keep a page to itself."""

import secrets
from base64 import b64encode
from collections.abc import Iterable, Mapping
from typing import NamedTuple, NotRequired, TypedDict

from commerce.pages.html import Markup

NONCE_BYTES = 18
COMMON = {
    "cache-control": "no-store",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "referrer-policy": "no-referrer",
    "strict-transport-security": "max-age=31536000",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "x-robots-tag": "noindex, nofollow",
}
NOTHING_LOADED = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


class Response(TypedDict):
    """What API Gateway wants back, payload format 2.0."""

    statusCode: int
    headers: dict[str, str]
    body: str
    isBase64Encoded: NotRequired[bool]


class Allowed(NamedTuple):
    """What a page may load and where its forms may lead, beside itself: origins."""

    forms: Iterable[str] = ()
    images: Iterable[str] = ()
    scripts: Iterable[str] = ()
    frames: Iterable[str] = ()
    connections: Iterable[str] = ()


NOTHING_ELSE = Allowed()


def new_nonce() -> str:
    """What the page's own style and script are known by; another one for each answer."""
    return secrets.token_urlsafe(NONCE_BYTES)


def policy(nonce: str, allowed: Allowed = NOTHING_ELSE) -> str:
    """The content security policy. Browsers follow form posts into redirects, so `forms` names where those end."""
    own = f"'nonce-{nonce}'"
    parts: Mapping[str, Iterable[str]] = {
        "default-src": ["'none'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "form-action": ["'self'", *allowed.forms],
        "style-src": [own],
        "script-src": [own, *allowed.scripts],
        "img-src": allowed.images,
        "frame-src": allowed.frames,
        "connect-src": allowed.connections,
    }
    return "; ".join(f"{name} {' '.join(dict.fromkeys(sources))}" for name, sources in parts.items() if sources)


def html_page(status: int, page: Markup, nonce: str, allowed: Allowed = NOTHING_ELSE) -> Response:
    """A page."""
    headers = {**COMMON, "content-type": "text/html; charset=utf-8", "content-security-policy": policy(nonce, allowed)}
    return Response(statusCode=status, headers=headers, body=page)


def pdf_file(name: str, content: bytes) -> Response:
    """A file that browsers show. name: of letters, digits and `.-_` only."""
    headers = {
        **COMMON,
        "content-type": "application/pdf",
        "content-disposition": f'inline; filename="{name}"',
        "content-security-policy": NOTHING_LOADED,
    }
    return Response(statusCode=200, headers=headers, body=b64encode(content).decode(), isBase64Encoded=True)


def see_other(url: str) -> Response:
    """The answer to a form: look there, so that reloading sends nothing again."""
    headers = {**COMMON, "location": url, "content-security-policy": NOTHING_LOADED}
    return Response(statusCode=303, headers=headers, body="")
