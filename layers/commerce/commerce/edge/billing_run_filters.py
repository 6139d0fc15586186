"""What the list of billing runs can be asked for."""

from commerce.edge.filters import CreatedFilters


class BillingRunFilters(CreatedFilters):
    """Which billing runs."""
