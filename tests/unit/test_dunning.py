"""When a failed renewal is tried again."""

from datetime import UTC, datetime

import pytest

from commerce.domain.dunning import DunningEnd, DunningTerms, is_hard, next_retry_at, status_after_failure
from commerce.domain.lifecycle import SubscriptionStatus

FAILED_AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


def test_retries_come_after_one_three_five_and_seven_days() -> None:
    """Days since the first failure; after the fourth retry there is none."""
    moments = [next_retry_at(FAILED_AT, failures, DunningTerms()) for failures in range(1, 6)]
    assert [None if moment is None else moment.day for moment in moments] == [3, 5, 7, 9, None]
    assert all(moment is None or (moment.hour, moment.minute) == (9, 30) for moment in moments)


def test_a_merchant_may_try_at_other_times_or_not_at_all() -> None:
    """An empty list gives up at once."""
    assert next_retry_at(FAILED_AT, 1, DunningTerms(retry_days=(10,))) == FAILED_AT.replace(day=12)
    assert next_retry_at(FAILED_AT, 1, DunningTerms(retry_days=())) is None


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
    ("status", "failures", "then", "after"),
    [
        ("active", 1, "cancel", "past_due"),
        ("trialing", 1, "cancel", "past_due"),
        ("past_due", 4, "cancel", "past_due"),
        ("past_due", 5, "cancel", "canceled"),
        ("past_due", 5, "pause", "paused"),
        ("incomplete", 1, "cancel", "incomplete"),
        ("paused", 5, "cancel", "paused"),
        ("canceled", 1, "pause", "canceled"),
    ],
)
def test_what_failures_make_of_a_subscription(status: str, failures: int, then: str, after: str) -> None:
    """Past due while tries are left, then as the merchant wants it."""
    terms = DunningTerms(then=DunningEnd(then))
    assert status_after_failure(SubscriptionStatus(status), failures, terms) == after
