"""Dunning: when a failed renewal is tried again, and what becomes of the subscription when that has not helped."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from commerce.domain.lifecycle import SubscriptionStatus

DEFAULT_RETRY_DAYS = (1, 3, 5, 7)
"""Days after the first failure."""

HARD_DECLINES = frozenset(
    {"EXPIRED_CARD", "INCORRECT_CVC", "AUTHENTICATION_REQUIRED", "PAYMENT_SOURCE_INVALID", "PAYMENT_METHOD_MISSING"}
)
"""What the same card answers again however often it is asked: only another card, or its holder, helps."""


class DunningEnd(StrEnum):
    """What becomes of a subscription whose renewal was never paid."""

    CANCEL = "cancel"
    PAUSE = "pause"


class DunningTerms(NamedTuple):
    """A merchant's terms. retry_days: after the first failure, rising. then: what follows the last of them."""

    retry_days: Sequence[int] = DEFAULT_RETRY_DAYS
    then: DunningEnd = DunningEnd.CANCEL


def next_retry_at(first_failed_at: datetime, failed_at: datetime, terms: DunningTerms) -> datetime | None:
    """When to try again after a try that failed; None: never, all tries were made.

    failed_at: when the last try failed, the first one included. What was missed while nobody looked is not made up for.
    """
    assert failed_at >= first_failed_at, "no try came before the first"
    moments = (first_failed_at + timedelta(days=days) for days in terms.retry_days)
    return next((moment for moment in moments if moment > failed_at), None)


def gives_up_at(first_failed_at: datetime, terms: DunningTerms) -> datetime:
    """When the last try is made: until then another card is waited for."""
    return first_failed_at + timedelta(days=max(terms.retry_days, default=0))


def status_after_failure(status: SubscriptionStatus, terms: DunningTerms, *, waits: bool) -> SubscriptionStatus:
    """What a subscription is after a failed try. One that has not begun, stands still or has ended stays so.

    waits: whether it is tried again, or another card waited for.
    """
    if status not in {SubscriptionStatus.TRIALING, SubscriptionStatus.ACTIVE, SubscriptionStatus.PAST_DUE}:
        return status
    if waits:
        return SubscriptionStatus.PAST_DUE
    return SubscriptionStatus.PAUSED if terms.then is DunningEnd.PAUSE else SubscriptionStatus.CANCELED


def is_hard(code: str | None) -> bool:
    """True if trying the same card again can't help. code: why the last try failed; None: not known."""
    return code in HARD_DECLINES
