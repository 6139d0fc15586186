"""What the list of credit notes can be asked for; apart, so that no other list loads what invoices are."""

from typing import Annotated

from commerce.domain.fields import CustomerId, InvoiceId
from commerce.domain.lifecycle import CreditNoteStatus
from commerce.edge.filters import ANY_CASE, CreatedFilters


class CreditNoteFilters(CreatedFilters):
    """Which credit notes."""

    status: Annotated[CreditNoteStatus, ANY_CASE] | None = None
    customer_id: CustomerId | None = None
    invoice_id: InvoiceId | None = None
