"""POST /v1/invoices/{invoice_id}/issue"""

from commerce.context import Context
from commerce.domain.invoices import Invoice
from commerce.edge.operation import operation
from commerce.usecases import invoices


@operation("POST", "/v1/invoices/{invoice_id}/issue")
def handler(ctx: Context, invoice_id: str) -> Invoice:
    """Give a draft its number, without sending it.

    Numbers have no gap. From then on the order's amounts can't change unless the invoice is voided.
    """
    return invoices.issue(ctx, invoice_id)
