"""GET /v1/checkout-sessions"""

from commerce.context import Context
from commerce.domain.checkout_sessions import CheckoutSession
from commerce.edge.checkout_session_filters import CheckoutSessionFilters
from commerce.edge.filters import Page
from commerce.edge.operation import operation
from commerce.store.lists import Listed, list_entities


@operation("GET", "/v1/checkout-sessions")
def handler(ctx: Context, query: CheckoutSessionFilters) -> Page[CheckoutSession]:
    """List checkout sessions, newest first."""
    selection = query.selection("cs", status=query.status, customer_id=query.customer_id)
    found = list_entities(ctx.store, CheckoutSession, selection)
    # The sweeper comes each minute: what has expired since is not among the open ones.
    shown = [session.at(ctx.now()) for session in found.entities]
    kept = [session for session in shown if query.status in {None, session.status}]
    return query.page(Listed(kept, found.more_below))
