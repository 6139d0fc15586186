"""GET /v1/invoices/{invoice_id}"""

from commerce.context import Context
from commerce.domain.invoices import Invoice
from commerce.edge.operation import operation
from commerce.usecases.finding import found_invoice
from commerce.usecases.reading import answered_invoices


@operation("GET", "/v1/invoices/{invoice_id}")
def handler(ctx: Context, invoice_id: str) -> Invoice:
    """Read an invoice."""
    found = found_invoice(ctx.store.read(invoice_id), invoice_id)
    return answered_invoices(ctx, [found])[0]
