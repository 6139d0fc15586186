"""What clients send and what they are told."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from commerce.context import Context
from commerce.domain import errors
from commerce.domain.entity import Shape

KEY_AGE = timedelta(hours=47)
"""Keys are kept for 48 hours: after that a client can't expect its first answer."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a client was told. `known`: the key had a record when this was decided. `kept`: the key had not expired."""

    key: str
    status: int
    code: str
    shape: Shape | None = None
    known: bool = False
    kept: bool = True

    @property
    def definite(self) -> bool:
        """True for an answer that the contract promises to repeat."""
        return self.shape is not None or self.code in errors.PAYMENT_REFUSALS

    @property
    def unknown(self) -> bool:
        """True where the client was told to repeat the request."""
        return self.status == errors.Unavailable.status or self.code == errors.IdempotencyKeyInProgress.code

    def same_as(self, other: "Answer") -> bool:
        """Whether both would be rendered to the same bytes."""
        if (self.status, self.code) != (other.status, other.code):
            return False
        if self.shape is other.shape:
            return True
        assert self.shape is not None
        assert other.shape is not None
        return self.shape.to_storage() == other.shape.to_storage()


@dataclass
class Request:
    """A request that a client repeats under its key until it knows the outcome."""

    key: str
    operation: Callable[[Context], Shape]
    status: int
    first_sent_at: datetime | None = None
    answers: list[Answer] = field(default_factory=list)

    def keeps(self, now: datetime) -> bool:
        """Whether the key can't have expired yet."""
        return self.first_sent_at is None or now < self.first_sent_at + KEY_AGE

    @property
    def settled(self) -> bool:
        """True once the client has nothing more to ask."""
        return bool(self.answers) and not self.answers[-1].unknown
