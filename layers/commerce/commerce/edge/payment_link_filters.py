"""What the list of payment links can be asked for."""

from typing import Annotated

from commerce.domain.lifecycle import PaymentLinkStatus
from commerce.edge.filters import ANY_CASE, CreatedFilters


class PaymentLinkFilters(CreatedFilters):
    """Which payment links."""

    status: Annotated[PaymentLinkStatus, ANY_CASE] | None = None
