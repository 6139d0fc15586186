"""An invoice as a PDF."""

from commerce.domain.papers import invoice_paper
from commerce.pages.responses import Response, pdf_file
from commerce.pages.routing import Visit, page
from commerce.usecases.invoice_pages import file_name, open_invoice
from documents.pdf import pdf_of


@page
def handler(visit: Visit) -> Response:
    """GET /i/{token}/pdf: the invoice as it is now, drawn when it is asked for."""
    invoice = open_invoice(visit.runtime, visit.token)
    return pdf_file(file_name(invoice), pdf_of(invoice_paper(invoice)))
