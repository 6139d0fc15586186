"""The stand-in's own clock: real time, moved forward by as much as it was told."""

from __future__ import annotations

import time

from .store import Store


class Clock:
    """Seconds since 1970 as the stand-in sees them. The shift survives a restart."""

    def __init__(self, store: Store) -> None:
        self._store = store
        with store.lock:
            self._shift_seconds: float = store.setting("clock_shift_seconds") or 0.0

    def now(self) -> float:
        """Tell the time, in seconds."""
        return time.time() + self._shift_seconds

    def advance(self, seconds: float) -> None:
        """Move forward; the store's lock is held."""
        self._shift_seconds += seconds
        self._store.set("clock_shift_seconds", self._shift_seconds)

    def reset(self) -> None:
        """Show real time again."""
        self._shift_seconds = 0.0
