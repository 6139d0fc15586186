"""What the list of confirmations can be asked for; apart, so that no other list loads what they are."""

from typing import Annotated, Any

from pydantic import BeforeValidator

from commerce.domain.confirmations import ConfirmationStatus
from commerce.edge.filters import CreatedFilters


def _lower(value: Any) -> Any:
    return value.lower() if isinstance(value, str) else value


class ConfirmationFilters(CreatedFilters):
    """Which confirmations."""

    status: Annotated[ConfirmationStatus, BeforeValidator(_lower)] | None = None
