"""PATCH /v1/invoices/{invoice_id}"""

from commerce.context import Context
from commerce.domain.invoice_commands import UpdateInvoice
from commerce.domain.invoices import Invoice
from commerce.edge.operation import operation
from commerce.usecases import invoices


@operation("PATCH", "/v1/invoices/{invoice_id}")
def handler(ctx: Context, invoice_id: str, body: UpdateInvoice) -> Invoice:
    """Change a draft; of an issued invoice only the metadata."""
    return invoices.update(ctx, invoice_id, body)
