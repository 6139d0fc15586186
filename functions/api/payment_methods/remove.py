"""POST /v1/payment-methods/{payment_method_id}/remove"""

from commerce.context import Context
from commerce.domain.payment_methods import PaymentMethod
from commerce.edge.operation import operation
from commerce.usecases import payment_methods


@operation("POST", "/v1/payment-methods/{payment_method_id}/remove", pays=True)
def handler(ctx: Context, payment_method_id: str) -> PaymentMethod:
    """Remove a saved card, here and at Stripe."""
    return payment_methods.remove(ctx, payment_method_id)
