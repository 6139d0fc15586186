"""A renewal and what is done to its subscription at the same moment agree, whoever is faster."""

import pytest

from tests.faults.renewal_races import CHANGES, calls, run_into, run_over
from tests.faults.renewals import SOURCES


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("name", CHANGES)
def test_change_and_renewal_agree(name: str, source: str) -> None:
    """The change comes in before any call of the renewal, and the renewal before any call of the change."""
    renewal, change = calls(name, source)
    into = {number: run_into(name, number, source) for number in range(1, renewal + 1)}
    over = {number: run_over(name, number, source) for number in range(1, change + 1)}
    assert ({n: laws for n, laws in into.items() if laws}, {n: laws for n, laws in over.items() if laws}) == ({}, {})
