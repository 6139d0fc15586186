"""What Flint remembers of a request that carried an idempotency key."""

from datetime import datetime, timedelta

from commerce.domain.entity import Shape

KEPT_FOR = timedelta(hours=48)
"""At least 24 hours are promised; the margin covers clocks and slow retries."""


class IdempotencyRecord(Shape):
    """A key's first request: its input's fingerprint from the first moment, its answer once there is one.

    The answer is kept as the resource stood then, from which the same bytes are rendered again:
    an answer of 500 lines has 300 KB, its resource 5.
    """

    key: str
    fingerprint: str
    attempt_id: str | None = None
    """The payment intent or refund that is at work; a retry takes it up where the first try was lost."""
    status: int | None = None
    """HTTP status of the answer; None while the first try is at work."""
    kind: str | None = None
    """Which shape `answer` has: a resource's class name, or `Refusal`."""
    answer: str | None = None
    expires_at: datetime

    @property
    def answered(self) -> bool:
        """True once the outcome is definite."""
        return self.status is not None


class Refusal(Shape):
    """A definite refusal, such as a card decline, kept as the answer of its key."""

    error: str
    code: str
    message: str
