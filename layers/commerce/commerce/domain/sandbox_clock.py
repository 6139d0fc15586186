"""A sandbox's clock: it can be moved forward, so that what takes weeks can be seen today."""

from datetime import datetime, timedelta
from typing import Annotated, Self

from pydantic import Field, computed_field, model_validator

from commerce.domain import errors
from commerce.domain.entity import Command, Shape
from commerce.domain.moments import Moment

FURTHEST = timedelta(days=3660)
"""How far ahead a clock may be: identifiers and sums of times hold for longer, but nobody has to see that."""

MOST_SECONDS = int(FURTHEST.total_seconds())


class AdvanceClock(Command):
    """Where to move the clock: to a moment, or by some time."""

    to: Moment | None = Field(default=None, description="The moment that it shall be; later than it is there now.")
    seconds: Annotated[int, Field(strict=True, ge=1, le=MOST_SECONDS)] | None = None

    @model_validator(mode="after")
    def _is_one_of_both(self) -> Self:
        if (self.to is None) == (self.seconds is None):
            raise ValueError("send exactly one of to and seconds")
        return self

    def offset_seconds(self, real_now: datetime, offset_seconds: int, goal_seconds: int) -> int:
        """How far ahead of the real clock it will be, whole seconds. Raises InvalidRequest if that is not further.

        offset_seconds: how far it is ahead. goal_seconds: how far it is on its way to be; seconds are added to that,
        while a moment is the same however often it is asked for.
        """
        moved = goal_seconds + (self.seconds or 0) if self.to is None else offset_to(self.to, real_now)
        if moved <= offset_seconds:
            raise _invalid("to", "The clock is there already; it is only ever moved forward: send a later moment.")
        if moved > MOST_SECONDS:
            name = "seconds" if self.to is None else "to"
            raise _invalid(name, f"The clock can be {FURTHEST.days} days ahead at most; send an earlier moment.")
        return max(moved, goal_seconds)


def offset_to(moment: datetime, real_now: datetime) -> int:
    """The whole seconds by which a clock has to be ahead for it to be that moment, or later within a second."""
    return -((real_now - moment) // timedelta(seconds=1))


def _invalid(name: str, message: str) -> errors.InvalidRequest:
    return errors.InvalidRequest(message, param=name, fields=[errors.InvalidField(name, "INVALID_VALUE", message)])


class SandboxClock(Shape):
    """How a sandbox's clock stands."""

    merchant_id: str
    now: datetime = Field(description="What the clock showed when it had been moved; it goes on from there.")
    offset_seconds: int = Field(description="How far it is ahead of the real clock.")
    version: int = Field(description="Of the settings, which keep it.")

    @computed_field
    def id(self) -> str:
        """The merchant's id."""
        return self.merchant_id

    @computed_field
    def sandbox_clock_id(self) -> str:
        """The merchant's id."""
        return self.merchant_id
