"""Paying on a checkout page: each use case is an order's own, done under the session's name."""

import hashlib
import json
from collections.abc import Mapping

from commerce.context import RequestTerms
from commerce.domain.checkout_orders import Stage
from commerce.domain.orders import Order
from commerce.domain.payment_commands import PayOrder
from commerce.domain.payment_intent_commands import CancelPaymentIntent
from commerce.usecases import captures, payments, resumption
from commerce.usecases.checkout_opening import Checkout

BY_THE_BUYER = "The buyer chose another way to pay."


def pay(checkout: Checkout, command: PayOrder, *, version: int, attempt: int) -> Order:
    """Charge what the buyer saw.

    version: of the order that they saw. attempt: how many payments it had: the same attempt, sent again by a reload or
    from another tab, gets the first one's answer and charges nothing.
    """
    ctx = checkout.ctx
    ctx.request = RequestTerms(
        idempotency_key=f"checkout/{checkout.session.id}/{attempt}",
        fingerprint=_fingerprint(command.model_dump(mode="json", exclude_defaults=True)),
        expected_version=version,
    )
    return payments.pay(ctx, checkout.order.id, command)


def _fingerprint(said: Mapping[str, object]) -> str:
    return hashlib.sha256(json.dumps(["checkout", said], sort_keys=True).encode()).hexdigest()


def come_back(checkout: Checkout) -> None:
    """The buyer comes back from the bank: look at what became of the payment, or of the card."""
    if checkout.card is not None:
        from commerce.usecases import checkout_cards  # noqa: PLC0415 (only trials load it)

        checkout_cards.come_back(checkout)
    payment = checkout.order.payment_in_flight
    if payment is not None:
        resumption.resume(checkout.ctx, payment.payment_intent_id, patient=True)


def give_up(checkout: Checkout) -> None:
    """The buyer does not confirm at the bank, and pays in another way."""
    if checkout.card is not None:
        from commerce.usecases import checkout_cards  # noqa: PLC0415 (likewise)

        checkout_cards.give_up(checkout)
    payment = checkout.order.payment_in_flight
    if payment is not None and checkout.stage is Stage.CONFIRM:
        command = CancelPaymentIntent(cancellation_reason=BY_THE_BUYER)
        captures.cancel(checkout.ctx, payment.payment_intent_id, command)
