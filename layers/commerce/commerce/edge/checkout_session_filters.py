"""What the list of checkout sessions can be asked for."""

from typing import Annotated

from commerce.domain.fields import CustomerId
from commerce.domain.lifecycle import CheckoutSessionStatus
from commerce.edge.filters import ANY_CASE, CreatedFilters


class CheckoutSessionFilters(CreatedFilters):
    """Which checkout sessions."""

    status: Annotated[CheckoutSessionStatus, ANY_CASE] | None = None
    customer_id: CustomerId | None = None
