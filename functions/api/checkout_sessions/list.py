"""GET /v1/checkout-sessions"""

from commerce.context import Context
from commerce.domain.checkout_sessions import CheckoutSession
from commerce.edge.filters import CheckoutSessionFilters, Page
from commerce.edge.operation import operation
from commerce.store.lists import Listed, list_entities
from commerce.usecases import checkout_sessions


@operation("GET", "/v1/checkout-sessions")
def handler(ctx: Context, query: CheckoutSessionFilters) -> Page[CheckoutSession]:
    """List checkout sessions, newest first."""
    selection = query.selection("cs", status=query.status, customer_id=query.customer_id)
    found = list_entities(ctx.store, CheckoutSession, selection)
    return query.page(Listed(checkout_sessions.answered(ctx, found.entities, query.status), found.more_below))
