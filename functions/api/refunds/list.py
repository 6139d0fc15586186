"""GET /v1/refunds"""

from commerce.context import Context
from commerce.domain.refunds import Refund
from commerce.edge.filters import Page
from commerce.edge.operation import operation
from commerce.edge.refund_filters import RefundFilters
from commerce.store.lists import list_entities


@operation("GET", "/v1/refunds")
def handler(ctx: Context, query: RefundFilters) -> Page[Refund]:
    """List refunds, newest first."""
    selection = query.selection("ref", status=query.status, customer_id=query.customer_id)
    return query.page(list_entities(ctx.store, Refund, selection))
