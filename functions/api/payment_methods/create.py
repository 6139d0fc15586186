"""POST /v1/payment-methods"""

from commerce.context import Context
from commerce.domain.payment_method_commands import CreatePaymentMethod
from commerce.domain.payment_methods import PaymentMethod
from commerce.edge.operation import operation
from commerce.usecases import default_cards


@operation("POST", "/v1/payment-methods", status=201, pays=True)
def handler(ctx: Context, body: CreatePaymentMethod) -> PaymentMethod:
    """Save a card of a customer, so that it can be charged again.

    It is `requires_action` while the buyer has to confirm, with `clientSecret`, as 3-D Secure asks. A customer's first
    card becomes the default.
    """
    return default_cards.create(ctx, body)
