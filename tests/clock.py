"""The clock that tests put in the place of the real one."""

from __future__ import annotations

from datetime import datetime, timedelta

from commerce.context import Clock


class MovedClock(Clock):
    """A clock that stands still until it is moved."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        """Tell the moment that it was moved to."""
        return self.at

    def wait(self, seconds: float) -> None:
        """Be moved at once."""
        self.advance(seconds=seconds)

    def advance(self, **step: float) -> None:
        """Move forward, by `timedelta`'s names."""
        self.at += timedelta(**step)
