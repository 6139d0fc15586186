"""Where hosted pages may send a buyer: over https, and in test mode to the merchant's own machine over http too."""

import re
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import Field, StringConstraints

from commerce.domain import errors

HOST = re.compile(r"[A-Za-z0-9.-]{1,253}|::1")
UNSPEAKABLE = re.compile(r"[\x00-\x20\x7f\\\"'<>]")
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
SESSION_ID_HERE = "{CHECKOUT_SESSION_ID}"

RedirectUrl = Annotated[
    str,
    StringConstraints(min_length=1, max_length=2000),
    Field(
        description=f"https; in test mode http to localhost too. `{SESSION_ID_HERE}` is replaced by the session's id.",
        examples=["https://shop.example.com/thanks"],
    ),
]


def require_redirect(url: str | None, field: str, *, mode: str) -> None:
    """Raises InvalidRequest, naming the field, unless a browser may be sent there. None: nowhere."""
    if url is not None and not _may_be_sent_to(url, loopback=mode == "test"):
        told = "an https URL" + (", or http to localhost" if mode == "test" else "")
        raise errors.InvalidRequest(
            f"{field} must be {told}, without user name, spaces or quotes.",
            param=field,
            fields=[errors.InvalidField(field, "INVALID_VALUE", f"send {told}")],
        )


def _may_be_sent_to(url: str, *, loopback: bool) -> bool:
    if UNSPEAKABLE.search(url) or not url.isascii():
        return False
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return False
    if host is None or not HOST.fullmatch(host) or "@" in parts.netloc:
        return False
    return parts.scheme == "https" or (loopback and parts.scheme == "http" and host in LOOPBACK)


_SECURE_ORIGIN = re.compile(r"(https://[A-Za-z0-9.-]{1,253}(?::[0-9]{1,5})?)(?:/|$)")


def secure_origin_of(url: str) -> str | None:
    """The origin of an https URL, spelt so that a content security policy can name it; None of any other text."""
    found = _SECURE_ORIGIN.match(url)
    return None if found is None else found[1]


def origin_of(url: str) -> str:
    """`https://shop.example.com:8443/thanks?a=b` → `https://shop.example.com:8443`."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
