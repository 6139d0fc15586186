"""When a failed renewal is tried again."""

from datetime import UTC, datetime, timedelta

import pytest

from commerce.domain.dunning import DunningEnd, DunningTerms, gives_up_at, is_hard, next_retry_at, status_after_failure
from commerce.domain.lifecycle import SubscriptionStatus

FAILED_AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


def test_retries_come_after_one_three_five_and_seven_days() -> None:
    """Days since the first failure; after the fourth retry there is none."""
    moments = [next_retry_at(FAILED_AT, FAILED_AT + timedelta(days=day), DunningTerms()) for day in (0, 1, 3, 5, 7)]
    assert [None if moment is None else moment.day for moment in moments] == [3, 5, 7, 9, None]
    assert all(moment is None or (moment.hour, moment.minute) == (9, 30) for moment in moments)


def test_a_missed_retry_is_not_made_up_for() -> None:
    """Tried on the fourth day, the next is on the fifth; a card that was tried in between takes no try away."""
    moments = [next_retry_at(FAILED_AT, FAILED_AT + timedelta(hours=hours), DunningTerms()) for hours in (96, 2)]
    assert moments == [FAILED_AT + timedelta(days=5), FAILED_AT + timedelta(days=1)]


def test_a_merchant_may_try_at_other_times_or_not_at_all() -> None:
    """An empty list gives up at once."""
    assert next_retry_at(FAILED_AT, FAILED_AT, DunningTerms(retry_days=(10,))) == FAILED_AT.replace(day=12)
    assert next_retry_at(FAILED_AT, FAILED_AT, DunningTerms(retry_days=())) is None


def test_another_card_is_waited_for_until_the_last_retry() -> None:
    """Seven days; without retries not at all."""
    assert gives_up_at(FAILED_AT, DunningTerms()) == FAILED_AT.replace(day=9)
    assert gives_up_at(FAILED_AT, DunningTerms(retry_days=())) == FAILED_AT


def test_no_try_comes_before_the_first() -> None:
    """That would be a mistake of ours."""
    with pytest.raises(AssertionError):
        next_retry_at(FAILED_AT, FAILED_AT - timedelta(seconds=1), DunningTerms())


@pytest.mark.parametrize(
    ("code", "hard"),
    [
        ("EXPIRED_CARD", True),
        ("AUTHENTICATION_REQUIRED", True),
        ("INCORRECT_CVC", True),
        ("PAYMENT_SOURCE_INVALID", True),
        ("PAYMENT_METHOD_MISSING", True),
        ("CARD_DECLINED", False),
        ("INSUFFICIENT_FUNDS", False),
        ("PROCESSING_ERROR", False),
        (None, False),
    ],
)
def test_what_the_same_card_would_answer_again(code: str | None, *, hard: bool) -> None:
    """Money may be there tomorrow; an expired card stays expired."""
    assert is_hard(code) is hard


@pytest.mark.parametrize(
    ("status", "then", "while_tried", "at_last"),
    [
        ("active", "cancel", "past_due", "canceled"),
        ("trialing", "cancel", "past_due", "canceled"),
        ("past_due", "pause", "past_due", "paused"),
        ("incomplete", "cancel", "incomplete", "incomplete"),
        ("paused", "cancel", "paused", "paused"),
        ("canceled", "pause", "canceled", "canceled"),
    ],
)
def test_what_failures_make_of_a_subscription(status: str, then: str, while_tried: str, at_last: str) -> None:
    """Past due while tries are left, then as the merchant wants it."""
    terms = DunningTerms(then=DunningEnd(then))
    after = [status_after_failure(SubscriptionStatus(status), terms, waits=waits) for waits in (True, False)]
    assert after == [while_tried, at_last]
