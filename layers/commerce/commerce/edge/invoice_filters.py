"""What the list of invoices can be asked for."""

from typing import Annotated

from commerce.domain.fields import CustomerId
from commerce.domain.lifecycle import InvoiceStatus
from commerce.edge.filters import ANY_CASE, CreatedFilters


class InvoiceFilters(CreatedFilters):
    """Which invoices."""

    status: Annotated[InvoiceStatus, ANY_CASE] | None = None
    customer_id: CustomerId | None = None
