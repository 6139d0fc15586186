"""What the list of plans can be asked for."""

from typing import Annotated

from commerce.domain.lifecycle import PlanStatus
from commerce.edge.filters import ANY_CASE, CreatedFilters


class PlanFilters(CreatedFilters):
    """Which plans."""

    status: Annotated[PlanStatus, ANY_CASE] | None = None
