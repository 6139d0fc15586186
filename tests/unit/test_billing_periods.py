"""Where billing periods begin and end: month ends, leap years, clocks that change, anchor days."""

from datetime import UTC, datetime
from fractions import Fraction

import pytest

from commerce.domain.billing_periods import BillingInterval, Schedule, days_later, first_anchor, is_time_zone

NEW_YORK = "America/New_York"


def utc(text: str) -> datetime:
    """A moment in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def days(schedule: Schedule, *numbers: int) -> list[str]:
    """The dates on which periods begin."""
    return [schedule.boundary(number).date().isoformat() for number in numbers]


def test_month_ends_come_back_to_their_anchor() -> None:
    """31 January, 28 February, 31 March; in a leap year the 29th."""
    monthly = Schedule(utc("2027-01-31"), BillingInterval.MONTHLY, 1)
    assert days(monthly, 0, 1, 2, 3, 13) == ["2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30", "2028-02-29"]


def test_quarters_count_three_months() -> None:
    """30 November and a quarter is the end of February."""
    assert days(Schedule(utc("2026-11-30"), BillingInterval.MONTHLY, 3), 1, 2) == ["2027-02-28", "2027-05-30"]


def test_leap_day_returns_every_fourth_year() -> None:
    """28 February in between."""
    yearly = Schedule(utc("2024-02-29"), BillingInterval.YEARLY, 1)
    assert days(yearly, 1, 2, 3, 4) == ["2025-02-28", "2026-02-28", "2027-02-28", "2028-02-29"]


def test_weeks_keep_their_weekday_and_days_their_hour() -> None:
    """Two weeks are fourteen days, whatever clocks do: 9:00 in New York is 14:00 UTC in winter and 13:00 in summer."""
    weekly = Schedule(utc("2026-03-01 14:00"), BillingInterval.WEEKLY, 2, NEW_YORK)
    daily = Schedule(utc("2026-03-07 14:00"), BillingInterval.DAILY, 1, NEW_YORK)
    assert weekly.boundary(1) == utc("2026-03-15 13:00")
    assert [daily.boundary(n) for n in (0, 1)] == [utc("2026-03-07 14:00"), utc("2026-03-08 13:00")]


def test_an_hour_that_clocks_skip_comes_that_much_later() -> None:
    """2:30 does not exist in New York on 8 March 2026: it is 3:30 there, 7:30 UTC; the day after it is 2:30 again."""
    daily = Schedule(utc("2026-03-07 07:30"), BillingInterval.DAILY, 1, NEW_YORK)
    assert [daily.boundary(n) for n in (1, 2)] == [utc("2026-03-08 07:30"), utc("2026-03-09 06:30")]


def test_an_hour_that_clocks_repeat_is_the_first_of_both() -> None:
    """1:30 is there twice in New York on 1 November 2026; an anchor in the second one stays where it is."""
    daily = Schedule(utc("2026-10-31 05:30"), BillingInterval.DAILY, 1, NEW_YORK)
    second = Schedule(utc("2026-11-01 06:30"), BillingInterval.DAILY, 1, NEW_YORK)
    assert daily.boundary(1) == utc("2026-11-01 05:30")
    assert [second.boundary(n) for n in (0, 1)] == [utc("2026-11-01 06:30"), utc("2026-11-02 06:30")]


def test_a_month_later_it_is_the_first_of_a_repeated_hour_too() -> None:
    """An anchor in the second 1:30 of 2026 meets the clocks of 7 November 2027 a year and six days later."""
    monthly = Schedule(utc("2026-11-01 06:30"), BillingInterval.MONTHLY, 12, NEW_YORK, 7)
    assert monthly.boundary(1) == utc("2027-11-07 05:30")


def test_a_day_is_a_day_of_the_merchants_calendar() -> None:
    """23:30 UTC on the 30th is the 31st in Paris: the anchor is the 31st."""
    monthly = Schedule(utc("2026-01-30 23:30"), BillingInterval.MONTHLY, 1, "Europe/Paris")
    assert monthly.boundary(1) == utc("2026-02-27 23:30")
    assert monthly.boundary(2) == utc("2026-03-30 22:30")


@pytest.mark.parametrize(
    ("start", "day", "anchor"),
    [
        ("2012-01-16", 17, "2012-01-17"),
        ("2012-02-16", 30, "2012-02-29"),
        ("2012-01-31", 30, "2012-02-29"),
        ("2012-07-15", 15, "2012-07-15"),
        ("2012-12-16", 15, "2013-01-15"),
    ],
)
def test_an_anchor_day_is_the_next_such_day(start: str, day: int, anchor: str) -> None:
    """Today, if it is today; the month's last day if it has no such day."""
    assert first_anchor(utc(start), day, "UTC") == utc(anchor)


def test_an_anchor_day_outlives_a_short_month() -> None:
    """Asked for the 31st in February, it is the 28th, then the 31st again."""
    start = utc("2027-02-10")
    monthly = Schedule(first_anchor(start, 31, "UTC"), BillingInterval.MONTHLY, 1, "UTC", 31)
    assert days(monthly, 0, 1, 2) == ["2027-02-28", "2027-03-31", "2027-04-30"]


def test_a_period_that_begins_late_is_a_part() -> None:
    """From 10 to 28 February, of the 28 days from 31 January: 18 of 28."""
    monthly = Schedule(utc("2027-02-28"), BillingInterval.MONTHLY, 1, "UTC", 31)
    stub = monthly.period_at(utc("2027-02-10"), begins=utc("2027-02-10"))
    assert (stub.start, stub.end, stub.fraction) == (utc("2027-02-10"), utc("2027-02-28"), Fraction(18, 28))


def test_what_is_left_of_a_period_ends_with_it() -> None:
    """Half of June after its 15th day; nothing at its end and later, all before its start."""
    june = Schedule(utc("2026-06-01"), BillingInterval.MONTHLY, 1).period_at(utc("2026-06-07"))
    left = [june.remaining(utc(day)) for day in ("2026-05-01", "2026-06-16", "2026-07-01", "2026-08-01")]
    assert left == [1, Fraction(1, 2), 0, 0]


@pytest.mark.parametrize(
    ("moment", "number"),
    [
        ("2027-01-31", 0),
        ("2027-02-27 23:59", 0),
        ("2027-02-28", 1),
        ("2027-03-30 23:59", 1),
        ("2027-03-31", 2),
        ("2027-01-30 23:59", -1),
        ("2026-12-31", -1),
        ("2026-12-30 23:59", -2),
        ("2047-01-31", 240),
        ("2047-01-30 23:59", 239),
        ("2007-01-31", -240),
    ],
)
def test_a_moment_lies_in_one_period(moment: str, number: int) -> None:
    """From its first moment on, up to the first of the next; twenty years are 240 months."""
    assert Schedule(utc("2027-01-31"), BillingInterval.MONTHLY, 1).number_at(utc(moment)) == number


def test_intervals_have_their_published_names() -> None:
    """Rows hold them; months and years have a day of the month."""
    days_of_month = {each.value: each.has_anchor_day for each in BillingInterval}
    assert days_of_month == {"daily": False, "weekly": False, "monthly": True, "yearly": True}


def test_a_trial_counts_calendar_days() -> None:
    """Seven days over the change of clocks end at the same time of day."""
    assert days_later(utc("2026-03-05 14:00"), 7, NEW_YORK) == utc("2026-03-12 13:00")


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("Europe/Berlin", True),
        ("UTC", True),
        ("Mars/Base", False),
        ("", False),
        ("../etc/passwd", False),
        ("US", False),
    ],
)
def test_time_zones_are_known_by_name(name: str, *, known: bool) -> None:
    """Paths and folders are none."""
    assert is_time_zone(name) is known
