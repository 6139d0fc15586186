"""Calls of Stripe whose outcome is known, or is told to be unknown."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

import stripe

from commerce.domain import errors

TRIES = 2
"""Two tries of at most 12 seconds each stay within API Gateway's 29."""

PAGE_LIMIT = 100

T = TypeVar("T")


def between(start: datetime, end: datetime) -> dict[str, Any]:
    """What lists by the time of creation, page by page."""
    return {"created": {"gte": int(start.timestamp()), "lte": int(end.timestamp())}, "limit": PAGE_LIMIT}


def definite(call: Callable[[], T]) -> T:
    """Make a call until its outcome is known, at most TRIES times; the idempotency key makes repeating safe.

    Raises ProcessorUnavailable if it never is. Card and request errors are definite and pass through.
    """
    for remaining in reversed(range(TRIES)):
        try:
            return call()
        except (stripe.CardError, stripe.InvalidRequestError):
            raise
        except stripe.StripeError as error:
            if remaining and isinstance(error, stripe.APIConnectionError):
                continue
            raise errors.ProcessorUnavailable(
                "The card processor gave no definite answer; retry with the same idempotency key, "
                "or read the order: the payment is being looked up."
            ) from error
    raise AssertionError("unreachable: the last try returns or raises")
