"""POST /v1/customers"""

from commerce.context import Context
from commerce.domain.customer_commands import CreateCustomer
from commerce.domain.customers import Customer
from commerce.edge.operation import operation
from commerce.usecases import customers


@operation("POST", "/v1/customers", status=201)
def handler(ctx: Context, body: CreateCustomer) -> Customer:
    """Make a customer."""
    return customers.create(ctx, body)
