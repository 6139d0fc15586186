"""What the list of dead letters can be asked for; apart, so that no other list loads what letters are."""

from typing import Annotated, Any

from pydantic import BeforeValidator

from commerce.domain.dead_letter_kinds import DeadLetterSource, DeadLetterStatus
from commerce.edge.filters import CreatedFilters


def _lower(value: Any) -> Any:
    return value.lower() if isinstance(value, str) else value


class DeadLetterFilters(CreatedFilters):
    """Which dead letters; `createdAfter` and `createdBefore` are when their messages were sent."""

    status: Annotated[DeadLetterStatus, BeforeValidator(_lower)] | None = None
    source: Annotated[DeadLetterSource, BeforeValidator(_lower)] | None = None
