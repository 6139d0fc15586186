"""Moments as callers send them: RFC 3339 with an offset, kept in UTC."""

import re
from datetime import UTC, datetime
from typing import Annotated, Any

from pydantic import AfterValidator, AwareDatetime, BeforeValidator

RFC_3339 = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d")
EARLIEST_YEAR, LATEST_YEAR = 1970, 2999
"""Outside of these nobody sells anything, and neither identifiers nor sums of times hold."""


def _in_utc(moment: datetime) -> datetime:
    if not EARLIEST_YEAR <= moment.year <= LATEST_YEAR:
        raise ValueError(f"must be in the years {EARLIEST_YEAR} to {LATEST_YEAR}")
    return moment.astimezone(UTC)


def _written_out(value: Any) -> Any:
    """Refuse numbers, also in quotes, which the library would take for seconds since 1970."""
    if isinstance(value, datetime) or (isinstance(value, str) and RFC_3339.match(value)):
        return value
    raise ValueError("must be a time such as 2026-03-02T09:30:00Z")


Moment = Annotated[AwareDatetime, BeforeValidator(_written_out), AfterValidator(_in_utc)]
