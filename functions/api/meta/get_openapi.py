"""GET /openapi.json"""

from pathlib import Path

from commerce.context import Context
from commerce.edge.documents import Document, document
from commerce.edge.operation import operation

DOCUMENT = Path(__file__).with_name("openapi.json")
"""Rendered from the operations by `make render`."""


@operation("GET", "/openapi.json", public=True)
def handler(_: Context) -> Document:
    """Read the API's description, OpenAPI 3.1."""
    return document(DOCUMENT)
