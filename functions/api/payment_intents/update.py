"""PATCH /v1/payment-intents/{payment_intent_id}"""

from commerce.context import Context
from commerce.domain.payment_intent_commands import UpdatePaymentIntent
from commerce.domain.payments import PaymentIntent
from commerce.edge.operation import operation
from commerce.usecases import payment_intent_edits


@operation("PATCH", "/v1/payment-intents/{payment_intent_id}")
def handler(ctx: Context, payment_intent_id: str, body: UpdatePaymentIntent) -> PaymentIntent:
    """Change a payment intent's metadata; until it is confirmed also its amount and card."""
    return payment_intent_edits.update(ctx, payment_intent_id, body)
