"""Guides and the reference, for people who build on the API."""

from pathlib import Path

from commerce.pages.documentation import documentation
from commerce.pages.responses import Response
from commerce.pages.routing import Visit, page

PAGES = Path(__file__).parents[1] / "api" / "meta" / "docs"
"""Rendered from `local/docs` and the operations by `make render`, beside the API's description."""


@page
def handler(visit: Visit) -> Response:
    """GET /docs and /docs/{page}: a page, the style sheet or the script."""
    return documentation(visit, PAGES)
