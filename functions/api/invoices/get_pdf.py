"""GET /v1/invoices/{invoice_id}/pdf"""

from commerce.context import Context
from commerce.domain.document_files import InvoicePdf
from commerce.edge.operation import operation
from commerce.usecases import invoice_pages


@operation("GET", "/v1/invoices/{invoice_id}/pdf")
def handler(ctx: Context, invoice_id: str) -> InvoicePdf:
    """Read where an issued invoice can be had as a PDF.

    The address takes no key and can be passed on; it shows the invoice as it is when it is opened.
    """
    return invoice_pages.pdf_of(ctx, invoice_id)
