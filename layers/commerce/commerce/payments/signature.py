"""Is this body from Stripe? The signature header answers, and nothing else does."""

import hashlib
import hmac
from collections.abc import Mapping
from datetime import datetime

TOLERANCE_SECONDS = 300
"""A signature older or newer than this is refused: a copied request is of no use later."""

MAX_HEADER_LENGTH = 2_000


def signed_by(secrets: Mapping[str, str], body: bytes, header: str, now: datetime) -> str | None:
    """The mode whose secret signed the body at this time, or None. secrets: mode → `whsec_…`.

    The SDK's own check takes timestamps of any future and raises TypeError on a header that is not ASCII.
    Source: Stripe's documentation of webhook signatures, scheme v1: HMAC-SHA256 of "{t}.{body}".
    """
    timestamp, signatures = _parse(header)
    if timestamp is None or abs(now.timestamp() - timestamp) > TOLERANCE_SECONDS:
        return None
    for mode, secret in secrets.items():
        expected = hmac.new(secret.encode(), f"{timestamp}.".encode() + body, hashlib.sha256).hexdigest().encode()
        if any(hmac.compare_digest(expected, signature) for signature in signatures):
            return mode
    return None


def _parse(header: str) -> tuple[int | None, list[bytes]]:
    """The header's timestamp, None if it has none or several, and its v1 signatures."""
    parts = [part.strip().partition("=") for part in header[:MAX_HEADER_LENGTH].split(",")]
    stamps = [value for name, _, value in parts if name == "t"]
    if len(stamps) != 1 or not (stamps[0].isascii() and stamps[0].isdigit() and len(stamps[0]) <= 12):
        return None, []
    return int(stamps[0]), [value.encode(errors="surrogatepass") for name, _, value in parts if name == "v1"]
