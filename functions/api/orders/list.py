"""GET /v1/orders"""

from commerce.context import Context
from commerce.domain.orders import Order
from commerce.edge.filters import Page
from commerce.edge.operation import operation
from commerce.edge.order_filters import OrderFilters
from commerce.store.lists import list_entities


@operation("GET", "/v1/orders")
def handler(ctx: Context, query: OrderFilters) -> Page[Order]:
    """List orders, newest first."""
    return query.page(list_entities(ctx.store, Order, query.selected()))
