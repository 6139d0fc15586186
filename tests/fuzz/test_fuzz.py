"""A short cut of each fuzz programme; `make fuzz` runs them at length."""

from __future__ import annotations

from tests.fuzz import contract, signatures


def test_broken_signatures_are_refused_and_nothing_else() -> None:
    """5,000 headers: 200 for those that Stripe signed a moment ago, 400 for all others, nothing else for any."""
    statuses, wrong = signatures.fuzz(5_000, seed=1)
    assert (set(statuses), wrong) == ({200, 400}, [])


def test_operations_keep_their_description_whatever_they_are_asked() -> None:
    """Twenty seconds of made-up requests: no 5xx, nothing undescribed, nothing of another merchant."""
    done = contract.fuzz(seconds=20, seed=1)
    assert done.returncode == 0, done.stdout
