"""GET /v1/invoices"""

from commerce.context import Context
from commerce.domain.invoices import Invoice
from commerce.edge.filters import Page
from commerce.edge.invoice_filters import InvoiceFilters
from commerce.edge.operation import operation
from commerce.store.lists import Listed, list_entities
from commerce.usecases.reading import answered_invoices


@operation("GET", "/v1/invoices")
def handler(ctx: Context, query: InvoiceFilters) -> Page[Invoice]:
    """List invoices, newest first."""
    selection = query.selection("inv", status=query.status, customer_id=query.customer_id)
    found = list_entities(ctx.store, Invoice, selection)
    return query.page(Listed(answered_invoices(ctx, found.entities), found.more_below))
