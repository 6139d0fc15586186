"""What the list of payment intents can be asked for."""

from typing import Annotated

from commerce.domain.fields import CustomerId
from commerce.domain.lifecycle import PaymentIntentStatus
from commerce.edge.filters import ANY_CASE, CreatedFilters


class PaymentIntentFilters(CreatedFilters):
    """Which payment intents."""

    status: Annotated[PaymentIntentStatus, ANY_CASE] | None = None
    customer_id: CustomerId | None = None
