"""What the list of items can be asked for."""

from typing import Annotated

from pydantic import StringConstraints

from commerce.domain.lifecycle import ItemStatus
from commerce.edge.filters import ANY_CASE, CreatedFilters


class ItemFilters(CreatedFilters):
    """Which items."""

    status: Annotated[ItemStatus, ANY_CASE] | None = None
    sku: Annotated[str, StringConstraints(min_length=1, max_length=100)] | None = None
