"""GET /v1/subscriptions/{subscription_id}/orders"""

from commerce.context import Context
from commerce.domain.orders import Order
from commerce.domain.subscriptions import BillingCycle
from commerce.edge.filters import Filters, Page
from commerce.edge.operation import operation
from commerce.store.keys import CYCLE_PREFIX
from commerce.store.lists import list_children
from commerce.usecases.finding import found_subscription
from commerce.usecases.reading import orders_of


@operation("GET", "/v1/subscriptions/{subscription_id}/orders")
def handler(ctx: Context, subscription_id: str, query: Filters) -> Page[Order]:
    """List the orders that a subscription's periods made, newest first."""
    limit, below = query.page_size, query.after
    cycles = list_children(ctx.store, BillingCycle, subscription_id, CYCLE_PREFIX, below=below, limit=limit)
    if not cycles.entities:
        found_subscription(ctx.store.read(subscription_id), subscription_id)
    return query.page(orders_of(ctx, cycles))
