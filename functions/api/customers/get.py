"""GET /v1/customers/{customer_id}"""

from commerce.context import Context
from commerce.domain.customers import Customer
from commerce.edge.operation import operation
from commerce.usecases.finding import found_customer


@operation("GET", "/v1/customers/{customer_id}")
def handler(ctx: Context, customer_id: str) -> Customer:
    """Read a customer."""
    return found_customer(ctx.store.read(customer_id), customer_id)
