"""PATCH /v1/customers/{customer_id}"""

from commerce.context import Context
from commerce.domain.customer_commands import UpdateCustomer
from commerce.domain.customers import Customer
from commerce.edge.operation import operation
from commerce.usecases import customers


@operation("PATCH", "/v1/customers/{customer_id}")
def handler(ctx: Context, customer_id: str, body: UpdateCustomer) -> Customer:
    """Change a customer."""
    return customers.update(ctx, customer_id, body)
