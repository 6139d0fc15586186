"""Laws of billing periods, over twenty years and across changes of clocks."""

from datetime import UTC, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from commerce.domain.billing_periods import BillingInterval, Schedule, days_later, first_anchor

TWENTY_YEARS = timedelta(days=20 * 366)
ZONES = [
    "UTC",
    "America/New_York",
    "America/Juneau",
    "America/Sao_Paulo",
    "Europe/Paris",
    "Africa/Casablanca",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "Pacific/Auckland",
]
"""None of them has left a whole calendar day out since 2012, as Samoa did in 2011."""

moments = st.datetimes(datetime(2012, 1, 1), datetime(2060, 1, 1), timezones=st.just(UTC), allow_imaginary=False)  # noqa: DTZ001
zones = st.sampled_from(ZONES)
intervals = st.sampled_from(BillingInterval)
days_of_month = st.integers(1, 31)


@st.composite
def schedules(draw: st.DrawFn) -> Schedule:
    """Any schedule; the longest period is three years."""
    interval = draw(intervals)
    most = {"daily": 40, "weekly": 10, "monthly": 36, "yearly": 3}[interval]
    zone, anchor, day = draw(zones), draw(moments), draw(st.none() | days_of_month)
    if not interval.has_anchor_day:
        day = None
    if day is not None:
        anchor = first_anchor(anchor, day, zone)
    return Schedule(anchor, interval, draw(st.integers(1, most)), zone, day)


@given(schedules())
def test_periods_tile_time(schedule: Schedule) -> None:
    """Each begins where the one before ends, over twenty years, and none is empty."""
    end, moment = schedule.anchor + TWENTY_YEARS, schedule.anchor
    number = 0
    while moment < end:
        period = schedule.period_at(moment)
        assert (period.start, period.end) == (moment, schedule.boundary(number + 1))
        assert period.end > period.start
        moment, number = period.end, number + 1


@given(schedules(), st.integers(-(10**6), 10**9))
def test_every_moment_lies_in_the_period_of_its_number(schedule: Schedule, seconds: int) -> None:
    """Start included, end not."""
    moment = schedule.anchor + timedelta(seconds=seconds)
    number = schedule.number_at(moment)
    assert schedule.boundary(number) <= moment < schedule.boundary(number + 1)


@given(schedules(), st.integers(-40, 400))
def test_a_boundary_keeps_day_and_time_of_day(schedule: Schedule, number: int) -> None:
    """On the merchant's calendar; only a clock that skips the hour, or a month without the day, moves it."""
    zone = ZoneInfo(schedule.time_zone)
    anchor, at = (moment.astimezone(zone) for moment in (schedule.anchor, schedule.boundary(number)))
    moved = timedelta(hours=at.hour - anchor.hour, minutes=at.minute - anchor.minute) % timedelta(days=1)
    assert moved in {timedelta(0), timedelta(minutes=30), timedelta(hours=1)}
    day = schedule.anchor_day or anchor.day
    if schedule.interval.has_anchor_day:
        assert at.day == day or (at.day < day and (at + timedelta(days=1)).day == 1)


@given(schedules(), st.integers(-20, 200), st.fractions(0, 1))
def test_what_is_left_and_what_is_gone_make_a_whole(schedule: Schedule, number: int, part: float) -> None:
    """Exactly, wherever the period is cut."""
    whole = schedule.period_at(schedule.boundary(number))
    cut_at = whole.start + (whole.end - whole.start) * float(part)
    if cut_at < whole.end:
        late = schedule.period_at(cut_at, begins=cut_at)
        assert late.fraction == whole.remaining(cut_at)
        assert (whole.fraction, whole.remaining(whole.end)) == (Fraction(1), Fraction(0))
        gone = (cut_at - whole.start) / (whole.end - whole.start)
        assert abs(float(late.fraction) + gone - 1) < 1e-9


@given(moments, days_of_month, zones)
def test_the_first_anchor_is_the_next_such_day(start: datetime, day: int, zone: str) -> None:
    """Within a month, never in the past, on that day or the month's last."""
    anchor = first_anchor(start, day, zone)
    local = anchor.astimezone(ZoneInfo(zone))
    assert start <= anchor + timedelta(hours=1)
    assert anchor - start < timedelta(days=32)
    assert local.day == day or (local.day < day and (local + timedelta(days=1)).day == 1)


@given(moments, st.integers(0, 730), zones)
def test_a_trial_ends_after_as_many_midnights(start: datetime, days: int, zone: str) -> None:
    """A trial of 14 days that begins on the 1st ends on the 15th."""
    end = days_later(start, days, zone)
    assert (end.astimezone(ZoneInfo(zone)).date() - start.astimezone(ZoneInfo(zone)).date()).days == days
