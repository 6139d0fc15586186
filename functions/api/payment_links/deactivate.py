"""POST /v1/payment-links/{payment_link_id}/deactivate"""

from commerce.context import Context
from commerce.domain.payment_links import PaymentLink
from commerce.edge.operation import operation
from commerce.usecases import payment_links


@operation("POST", "/v1/payment-links/{payment_link_id}/deactivate")
def handler(ctx: Context, payment_link_id: str) -> PaymentLink:
    """Let no buyer begin with a payment link; who has begun may finish."""
    return payment_links.deactivate(ctx, payment_link_id)
