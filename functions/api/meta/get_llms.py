"""GET /llms.txt"""

from pathlib import Path

from commerce.context import Context
from commerce.edge.documents import Document, document
from commerce.edge.operation import operation

DOCUMENT = Path(__file__).with_name("llms.txt")
"""Rendered from the operations by `make render`."""


@operation("GET", "/llms.txt", public=True)
def handler(_: Context) -> Document:
    """Read where a language model finds what it needs to know about the API."""
    return document(DOCUMENT)
