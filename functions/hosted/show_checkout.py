"""The page of a checkout session."""

from commerce.pages.checkout import checkout_page
from commerce.pages.checkout_view import CheckoutView
from commerce.pages.responses import Response
from commerce.pages.routing import Visit, page
from commerce.usecases.checkout_opening import open_checkout


@page
def handler(visit: Visit) -> Response:
    """GET /checkout/{token}: what there is to do now."""
    checkout = open_checkout(visit.runtime, visit.token, visit.public_url)
    return checkout_page(CheckoutView.of(visit.frame, checkout, visit.query.get("n")))
