"""POST /v1/subscriptions/{subscription_id}/resume"""

from commerce.context import Context
from commerce.domain.subscriptions import Subscription
from commerce.edge.operation import operation
from commerce.usecases import subscriptions


@operation("POST", "/v1/subscriptions/{subscription_id}/resume", pays=True)
def handler(ctx: Context, subscription_id: str) -> Subscription:
    """Let a paused subscription go on.

    Within what was paid nothing is charged. What is owed is charged at once; after cycles that were left out, so is
    the rest of the running one.
    """
    return subscriptions.resume(ctx, subscription_id)
