"""POST /v1/payment-intents/{payment_intent_id}/capture"""

from commerce.context import Context
from commerce.domain.payment_intent_commands import CapturePaymentIntent
from commerce.domain.payments import PaymentIntent
from commerce.edge.operation import operation
from commerce.usecases import captures


@operation("POST", "/v1/payment-intents/{payment_intent_id}/capture", pays=True)
def handler(ctx: Context, payment_intent_id: str, body: CapturePaymentIntent) -> PaymentIntent:
    """Take money that is held, all or a part; what is not taken is let go."""
    return captures.capture(ctx, payment_intent_id, body)
