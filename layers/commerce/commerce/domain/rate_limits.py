"""How often a key may ask: a number of requests in a window of time, counted by many processes together."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

WINDOW_SECONDS = 10
"""Windows are fixed, so twice the limit can pass around the end of one."""

BATCHES_PER_WINDOW = 100
"""A process writes down what it let through after every hundredth part of the limit."""


@dataclass(slots=True)
class Tally:
    """What one process let through for one key in one window and has not written down yet."""

    window: int
    unwritten: int = 0


class Allowance(NamedTuple):
    """How a key stands: `remaining` after this request. Refused: it was over the limit and is not counted."""

    limit: int
    remaining: int
    reset_seconds: int
    refused: bool = False

    def __str__(self) -> str:
        return f"{self.limit} {self.remaining} {self.reset_seconds}"

    @classmethod
    def parse(cls, text: str) -> "Allowance":
        """Undo `str`; whether it was refused is said elsewhere."""
        limit, remaining, reset_seconds = map(int, text.split())
        return cls(limit, remaining, reset_seconds)


def window_at(now: datetime) -> int:
    """The number of the window of this moment."""
    return int(now.timestamp()) // WINDOW_SECONDS


def window_end(window: int) -> datetime:
    """When the next window begins."""
    return datetime.fromtimestamp((window + 1) * WINDOW_SECONDS, UTC)


def kept_until(window: int) -> datetime:
    """When a window's count may go; expiry is the database's own and may come days late."""
    return window_end(window) + timedelta(minutes=5)


def batch_size(limit: int) -> int:
    """After how many requests a process writes down its tally."""
    return max(1, limit // BATCHES_PER_WINDOW)


def admit(tally: Tally, *, limit: int, written: int, now: datetime) -> Allowance:
    """Let a request through, counting it in the tally, or refuse it.

    written: what all processes wrote down for this window. What others hold unwritten is not known: with P processes
    at most (P - 1) * (batch - 1) requests too many pass, and those that are read at the same moment.
    """
    used = written + tally.unwritten
    reset_seconds = max(1, -(-int((window_end(tally.window) - now).total_seconds() * 1000) // 1000))
    if used >= limit:
        return Allowance(limit, 0, reset_seconds, refused=True)
    tally.unwritten += 1
    return Allowance(limit, limit - used - 1, reset_seconds)
