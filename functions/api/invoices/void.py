"""POST /v1/invoices/{invoice_id}/void"""

from commerce.context import Context
from commerce.domain.invoices import Invoice
from commerce.edge.operation import operation
from commerce.usecases import invoices


@operation("POST", "/v1/invoices/{invoice_id}/void")
def handler(ctx: Context, invoice_id: str) -> Invoice:
    """Declare an invoice void.

    It keeps its number, and its order can change or be invoiced again.
    """
    return invoices.void(ctx, invoice_id)
