"""A credit note as a PDF."""

from commerce.domain.credit_note_papers import credit_note_paper
from commerce.pages.responses import Response, pdf_file
from commerce.pages.routing import Visit, page
from commerce.usecases.credit_note_pages import file_name, open_credit_note
from documents.pdf import pdf_of


@page
def handler(visit: Visit) -> Response:
    """GET /n/{token}/pdf: the credit note, drawn when it is asked for."""
    note = open_credit_note(visit.runtime, visit.token)
    return pdf_file(file_name(note), pdf_of(credit_note_paper(note)))
