"""GET /v1/checkout-sessions/{checkout_session_id}"""

from commerce.context import Context
from commerce.domain.checkout_sessions import CheckoutSession
from commerce.edge.operation import operation
from commerce.usecases.finding import found_checkout_session


@operation("GET", "/v1/checkout-sessions/{checkout_session_id}")
def handler(ctx: Context, checkout_session_id: str) -> CheckoutSession:
    """Read a checkout session."""
    return found_checkout_session(ctx.store.read(checkout_session_id), checkout_session_id).at(ctx.now())
