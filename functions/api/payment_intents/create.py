"""POST /v1/payment-intents"""

from commerce.context import Context
from commerce.domain.payment_intent_commands import CreatePaymentIntent
from commerce.domain.payments import PaymentIntent
from commerce.edge.operation import operation
from commerce.usecases import payment_intents


@operation("POST", "/v1/payment-intents", status=201, pays=True)
def handler(ctx: Context, body: CreatePaymentIntent) -> PaymentIntent:
    """Make a payment intent for an order's balance, for a part of it, or for an amount.

    With an amount alone, an order of one line is made, since whatever is paid is paid on an order. With `autoConfirm`
    the card is charged at once; `captureMethod` `manual` only holds the money until it is captured.
    """
    return payment_intents.create(ctx, body)
