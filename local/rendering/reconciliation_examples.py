"""The example of a comparison with the processor's books."""

from __future__ import annotations

from datetime import datetime

from commerce.domain.payments import PaymentIntent
from commerce.domain.reconciliation import Difference, DifferenceKind, Reconciliation


def example_reconciliation(intent: PaymentIntent, begun_at: datetime, ended_at: datetime) -> Reconciliation:
    """One of twelve payments was charged, and nobody heard of it."""
    difference = Difference(
        kind=DifferenceKind.UNSETTLED,
        payment_intent_id=intent.id,
        order_id=intent.order_id,
        processor_id="pi_3SXf0e2eZvKYlo2C",
        description="The processor took the money, the payment intent is still processing.",
        repaired=True,
    )
    return Reconciliation(
        created_after=begun_at,
        created_before=ended_at,
        payment_intents_compared=12,
        refunds_compared=1,
        differences=(difference,),
    )
