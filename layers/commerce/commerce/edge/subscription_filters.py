"""What the list of subscriptions can be asked for."""

from typing import Annotated

from commerce.domain.fields import CustomerId
from commerce.domain.lifecycle import SubscriptionStatus
from commerce.edge.filters import ANY_CASE, CreatedFilters


class SubscriptionFilters(CreatedFilters):
    """Which subscriptions."""

    status: Annotated[SubscriptionStatus, ANY_CASE] | None = None
    customer_id: CustomerId | None = None
