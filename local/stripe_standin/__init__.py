"""A stand-in for Stripe's API, for development and tests without an account or a network.

It speaks Stripe's own HTTP form for what Flint uses, keeps its books in SQLite, honours
idempotency keys, knows the test cards and sends signed webhooks; a fault dial makes it fail
in the ways that networks and banks fail. Start it with `python -m local.stripe_standin`, or
in a test:

    with StripeStandIn.start(port=0) as standin:
        client = stripe.StripeClient("sk_test_x", base_addresses={"api": standin.base_url})
"""

from __future__ import annotations

from .server import StripeStandIn

__all__ = ["StripeStandIn"]
