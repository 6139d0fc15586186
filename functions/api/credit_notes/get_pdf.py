"""GET /v1/credit-notes/{credit_note_id}/pdf"""

from commerce.context import Context
from commerce.domain.document_files import CreditNotePdf
from commerce.edge.operation import operation
from commerce.usecases import credit_note_pages


@operation("GET", "/v1/credit-notes/{credit_note_id}/pdf")
def handler(ctx: Context, credit_note_id: str) -> CreditNotePdf:
    """Read where a credit note can be had as a PDF.

    The address takes no key and can be passed on.
    """
    return credit_note_pages.pdf_of(ctx, credit_note_id)
