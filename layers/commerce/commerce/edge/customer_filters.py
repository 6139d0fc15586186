"""What the list of customers can be asked for."""

from commerce.domain.fields import Email
from commerce.edge.filters import CreatedFilters


class CustomerFilters(CreatedFilters):
    """Which customers."""

    email: Email | None = None
