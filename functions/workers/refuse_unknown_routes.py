"""Answers what no operation answers: API Gateway's own 404 would tell nobody what to do."""

from typing import Any

from commerce.edge.respond import Response, refuse
from commerce.edge.runtime import process_runtime
from commerce.edge.unknown_routes import refusal_of


def handler(event: dict[str, Any], _: object) -> Response:
    """Answer 404 in our form, with the path's methods, or the path that was meant."""
    return refuse(refusal_of(event), process_runtime())
