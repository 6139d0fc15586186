"""When invoices are reminded of."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo


def reminder_moments(due_at: datetime | None, days: Sequence[int], time_zone: str) -> list[datetime]:
    """So many days after the due date each, below 0 before it, in the same order.

    By the calendar of the time zone: at the time of day at which it is due, whatever clocks did in between.
    """
    if due_at is None:
        return []
    due = due_at.astimezone(ZoneInfo(time_zone))
    return [(due + timedelta(days=each)).astimezone(UTC) for each in days]
