"""The fault dial: what goes wrong with the next calls that match."""

from __future__ import annotations

import threading
from dataclasses import asdict, dataclass
from fnmatch import fnmatchcase
from typing import Any, Final

from .errors import InvalidRequestError, Json

EFFECTS: Final = (
    "timeout_before",
    "timeout_after",
    "reset_before",
    "reset_after",
    "error_500_before",
    "error_500_after",
    "rate_limit_429",
    "delay",
)
_DEFAULT_SECONDS = {"timeout_before": 30.0, "timeout_after": 30.0, "delay": 1.0}
_MAX_SECONDS = 600.0


@dataclass
class Fault:
    """An effect on the next calls of a method and path.

    method: "*" for any. path: with shell wildcards. delay_seconds: how long a timeout holds the
    connection or a delay waits. times: for how many calls more. before: the call does nothing;
    after: it takes effect and its answer is lost.
    """

    id: int
    method: str
    path: str
    effect: str
    delay_seconds: float
    times: int

    def matches(self, method: str, path: str) -> bool:
        """Whether this call is one that goes wrong."""
        return self.method in {"*", method} and fnmatchcase(path, self.path)

    @property
    def shown(self) -> Json:
        """As the control endpoints show it."""
        fields = asdict(self)
        match = {"method": fields.pop("method"), "path": fields.pop("path")}
        return {**fields, "match": match, "delaySeconds": fields.pop("delay_seconds")}


class FaultDial:
    """The queue of faults. The first that matches is used up first."""

    def __init__(self) -> None:
        self._queue: list[Fault] = []
        self._last_id = 0
        self._guard = threading.Lock()

    def add(self, wanted: Json) -> Fault:
        """Queue a fault as the control endpoint describes it."""
        match = _hash(wanted.get("match", {}), "match")
        effect = wanted.get("effect")
        if effect not in EFFECTS:
            raise InvalidRequestError(f"effect is one of {', '.join(EFFECTS)}.", param="effect")
        delay = wanted.get("delaySeconds", _DEFAULT_SECONDS.get(effect, 0.0))
        times = wanted.get("times", 1)
        if not isinstance(delay, int | float) or not 0 <= delay <= _MAX_SECONDS:
            raise InvalidRequestError(f"delaySeconds is a number from 0 to {_MAX_SECONDS:.0f}.", param="delaySeconds")
        if not isinstance(times, int) or times < 1:
            raise InvalidRequestError("times is a whole number from 1.", param="times")
        with self._guard:
            self._last_id += 1
            method = str(match.get("method", "*")).upper()
            path = str(match.get("path", "/v1/*"))
            fault = Fault(self._last_id, method, path, effect, float(delay), times)
            self._queue.append(fault)
        return fault

    def take(self, method: str, path: str) -> Fault | None:
        """Use up and return the fault of this call; None if it goes well."""
        if not self._queue:
            return None
        with self._guard:
            for fault in self._queue:
                if fault.matches(method, path):
                    fault.times -= 1
                    if fault.times == 0:
                        self._queue.remove(fault)
                    return fault
        return None

    def waiting(self) -> list[Json]:
        """List what is still queued."""
        with self._guard:
            return [fault.shown for fault in self._queue]

    def clear(self) -> None:
        """Let everything go well again."""
        with self._guard:
            self._queue.clear()


def _hash(value: Any, name: str) -> Json:
    if not isinstance(value, dict):
        raise InvalidRequestError(f"{name} is an object.", param=name)
    return value
