"""A buyer goes on from a payment link to pay."""

from commerce.pages.payment_link_steps import start
from commerce.pages.responses import Response
from commerce.pages.routing import Visit, page


@page
def handler(visit: Visit) -> Response:
    """POST /l/{token}: an order and a checkout page of their own."""
    return start(visit)
