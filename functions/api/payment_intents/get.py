"""GET /v1/payment-intents/{payment_intent_id}"""

from commerce.context import Context
from commerce.domain.payments import PaymentIntent
from commerce.edge.operation import operation
from commerce.usecases.finding import found_payment_intent
from commerce.usecases.reading import with_refunds


@operation("GET", "/v1/payment-intents/{payment_intent_id}")
def handler(ctx: Context, payment_intent_id: str) -> PaymentIntent:
    """Read a payment intent, with what the order's books say was refunded of it."""
    intent = found_payment_intent(ctx.store.read(payment_intent_id), payment_intent_id)
    return with_refunds(ctx, [intent])[0]
