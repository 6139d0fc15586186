"""PATCH /v1/subscriptions/{subscription_id}"""

from commerce.context import Context
from commerce.domain.subscription_commands import UpdateSubscription
from commerce.domain.subscriptions import Subscription
from commerce.edge.operation import operation
from commerce.usecases import subscriptions


@operation("PATCH", "/v1/subscriptions/{subscription_id}", pays=True)
def handler(ctx: Context, subscription_id: str, body: UpdateSubscription) -> Subscription:
    """Move a subscription to another plan, quantity or card.

    The rest of the period is credited and charged with the next order, unless `prorationBehavior` is `none`. A plan of
    another interval begins its first period at once. Another card pays at once what is owed.
    """
    return subscriptions.update(ctx, subscription_id, body)
