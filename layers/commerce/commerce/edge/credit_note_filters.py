"""What the list of credit notes can be asked for; apart, so that no other list loads what invoices are."""

from typing import Annotated, Any

from pydantic import BeforeValidator

from commerce.domain.fields import CustomerId, InvoiceId
from commerce.domain.lifecycle import CreditNoteStatus
from commerce.edge.filters import CreatedFilters


def _lower(value: Any) -> Any:
    return value.lower() if isinstance(value, str) else value


class CreditNoteFilters(CreatedFilters):
    """Which credit notes."""

    status: Annotated[CreditNoteStatus, BeforeValidator(_lower)] | None = None
    customer_id: CustomerId | None = None
    invoice_id: InvoiceId | None = None
