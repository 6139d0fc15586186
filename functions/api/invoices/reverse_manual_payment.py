"""POST /v1/invoices/{invoice_id}/reverse-manual-payment"""

from commerce.context import Context
from commerce.domain.invoices import Invoice
from commerce.domain.manual_payment_commands import ReverseManualPayment
from commerce.edge.operation import operation
from commerce.usecases import payment_reversal


@operation("POST", "/v1/invoices/{invoice_id}/reverse-manual-payment", counts=True)
def handler(ctx: Context, invoice_id: str, body: ReverseManualPayment) -> Invoice:
    """Take a payment that was recorded by mistake out of the books; its amount is to be paid again.

    Only what was recorded by hand, and of which nothing was refunded: money from a card goes back by a refund.
    """
    return payment_reversal.reverse_manual_payment(ctx, invoice_id, body)
