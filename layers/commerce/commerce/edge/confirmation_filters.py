"""What the list of confirmations can be asked for; apart, so that no other list loads what they are."""

from typing import Annotated

from commerce.domain.confirmations import ConfirmationStatus
from commerce.edge.filters import ANY_CASE, CreatedFilters


class ConfirmationFilters(CreatedFilters):
    """Which confirmations."""

    status: Annotated[ConfirmationStatus, ANY_CASE] | None = None
