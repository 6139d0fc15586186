"""POST /v1/stripe/webhooks"""

from commerce.context import Context
from commerce.edge.operation import operation
from commerce.edge.reading import SignedBody
from commerce.usecases import stripe_events


@operation("POST", "/v1/stripe/webhooks", public=True, pays=True)
def handler(ctx: Context, signed: SignedBody) -> dict[str, bool]:
    """Take an event from Stripe: verified, stored, then worked on.

    Nothing in it is believed but which payment it is about: Flint then looks at Stripe itself. Events may come in any
    order, any number of times.
    """
    stripe_events.receive(ctx.runtime, signed.body, signed.signature)
    return {"received": True}
