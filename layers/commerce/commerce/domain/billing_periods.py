"""Billing periods: where each begins and ends, counted from an anchor and never from the period before.

Period n runs from boundary n up to boundary n + 1, which is not part of it. Boundary n is the anchor plus n intervals
on the merchant's calendar: the same time of day in their time zone, and in months and years the anchor's day, or the
month's last day where it has no such day. Hence 31 January, 28 February, 31 March.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

MONTHS_OF_A_YEAR = 12
DAYS_OF_A_WEEK = 7


class BillingInterval(StrEnum):
    """What billing periods are counted in."""

    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    YEARLY = "yearly"

    @property
    def has_anchor_day(self) -> bool:
        """True if a day of the month says when periods begin."""
        return self in {BillingInterval.MONTHLY, BillingInterval.YEARLY}


DAYS = {BillingInterval.DAILY: 1, BillingInterval.WEEKLY: DAYS_OF_A_WEEK}
MONTHS = {BillingInterval.MONTHLY: 1, BillingInterval.YEARLY: MONTHS_OF_A_YEAR}


class Period(NamedTuple):
    """A period that is billed. start: included. end: not included. whole_start: before start if it is cut short."""

    start: datetime
    end: datetime
    whole_start: datetime

    @property
    def fraction(self) -> Fraction:
        """How much of a whole period this is: 1, or less if it begins late."""
        return self.remaining(self.start)

    def remaining(self, at: datetime) -> Fraction:
        """How much of a whole period is left at a moment, to the microsecond; 0 from its end on."""
        left = max(timedelta(0), self.end - max(at, self.start))
        return Fraction(left // timedelta.resolution, (self.end - self.whole_start) // timedelta.resolution)


@dataclass(frozen=True, slots=True)
class Schedule:
    """When periods begin.

    anchor: boundary 0, aware. count: intervals of a period, >= 1. time_zone: an IANA name. anchor_day: 1 to 31, the day
    that months are asked for even if the anchor's own month was too short for it; None: the anchor's own.
    """

    anchor: datetime
    interval: BillingInterval
    count: int
    time_zone: str = "UTC"
    anchor_day: int | None = None

    def boundary(self, number: int) -> datetime:
        """Where period `number` begins, in UTC; negative numbers lie before the anchor."""
        if number == 0:
            return self.anchor.astimezone(UTC)
        # Sums of a zone's times are made on its calendar, whatever clocks do in between.
        local = self.anchor.astimezone(_zone(self.time_zone))
        steps = number * self.count
        if self.interval in DAYS:
            moved = local + timedelta(days=steps * DAYS[self.interval])
        else:
            moved = _months_later(local, steps * MONTHS[self.interval], self.anchor_day or local.day)
        # Where clocks skip this time of day it becomes that much later; where they repeat it, it is the first of both.
        return moved.replace(fold=0).astimezone(UTC)

    def number_at(self, moment: datetime) -> int:
        """The period that a moment lies in."""
        # Near it, since periods differ little; from there step by step.
        number = (moment - self.anchor) // (self.boundary(1) - self.anchor)
        while self.boundary(number) > moment:
            number -= 1
        while self.boundary(number + 1) <= moment:
            number += 1
        return number

    def period_at(self, moment: datetime, *, begins: datetime | None = None) -> Period:
        """The period that a moment lies in. begins: where it begins instead, if that is later: it is cut short."""
        number = self.number_at(moment)
        start, end = self.boundary(number), self.boundary(number + 1)
        return Period(start=start if begins is None else max(start, begins), end=end, whole_start=start)


def first_anchor(start: datetime, day: int, time_zone: str) -> datetime:
    """The first moment from `start` on that falls on a day of the month, at the start's own time of day.

    day: 1 to 31; a month that has no such day is asked for its last.
    """
    local = start.astimezone(_zone(time_zone))
    candidate = _months_later(local, 0, day)
    if candidate < local:
        candidate = _months_later(local, 1, day)
    return candidate.astimezone(UTC)


def days_later(start: datetime, days: int, time_zone: str) -> datetime:
    """The same time of day some calendar days later: when a trial ends. days: >= 0."""
    return (start.astimezone(_zone(time_zone)) + timedelta(days=days)).astimezone(UTC)


def is_time_zone(name: str) -> bool:
    """True if the zone is known."""
    try:
        _zone(name)
    except (ValueError, OSError, KeyError):  # no such zone, or no name of one, such as a folder's
        return False
    return True


def _months_later(local: datetime, months: int, day: int) -> datetime:
    """The same time of day on a day of a later month, or on its last day."""
    year, month_before = divmod(local.year * MONTHS_OF_A_YEAR + local.month - 1 + months, MONTHS_OF_A_YEAR)
    last = monthrange(year, month_before + 1)[1]
    return local.replace(year=year, month=month_before + 1, day=min(day, last))


@cache
def _zone(name: str) -> "ZoneInfo":
    from zoneinfo import ZoneInfo  # noqa: PLC0415 (only what bills pays for it)

    return ZoneInfo(name)
