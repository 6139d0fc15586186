"""GET /SKILL.md"""

from pathlib import Path

from commerce.context import Context
from commerce.edge.documents import Document, document
from commerce.edge.operation import operation

DOCUMENT = Path(__file__).with_name("skill.md")
"""Rendered from the operations by `make render`."""


@operation("GET", "/SKILL.md", public=True)
def handler(_: Context) -> Document:
    """Read how an agent works with the API, as an Agent Skill."""
    return document(DOCUMENT)
