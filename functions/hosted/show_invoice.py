"""The page of an invoice."""

from commerce.pages.invoice import InvoiceView, invoice_page
from commerce.pages.responses import Response
from commerce.pages.routing import Visit, page
from commerce.usecases.invoice_visits import visit_invoice


@page
def handler(visit: Visit) -> Response:
    """GET /i/{token}: the invoice as it is now."""
    visited = visit_invoice(visit.runtime, visit.token, visit.public_url)
    return invoice_page(InvoiceView.of(visit.frame, visited, visit.query.get("n")))
