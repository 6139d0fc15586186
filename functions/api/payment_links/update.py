"""PATCH /v1/payment-links/{payment_link_id}"""

from commerce.context import Context
from commerce.domain.payment_link_commands import UpdatePaymentLink
from commerce.domain.payment_links import PaymentLink
from commerce.edge.operation import operation
from commerce.usecases import payment_links


@operation("PATCH", "/v1/payment-links/{payment_link_id}")
def handler(ctx: Context, payment_link_id: str, body: UpdatePaymentLink) -> PaymentLink:
    """Change a payment link; orders that it has made keep what they are."""
    return payment_links.update(ctx, payment_link_id, body)
