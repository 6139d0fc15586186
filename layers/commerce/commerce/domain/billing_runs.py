"""Billing runs: what a run of the schedule did for a merchant."""

from datetime import datetime, timedelta
from enum import StrEnum

from pydantic import Field, computed_field

from commerce.domain.entity import Shape

LASTS = timedelta(hours=2)
"""A run that has not ended by then has died; what it left is done by the next."""


class BillingRunStatus(StrEnum):
    """A run that died is taken over by the next one."""

    RUNNING = "running"
    COMPLETED = "completed"
    ABANDONED = "abandoned"


class BillingCounts(Shape):
    """What was done of one subscription, or of many."""

    orders_made: int = 0
    payments_succeeded: int = 0
    payments_failed: int = 0
    errors: int = Field(default=0, description="Subscriptions that could not be billed; they stay due.")

    def plus(self, other: "BillingCounts") -> "BillingCounts":
        """Both together."""
        names = BillingCounts.model_fields
        return self.evolve(**{name: getattr(self, name) + getattr(other, name) for name in names})


class BillingRun(Shape):
    """A run of the billing schedule, as far as it concerns a merchant."""

    id: str
    status: BillingRunStatus = BillingRunStatus.RUNNING
    subscriptions_due: int = 0
    counts: BillingCounts = BillingCounts.model_construct()
    version: int = 1
    created_at: datetime
    updated_at: datetime

    @computed_field
    def billing_run_id(self) -> str:
        """The same as `id`."""
        return self.id

    def at(self, now: datetime) -> "BillingRun":
        """This run as it stands: one that never ended has died."""
        died = self.status is BillingRunStatus.RUNNING and now >= self.updated_at + LASTS
        return self.evolve(status=BillingRunStatus.ABANDONED) if died else self
