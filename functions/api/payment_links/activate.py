"""POST /v1/payment-links/{payment_link_id}/activate"""

from commerce.context import Context
from commerce.domain.payment_links import PaymentLink
from commerce.edge.operation import operation
from commerce.usecases import payment_links


@operation("POST", "/v1/payment-links/{payment_link_id}/activate")
def handler(ctx: Context, payment_link_id: str) -> PaymentLink:
    """Let buyers begin with a payment link again."""
    return payment_links.activate(ctx, payment_link_id)
