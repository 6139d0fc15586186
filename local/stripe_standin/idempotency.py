"""Idempotency keys: the first reply to a key is the reply to it for 24 hours.

Only what reached an endpoint is remembered: a request refused for its parameters, or because
its key was in use, may come again. Source: https://docs.stripe.com/api/idempotent_requests.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from .errors import InvalidRequestError, KeyInUseError, KeyReusedError
from .form import Form, canonical
from .store import Store

MEMORY_SECONDS = 24 * 3600
_MAX_LENGTH = 255


@dataclass(frozen=True)
class Remembered:
    """A reply as it was first given."""

    status: int
    body: bytes
    request_id: str


class Keys:
    """The keys of one stand-in: those answered, in the store, and those in use, in memory."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._in_use: set[str] = set()
        self._guard = threading.Lock()

    def recall(self, key: str, path: str, form: Form, now: float) -> Remembered | None:
        """Return the reply to repeat; None if the key is new or was forgotten.

        Raises KeyReusedError if the key came first with another path or other parameters.
        """
        if len(key) > _MAX_LENGTH:
            raise InvalidRequestError(f"An idempotency key has at most {_MAX_LENGTH} characters.")
        row = self._store.db.execute(
            "SELECT path, input, status, body, request_id FROM idempotency_keys WHERE key = ? AND created > ?",
            (key, now - MEMORY_SECONDS),
        ).fetchone()
        if row is None:
            return None
        if row[0] != path:
            raise KeyReusedError(
                f"The idempotency key '{key}' was first used for {row[0]}, not for {path}. "
                "Use another key for another request."
            )
        if row[1] != _fingerprint(form):
            raise KeyReusedError(
                f"The idempotency key '{key}' was first used with other parameters. "
                "Use another key for another request."
            )
        return Remembered(row[2], row[3], row[4])

    def remember(self, key: str, path: str, form: Form, reply: Remembered, now: float) -> None:
        """Keep the reply, in the transaction of the work that it reports."""
        self._store.db.execute(
            "INSERT OR REPLACE INTO idempotency_keys VALUES (?, ?, ?, ?, ?, ?, ?)",
            (key, path, _fingerprint(form), reply.status, reply.body, reply.request_id, now),
        )

    @contextmanager
    def using(self, key: str | None) -> Iterator[None]:
        """Hold the key for the length of a request. Raises KeyInUseError if another holds it."""
        if key is None:
            yield
            return
        with self._guard:
            if key in self._in_use:
                raise KeyInUseError(key)
            self._in_use.add(key)
        try:
            yield
        finally:
            with self._guard:
                self._in_use.discard(key)


def _fingerprint(form: Form) -> str:
    return hashlib.sha256(canonical(form).encode()).hexdigest()
