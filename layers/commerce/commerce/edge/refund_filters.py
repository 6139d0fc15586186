"""What the list of refunds can be asked for."""

from typing import Annotated

from commerce.domain.fields import CustomerId
from commerce.domain.lifecycle import RefundStatus
from commerce.edge.filters import ANY_CASE, CreatedFilters


class RefundFilters(CreatedFilters):
    """Which refunds."""

    status: Annotated[RefundStatus, ANY_CASE] | None = None
    customer_id: CustomerId | None = None
