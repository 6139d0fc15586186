"""The last part of a hosted page's address: it leads to one resource, and nobody can guess it.

It names the merchant, the mode and the resource, so that one read finds the row, and 144 random bits that the row is
compared with: whoever knows all ids still has no address.
"""

import base64
import re
import secrets
from typing import NamedTuple

from commerce.domain.ids import LENGTH, decode, encode

MODES = ("test", "live")
ID_BYTES, SECRET_BYTES = 16, 18
TOKEN = re.compile(r"[A-Za-z0-9_-]{68}")
"""51 bytes in base 64, which need no padding."""


class PageToken(NamedTuple):
    """What a token names; its random part is known to the row alone."""

    merchant_id: str
    mode: str
    resource_id: str


def new_page_token(names: PageToken) -> str:
    """A token that leads to this resource; another one each time."""
    parts = (_ulid_bytes(names.merchant_id), _ulid_bytes(names.resource_id), secrets.token_bytes(SECRET_BYTES))
    return base64.urlsafe_b64encode(bytes([MODES.index(names.mode)]) + b"".join(parts)).decode()


def read_page_token(text: str, prefix: str) -> PageToken | None:
    """What a token names; None if it is none. prefix: of the resource's ids, such as `cs`."""
    if not TOKEN.fullmatch(text):
        return None
    known = base64.urlsafe_b64decode(text)
    merchant, resource = (int.from_bytes(known[start : start + ID_BYTES], "big") for start in (1, 1 + ID_BYTES))
    if known[0] >= len(MODES):
        return None
    return PageToken(f"mer_{encode(merchant)}", MODES[known[0]], f"{prefix}_{encode(resource)}")


def _ulid_bytes(identity: str) -> bytes:
    ulid = identity.rpartition("_")[2]
    assert len(ulid) == LENGTH, "ids end in a ULID"
    return decode(ulid).to_bytes(ID_BYTES, "big")
