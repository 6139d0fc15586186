"""POST /v1/checkout-sessions/{checkout_session_id}/close"""

from commerce.context import Context
from commerce.domain.checkout_sessions import CheckoutSession
from commerce.edge.operation import operation
from commerce.usecases import checkout_closing


@operation("POST", "/v1/checkout-sessions/{checkout_session_id}/close")
def handler(ctx: Context, checkout_session_id: str) -> CheckoutSession:
    """End an open checkout session unpaid; its page tells the buyer so, and its order stays as it is."""
    return checkout_closing.close(ctx, checkout_session_id)
