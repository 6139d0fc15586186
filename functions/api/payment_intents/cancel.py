"""POST /v1/payment-intents/{payment_intent_id}/cancel"""

from commerce.context import Context
from commerce.domain.payment_intent_commands import CancelPaymentIntent
from commerce.domain.payments import PaymentIntent
from commerce.edge.operation import operation
from commerce.usecases import captures


@operation("POST", "/v1/payment-intents/{payment_intent_id}/cancel", pays=True)
def handler(ctx: Context, payment_intent_id: str, body: CancelPaymentIntent) -> PaymentIntent:
    """Give up a payment intent that has taken no money; what it holds is let go."""
    return captures.cancel(ctx, payment_intent_id, body)
