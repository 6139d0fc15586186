"""POST /v1/checkout-sessions"""

from commerce.context import Context
from commerce.domain.checkout_session_commands import CreateCheckoutSession
from commerce.domain.checkout_sessions import CheckoutSession
from commerce.edge.operation import operation
from commerce.usecases import checkout_sessions


@operation("POST", "/v1/checkout-sessions", status=201, prices=True)
def handler(ctx: Context, body: CreateCheckoutSession) -> CheckoutSession:
    """Open a hosted page on which a buyer pays an order, or lines, for which an order is made.

    Send the buyer to `url`. The session is paid when its order is, in whichever way.
    """
    return checkout_sessions.create(ctx, body)
