"""POST /mcp: the Model Context Protocol, for agents. A message calls an operation, or asks which there are."""

from pathlib import Path
from typing import Any

from aws_lambda_powertools import Logger

from commerce.edge.mcp import serve
from commerce.edge.respond import Response
from commerce.edge.runtime import process_runtime

logger = Logger(service="flint")
TOOLS = Path(__file__).with_name("mcp_tools.json")
"""Rendered from the operations by `make render`."""


def handler(event: dict[str, Any], _: object) -> Response:
    """Answer one message; no session is kept."""
    response = serve(event, process_runtime(), TOOLS)
    logger.info("message_answered", status=response["statusCode"])
    return response
