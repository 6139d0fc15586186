"""GET /v1/subscriptions"""

from commerce.context import Context
from commerce.domain.subscriptions import Subscription
from commerce.edge.filters import Page
from commerce.edge.operation import operation
from commerce.edge.subscription_filters import SubscriptionFilters
from commerce.store.lists import list_entities


@operation("GET", "/v1/subscriptions")
def handler(ctx: Context, query: SubscriptionFilters) -> Page[Subscription]:
    """List subscriptions, newest first."""
    selection = query.selection("sub", status=query.status, customer_id=query.customer_id)
    return query.page(list_entities(ctx.store, Subscription, selection))
