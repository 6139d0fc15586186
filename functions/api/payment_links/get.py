"""GET /v1/payment-links/{payment_link_id}"""

from commerce.context import Context
from commerce.domain.payment_links import PaymentLink
from commerce.edge.operation import operation
from commerce.usecases.finding import found_payment_link


@operation("GET", "/v1/payment-links/{payment_link_id}")
def handler(ctx: Context, payment_link_id: str) -> PaymentLink:
    """Read a payment link."""
    return found_payment_link(ctx.store.read(payment_link_id), payment_link_id).at(ctx.now())
