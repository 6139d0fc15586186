"""Paying on a checkout page."""

from commerce.pages.checkout_payment import pay
from commerce.pages.responses import Response
from commerce.pages.routing import Visit, page


@page
def handler(visit: Visit) -> Response:
    """POST /checkout/{token}/pay and /cancel, GET /checkout/{token}/return: charge, give up, look what came of it."""
    return pay(visit)
