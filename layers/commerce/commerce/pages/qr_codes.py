"""A payment link as a QR code, for print and for screens."""

from base64 import b64encode
from io import BytesIO

import segno

from commerce.domain import errors
from commerce.pages.responses import Response

KEPT_SECONDS = 86_400
PICTURE = "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'"
"""Browsers put a picture that is opened by itself into a page of their own, with a style of their own."""

SCALE = {"svg": 8, "png": 12}
"""Pixels for each module of the code."""


def qr_picture(url: str, kind: str) -> Response:
    """The picture. kind: svg, png; error correction M takes a smudge of a seventh. Raises RouteNotFound for others."""
    if kind not in SCALE:
        raise errors.RouteNotFound("A QR code is an SVG or a PNG.")
    drawn = BytesIO()
    segno.make_qr(url, error="m").save(drawn, kind=kind, scale=SCALE[kind], border=4, light="white")
    vector = kind == "svg"
    headers = {
        "content-type": "image/svg+xml" if vector else "image/png",
        "content-security-policy": PICTURE,
        "cache-control": f"public, max-age={KEPT_SECONDS}, immutable",
        "cross-origin-resource-policy": "cross-origin",
        "x-content-type-options": "nosniff",
    }
    body = drawn.getvalue()
    encoded = body.decode() if vector else b64encode(body).decode()
    return Response(statusCode=200, headers=headers, body=encoded, isBase64Encoded=not vector)
