"""What the list of payment methods can be asked for."""

from typing import Annotated

from commerce.domain.fields import CustomerId
from commerce.domain.lifecycle import PaymentMethodStatus
from commerce.edge.filters import ANY_CASE, CreatedFilters


class PaymentMethodFilters(CreatedFilters):
    """Which saved cards."""

    status: Annotated[PaymentMethodStatus, ANY_CASE] = PaymentMethodStatus.ACTIVE
    customer_id: CustomerId | None = None
