"""The wire between a process and what it calls: here calls are lost, arrive late, or lose their process."""

from collections.abc import Callable, Sequence
from enum import Enum
from typing import Protocol, TypeVar

from botocore.exceptions import ConnectionClosedError

from commerce.domain import errors

T = TypeVar("T")
K = TypeVar("K")


class ProcessDied(BaseException):  # nothing that a process does can catch its own death
    """The process is gone; whatever it had sent may still arrive."""


class Called(Enum):
    """Who is called."""

    DATABASE = "database"
    PROCESSOR = "processor"

    def silence(self) -> Exception:
        """What the caller gets when no reply comes."""
        if self is Called.DATABASE:
            return ConnectionClosedError(endpoint_url="memory")
        return errors.ProcessorUnavailable("The processor gave no answer.")


class Wire(Protocol):
    """Carries every call of every process."""

    def carry(self, called: Called, call: Callable[[], T]) -> T:
        """Make the call and bring its reply, unless something happens on the way."""
        ...

    def any_order(self, keys: Sequence[K]) -> Sequence[K]:
        """The order in which a batch read comes to its rows; DynamoDB promises none."""
        ...

    def pause(self) -> None:
        """A moment during which the processor works on a call and others may run."""
        ...


class GoodWire:
    """Loses nothing."""

    def carry(self, called: Called, call: Callable[[], T]) -> T:
        """Make the call."""
        return call()

    def any_order(self, keys: Sequence[K]) -> Sequence[K]:
        """As they were given."""
        return keys

    def pause(self) -> None:
        """Nobody else is running."""
