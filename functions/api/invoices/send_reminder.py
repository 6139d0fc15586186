"""POST /v1/invoices/{invoice_id}/send-reminder"""

from commerce.context import Context
from commerce.domain.invoices import Invoice
from commerce.edge.operation import operation
from commerce.usecases import invoice_sending


@operation("POST", "/v1/invoices/{invoice_id}/send-reminder")
def handler(ctx: Context, invoice_id: str) -> Invoice:
    """Send an invoice again that is still to be paid."""
    return invoice_sending.send_reminder(ctx, invoice_id)
