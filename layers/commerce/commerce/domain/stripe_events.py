"""An event that Stripe sent: kept so that it is worked on, whatever happens to the process that took it."""

from datetime import datetime, timedelta

from commerce.domain.entity import Shape

WORK_AFTER = timedelta(seconds=40)
"""The process that took it works on it at once; the sweeper does if that was lost."""

KEPT_FOR = timedelta(days=30)


class StripeEvent(Shape):
    """Which event came, and what it is about; the rest is looked up at Stripe."""

    id: str
    type: str
    object_id: str
    """Of the payment intent, refund or dispute at Stripe that the event is about."""
    received_at: datetime
    worked_at: datetime | None = None
    version: int = 1

    @property
    def due_at(self) -> datetime | None:
        """When the sweeper should work on it; None once that was done."""
        return self.received_at + WORK_AFTER if self.worked_at is None else None

    @property
    def expires_at(self) -> datetime:
        """When the row may go."""
        return self.received_at + KEPT_FOR
