"""The way from an invoice to its payment."""

from commerce.domain import errors
from commerce.pages.forms import posted_form
from commerce.pages.responses import Response, see_other
from commerce.pages.routing import Visit, page
from commerce.usecases.invoice_visits import checkout_url, visit_invoice


@page
def handler(visit: Visit) -> Response:
    """POST /i/{token}/pay: to a checkout page of the invoice's order; back, if there is nothing to be paid."""
    posted_form(visit.event)
    visited = visit_invoice(visit.runtime, visit.token, visit.public_url)
    if not visited.payable:
        return see_other(visited.url)
    try:
        return see_other(checkout_url(visited))
    except errors.FlintError as refusal:
        if refusal.status >= 500:
            raise
        return see_other(f"{visited.url}?n=refused")
