"""POST /v1/subscriptions/{subscription_id}/cancel"""

from commerce.context import Context
from commerce.domain.subscription_commands import CancelSubscription
from commerce.domain.subscriptions import Subscription
from commerce.edge.operation import operation
from commerce.usecases import subscription_halting


@operation("POST", "/v1/subscriptions/{subscription_id}/cancel")
def handler(ctx: Context, subscription_id: str, body: CancelSubscription) -> Subscription:
    """Cancel a subscription at the end of what was paid, or at once; nothing goes back by itself."""
    return subscription_halting.cancel(ctx, subscription_id, body)
