"""Money for invoices that came in past the card processor."""

from commerce.context import Context
from commerce.domain import errors
from commerce.domain.invoices import UNPAID, Invoice
from commerce.domain.manual_payment_commands import RecordManualPayment
from commerce.store.writes import TransactionLost
from commerce.usecases import manual_payments
from commerce.usecases.commit import until_written
from commerce.usecases.invoices import read_whole


def record_manual_payment(ctx: Context, invoice_id: str, command: RecordManualPayment) -> Invoice:
    """Record money for an issued invoice that came in past the card processor, in its order's books."""

    def change() -> Invoice:
        invoice, order, *_ = read_whole(ctx, invoice_id)
        if invoice.status not in UNPAID:
            raise errors.InvoiceStatusConflict(
                f"Invoice {invoice.invoice_number or invoice.id} is {invoice.status}; payments are recorded for one "
                "that is issued and still to be paid.",
                param="invoiceId",
            )
        if not order.invoice_issued or order.invoice_id != invoice.id:
            raise TransactionLost([])  # it was declared void between the two reads: decided anew
        return manual_payments.record_for_invoice(ctx, order, command)

    return until_written(ctx, change)
