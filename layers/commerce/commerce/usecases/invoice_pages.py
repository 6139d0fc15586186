"""Invoices as people see them who have no key: by an address that nobody can guess."""

import hmac

from commerce.context import Context, Runtime
from commerce.domain import errors
from commerce.domain.document_files import InvoicePdf
from commerce.domain.invoices import PATH, Invoice
from commerce.domain.page_tokens import read_page_token
from commerce.store.keys import Tenant
from commerce.usecases.finding import found_invoice


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


def open_invoice(runtime: Runtime, token: str) -> Invoice:
    """The invoice that an address leads to, as it is now. Raises InvoiceNotFound for an address of nothing."""
    named = read_page_token(token, "inv")
    invoice = None
    if named is not None:
        ctx = Context(Tenant(named.merchant_id, named.mode), runtime, actor=named.resource_id)
        invoice = ctx.store.read(named.resource_id).get(Invoice, named.resource_id)
    if invoice is None or not hmac.compare_digest(invoice.page_token, token):
        raise errors.InvoiceNotFound("No page has this address.")
    return invoice
