"""GET /v1/customers/{customer_id}/orders"""

from commerce.context import Context
from commerce.domain.orders import Order
from commerce.edge.filters import Page
from commerce.edge.operation import operation
from commerce.edge.order_filters import CreatedOrderFilters
from commerce.store.lists import list_entities
from commerce.usecases.finding import found_customer


@operation("GET", "/v1/customers/{customer_id}/orders")
def handler(ctx: Context, customer_id: str, query: CreatedOrderFilters) -> Page[Order]:
    """Read a customer's purchase history: its orders, newest first."""
    found_customer(ctx.store.read(customer_id), customer_id)
    selection = query.selection("ord", status=query.status, customer_id=customer_id)
    return query.page(list_entities(ctx.store, Order, selection))
