"""POST /v1/invoices/{invoice_id}/record-manual-payment"""

from commerce.context import Context
from commerce.domain.invoices import Invoice
from commerce.domain.manual_payment_commands import RecordManualPayment
from commerce.edge.operation import operation
from commerce.usecases import invoice_manual_payments


@operation("POST", "/v1/invoices/{invoice_id}/record-manual-payment", counts=True)
def handler(ctx: Context, invoice_id: str, body: RecordManualPayment) -> Invoice:
    """Record cash, or other money that came in past the card processor, for an issued invoice."""
    return invoice_manual_payments.record_manual_payment(ctx, invoice_id, body)
