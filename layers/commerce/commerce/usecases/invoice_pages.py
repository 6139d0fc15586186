"""Invoices as people see them who have no key: by an address that nobody can guess."""

from commerce.context import Context, Runtime
from commerce.domain import errors
from commerce.domain.document_files import InvoicePdf
from commerce.domain.invoices import PATH, Invoice
from commerce.usecases.finding import found_invoice
from commerce.usecases.page_opening import PageKind, open_page


def pdf_of(ctx: Context, invoice_id: str) -> InvoicePdf:
    """Where an issued invoice can be had as a PDF. Raises InvoiceStatusConflict for a draft: it has no number yet."""
    invoice = found_invoice(ctx.store.read(invoice_id), invoice_id)
    if invoice.invoice_number is None:
        raise errors.InvoiceStatusConflict(
            f"Invoice {invoice.id} is {invoice.status} without a number; issue it, then it has a PDF.",
            param="invoiceId",
        )
    return InvoicePdf(
        id=invoice.id,
        invoice_id=invoice.id,
        invoice_number=invoice.invoice_number,
        file_name=file_name(invoice),
        url=f"{ctx.public_url}{PATH}{invoice.page_token}/pdf",
    )


def file_name(invoice: Invoice) -> str:
    """What the file is called when it is kept."""
    return f"{invoice.invoice_number}.pdf"


PAGE = PageKind(Invoice, "inv", lambda invoice: invoice.page_token, errors.InvoiceNotFound)


def open_invoice(runtime: Runtime, token: str) -> Invoice:
    """The invoice that an address leads to, as it is now. Raises InvoiceNotFound for an address of nothing."""
    return open_page(PAGE, runtime, token).shown
