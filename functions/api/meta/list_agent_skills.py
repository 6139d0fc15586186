"""GET /.well-known/agent-skills/index.json"""

from pathlib import Path

from commerce.context import Context
from commerce.edge.documents import Document, document
from commerce.edge.operation import operation

DOCUMENT = Path(__file__).with_name("agent_skills.json")
"""Rendered from the skill by `make render`."""


@operation("GET", "/.well-known/agent-skills/index.json", public=True)
def handler(_: Context) -> Document:
    """Find the Agent Skills that are published here, each with its digest."""
    return document(DOCUMENT)
