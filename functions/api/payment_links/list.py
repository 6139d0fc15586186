"""GET /v1/payment-links"""

from commerce.context import Context
from commerce.domain.payment_links import PaymentLink
from commerce.edge.filters import Page
from commerce.edge.operation import operation
from commerce.edge.payment_link_filters import PaymentLinkFilters
from commerce.usecases import payment_links


@operation("GET", "/v1/payment-links")
def handler(ctx: Context, query: PaymentLinkFilters) -> Page[PaymentLink]:
    """List payment links, newest first."""
    return query.page(payment_links.listed(ctx, query.selection("pl"), query.status))
