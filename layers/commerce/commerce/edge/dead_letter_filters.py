"""What the list of dead letters can be asked for; apart, so that no other list loads what letters are."""

from typing import Annotated

from commerce.domain.dead_letter_kinds import DeadLetterSource, DeadLetterStatus
from commerce.edge.filters import ANY_CASE, CreatedFilters


class DeadLetterFilters(CreatedFilters):
    """Which dead letters; `createdAfter` and `createdBefore` are when their messages were sent."""

    status: Annotated[DeadLetterStatus, ANY_CASE] | None = None
    source: Annotated[DeadLetterSource, ANY_CASE] | None = None
