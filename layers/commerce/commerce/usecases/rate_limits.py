"""Rate limits of keys: counted where keys are looked up, in the read that is made there anyway."""

from commerce.context import Runtime
from commerce.domain import errors
from commerce.domain.rate_limits import Allowance, Tally, admit, batch_size, kept_until, window_at
from commerce.store.keys import request_count_name
from commerce.store.store import Found, Store

MOST_TALLIES = 10_000
"""Tallies of keys that are not asking any more are dropped beyond this many."""


def count_name(runtime: Runtime, key_id: str) -> list[str]:
    """The row to be read with the key, if its requests are limited."""
    return [request_count_name(key_id, window_at(runtime.clock.now()))] if runtime.key_rate_limit() else []


def allow(runtime: Runtime, store: Store, key_id: str, found: Found) -> Allowance | None:
    """Count a request of a key, or refuse it; None: requests are not limited.

    One write for every hundredth part of the limit, none for a refused request. A write that fails is made up for
    by the next one: a limit that can't be counted lets through.
    """
    limit = runtime.key_rate_limit()
    names = count_name(runtime, key_id)
    if not names:
        return None
    now = runtime.clock.now()
    tally = _tally(runtime, key_id, window_at(now))
    allowance = admit(tally, limit=limit, written=found.uses(names[0]), now=now)
    if tally.unwritten >= batch_size(limit):
        try:
            store.count(names[0], tally.unwritten, kept_until(tally.window))
            tally.unwritten = 0
        except errors.StorageUnavailable:
            pass  # still unwritten: the next request tries again
    return allowance


def _tally(runtime: Runtime, key_id: str, window: int) -> Tally:
    tallies = runtime.tallies
    tally = tallies.get(key_id)
    if tally is None or tally.window != window:
        if len(tallies) >= MOST_TALLIES:
            tallies.clear()
        tally = tallies[key_id] = Tally(window)
    return tally
