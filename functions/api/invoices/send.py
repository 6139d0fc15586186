"""POST /v1/invoices/{invoice_id}/send"""

from commerce.context import Context
from commerce.domain.invoice_commands import SendInvoice
from commerce.domain.invoices import Invoice
from commerce.edge.operation import operation
from commerce.usecases import invoice_sending


@operation("POST", "/v1/invoices/{invoice_id}/send")
def handler(ctx: Context, invoice_id: str, body: SendInvoice) -> Invoice:
    """Send an invoice to its recipient; a draft is issued first."""
    return invoice_sending.send(ctx, invoice_id, body)
