"""GET /v1/subscriptions/{subscription_id}"""

from commerce.context import Context
from commerce.domain.subscriptions import Subscription
from commerce.edge.operation import operation
from commerce.usecases.finding import found_subscription


@operation("GET", "/v1/subscriptions/{subscription_id}")
def handler(ctx: Context, subscription_id: str) -> Subscription:
    """Read a subscription."""
    return found_subscription(ctx.store.read(subscription_id), subscription_id)
