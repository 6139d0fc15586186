"""Moments as callers send them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from commerce.domain.moments import Moment

MOMENT = TypeAdapter(Moment)


@pytest.mark.parametrize("text", ["2026-03-02T09:30:00Z", "2026-03-02T10:30:00+01:00", "2026-03-02t09:30:00z"])
def test_moment_is_kept_in_utc(text: str) -> None:
    """Whatever its offset was."""
    assert MOMENT.validate_python(text) == datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "value",
    [
        "9999-12-31T23:59:59-23:00",
        "0001-01-01T00:00:00+23:00",
        "2026-03-02T09:30:00",
        "2026-03-02",
        "1767349800",
        1767349800,
        1.5,
        True,
        None,
        "",
    ],
    ids=repr,
)
def test_other_value_is_refused(value: Any) -> None:
    """The ends of the calendar, a time without an offset, a day, seconds since 1970."""
    with pytest.raises(ValidationError):
        MOMENT.validate_python(value)
