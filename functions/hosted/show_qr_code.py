"""The QR code of a payment link."""

from commerce.pages.qr_codes import qr_picture
from commerce.pages.responses import Response
from commerce.pages.routing import Visit, page
from commerce.usecases.payment_link_visits import open_link


@page
def handler(visit: Visit) -> Response:
    """GET /l/{token}/qr.svg and /l/{token}/qr.png."""
    visited = open_link(visit.runtime, visit.token, visit.public_url)
    return qr_picture(visited.link.page_url, visit.step.rpartition(".")[2])
