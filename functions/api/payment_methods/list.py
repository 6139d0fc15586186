"""GET /v1/payment-methods"""

from commerce.context import Context
from commerce.domain.payment_methods import PaymentMethod
from commerce.edge.filters import Page
from commerce.edge.operation import operation
from commerce.edge.payment_method_filters import PaymentMethodFilters
from commerce.store.lists import list_entities


@operation("GET", "/v1/payment-methods")
def handler(ctx: Context, query: PaymentMethodFilters) -> Page[PaymentMethod]:
    """List saved cards, newest first; unless `status` says otherwise, those that can be charged."""
    selection = query.selection("pm", status=query.status, customer_id=query.customer_id)
    return query.page(list_entities(ctx.store, PaymentMethod, selection))
