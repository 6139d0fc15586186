"""Credit notes as they are read: those of an invoice, and by an address that takes no key."""

from commerce.context import Context, Runtime
from commerce.domain import errors
from commerce.domain.credit_notes import CreditNote
from commerce.domain.document_files import CREDIT_NOTES_PATH, CreditNotePdf
from commerce.usecases.finding import found_credit_note, found_notes
from commerce.usecases.page_opening import PageKind, open_page


def notes_of(ctx: Context, invoice_id: str) -> list[CreditNote]:
    """All credit notes of an invoice, void ones too; none of an invoice that there is not."""
    from commerce.domain.invoices import Invoice  # noqa: PLC0415 (only who asks for one pays for it)

    invoice = ctx.store.read(invoice_id).get(Invoice, invoice_id)
    names = [] if invoice is None else [each.credit_note_id for each in invoice.credit_notes]
    return found_notes(ctx.store.read(*names), names) if names else []


def pdf_of(ctx: Context, credit_note_id: str) -> CreditNotePdf:
    """Where a credit note can be had as a PDF."""
    note = found_credit_note(ctx.store.read(credit_note_id), credit_note_id)
    return CreditNotePdf(
        id=note.id,
        credit_note_id=note.id,
        credit_note_number=note.credit_note_number,
        file_name=file_name(note),
        url=f"{ctx.public_url}{CREDIT_NOTES_PATH}{note.page_token}/pdf",
    )


def file_name(note: CreditNote) -> str:
    """What the file is called when it is kept."""
    return f"{note.credit_note_number}.pdf"


PAGE = PageKind(CreditNote, "cn", lambda note: note.page_token, errors.NotFound)


def open_credit_note(runtime: Runtime, token: str) -> CreditNote:
    """The credit note that an address leads to. Raises NotFound for an address of nothing."""
    return open_page(PAGE, runtime, token).shown
