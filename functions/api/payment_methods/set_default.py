"""POST /v1/payment-methods/{payment_method_id}/set-default"""

from commerce.context import Context
from commerce.domain.payment_methods import PaymentMethod
from commerce.edge.operation import operation
from commerce.usecases import default_cards


@operation("POST", "/v1/payment-methods/{payment_method_id}/set-default", pays=True)
def handler(ctx: Context, payment_method_id: str) -> PaymentMethod:
    """Make a saved card its customer's default."""
    return default_cards.set_default(ctx, payment_method_id)
