"""POST /v1/payment-intents/{payment_intent_id}/confirm"""

from commerce.context import Context
from commerce.domain.payment_intent_commands import ConfirmPaymentIntent
from commerce.domain.payments import PaymentIntent
from commerce.edge.operation import operation
from commerce.usecases import payment_intents


@operation("POST", "/v1/payment-intents/{payment_intent_id}/confirm", pays=True)
def handler(ctx: Context, payment_intent_id: str, body: ConfirmPaymentIntent) -> PaymentIntent:
    """Charge a payment intent that waits, or hold its money.

    After a decline it can be confirmed again with another card.
    """
    return payment_intents.confirm(ctx, payment_intent_id, body)
