"""GET /v1/customers"""

from commerce.context import Context
from commerce.domain.customers import Customer
from commerce.edge.customer_filters import CustomerFilters
from commerce.edge.filters import Page
from commerce.edge.operation import operation
from commerce.usecases.customers import listed


@operation("GET", "/v1/customers")
def handler(ctx: Context, query: CustomerFilters) -> Page[Customer]:
    """List customers, newest first, or find the one with an e-mail address."""
    return query.page(listed(ctx, query.selection("cus"), email=query.email))
