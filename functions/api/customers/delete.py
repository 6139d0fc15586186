"""DELETE /v1/customers/{customer_id}"""

from commerce.context import Context
from commerce.domain.customers import Customer
from commerce.edge.operation import operation
from commerce.usecases import customer_deletion


@operation("DELETE", "/v1/customers/{customer_id}", pays=True)
def handler(ctx: Context, customer_id: str) -> Customer:
    """Delete a customer, and forget what is known of it.

    Its saved cards can't be charged any more, also at Stripe; its orders stay.
    """
    return customer_deletion.delete(ctx, customer_id)
