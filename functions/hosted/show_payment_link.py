"""The page of a payment link."""

from commerce.pages.payment_link_steps import show
from commerce.pages.responses import Response
from commerce.pages.routing import Visit, page


@page
def handler(visit: Visit) -> Response:
    """GET /l/{token}: what the link sells."""
    return show(visit)
