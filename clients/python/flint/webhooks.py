"""Checking that a webhook came from Flint, by either of the two signatures that it carries."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Mapping, Sequence

from flint.errors import WebhookSignatureError
from flint.resource import Resource

TOLERANCE_SECONDS = 300
PREFIX = "whsec_"


def verify(
    body: bytes | str,
    headers: Mapping[str, str],
    secret: str | Sequence[str],
    *,
    tolerance_seconds: int = TOLERANCE_SECONDS,
    now: float | None = None,
) -> Resource:
    """Give the event if the body was signed with the secret, lately.

    body: as it was received, to the byte. secret: `whsec_…`, or several while one is rotated. now: seconds since 1970.
    `webhook-signature` (Standard Webhooks) is checked if it is there, else `X-Flint-Signature`.
    Raises WebhookSignatureError, which says what is wrong: answer 400 then.
    """
    raw = body.encode() if isinstance(body, str) else body
    found = {name.lower(): value for name, value in headers.items()}
    secrets = [secret] if isinstance(secret, str) else list(secret)
    if "webhook-signature" in found:
        timestamp, matches = _standard(raw, found, secrets)
    elif "x-flint-signature" in found:
        timestamp, matches = _own(raw, found["x-flint-signature"], secrets)
    else:
        raise WebhookSignatureError("The request has no signature: neither webhook-signature nor X-Flint-Signature.")
    if not matches:
        raise WebhookSignatureError("The body was not signed with this secret, or it was changed on the way.")
    if abs((time.time() if now is None else now) - timestamp) > tolerance_seconds:
        raise WebhookSignatureError(
            f"It was signed more than {tolerance_seconds} seconds from now: it may be replayed."
        )
    return Resource.of(json.loads(raw))


def _standard(body: bytes, headers: Mapping[str, str], secrets: Sequence[str]) -> tuple[int, bool]:
    timestamp = _seconds(headers.get("webhook-timestamp", ""))
    signed = f"{headers.get('webhook-id', '')}.{timestamp}.".encode() + body
    given = [each.partition(",")[2] for each in headers["webhook-signature"].split() if each.startswith("v1,")]
    expected = [hmac.digest(_key(secret), signed, hashlib.sha256) for secret in secrets]
    return timestamp, any(hmac.compare_digest(_decoded(each), right) for each in given for right in expected)


def _own(body: bytes, header: str, secrets: Sequence[str]) -> tuple[int, bool]:
    parts = [tuple(part.split("=", 1)) for part in header.split(",") if "=" in part]
    timestamp = _seconds(next((part[1] for part in parts if part[0] == "t"), ""))
    signed = f"{timestamp}.".encode() + body
    expected = [hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest() for secret in secrets]
    given = [part[1] for part in parts if part[0] == "v1"]
    return timestamp, any(hmac.compare_digest(each.encode(), right.encode()) for each in given for right in expected)


def _seconds(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise WebhookSignatureError("The signature's time is missing or no number.")
    return int(text)


def _key(secret: str) -> bytes:
    try:
        return b64decode(secret.removeprefix(PREFIX), validate=True)
    except NotBase64 as error:
        raise WebhookSignatureError("The secret is not one of Flint's: whsec_ and base64.") from error


def _decoded(signature: str) -> bytes:
    try:
        return b64decode(signature, validate=True)
    except NotBase64:
        return b""
