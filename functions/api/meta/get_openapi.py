"""GET /openapi.json"""

from functools import cache
from pathlib import Path

from commerce.context import Context
from commerce.edge.operation import operation

DOCUMENT = Path(__file__).with_name("openapi.json")
"""Rendered from the operations by `make render`."""


@operation("GET", "/openapi.json", public=True)
def handler(_: Context) -> str:
    """Read the API's description, OpenAPI 3.1."""
    return _document()


@cache
def _document() -> str:
    return DOCUMENT.read_text(encoding="utf-8")
