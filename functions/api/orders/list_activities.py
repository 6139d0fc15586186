"""GET /v1/orders/{order_id}/activities"""

from commerce.context import Context
from commerce.domain.activities import Activity
from commerce.edge.filters import Filters, Page
from commerce.edge.operation import operation
from commerce.store.keys import ACTIVITY_PREFIX
from commerce.store.lists import list_children
from commerce.usecases.finding import found_order


@operation("GET", "/v1/orders/{order_id}/activities")
def handler(ctx: Context, order_id: str, query: Filters) -> Page[Activity]:
    """Read an order's audit trail, newest first; its deltas add up to the balance."""
    activities = list_children(ctx.store, Activity, order_id, ACTIVITY_PREFIX, below=query.after, limit=query.page_size)
    if not activities.entities:
        found_order(ctx.store.read(order_id), order_id)  # every order has activities: this one does not exist
    return query.page(activities)
