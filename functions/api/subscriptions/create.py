"""POST /v1/subscriptions"""

from commerce.context import Context
from commerce.domain.subscription_commands import CreateSubscription
from commerce.domain.subscriptions import Subscription
from commerce.edge.operation import operation
from commerce.usecases import subscriptions


@operation("POST", "/v1/subscriptions", status=201, pays=True)
def handler(ctx: Context, body: CreateSubscription) -> Subscription:
    """Subscribe a customer to a plan.

    What is to be paid now is charged to their card. If that fails, or the card's holder has to confirm, the
    subscription is `incomplete`: another card with `subscriptions.update` tries again, within 23 hours.
    """
    return subscriptions.create(ctx, body)
