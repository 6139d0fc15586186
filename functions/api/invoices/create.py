"""POST /v1/invoices"""

from commerce.context import Context
from commerce.domain.invoice_commands import CreateInvoice
from commerce.domain.invoices import Invoice
from commerce.edge.operation import operation
from commerce.usecases import invoice_drafting


@operation("POST", "/v1/invoices", status=201, prices=True)
def handler(ctx: Context, body: CreateInvoice) -> Invoice:
    """Draft an invoice of an order, or of lines, for which an order is made.

    A draft follows its order; it gets its number when it is issued or first sent.
    """
    return invoice_drafting.create(ctx, body)
