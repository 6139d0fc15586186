"""POST /v1/subscriptions/{subscription_id}/pause"""

from commerce.context import Context
from commerce.domain.subscription_commands import PauseSubscription
from commerce.domain.subscriptions import Subscription
from commerce.edge.operation import operation
from commerce.usecases import subscription_halting


@operation("POST", "/v1/subscriptions/{subscription_id}/pause")
def handler(ctx: Context, subscription_id: str, body: PauseSubscription) -> Subscription:
    """Pause a subscription: cycles that would begin meanwhile are left out; nothing goes back for what was paid."""
    return subscription_halting.pause(ctx, subscription_id, body)
