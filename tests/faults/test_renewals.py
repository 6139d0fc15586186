"""A renewal makes one order and one charge, whatever fails, dies, comes late or runs twice."""

import pytest

from tests.faults.crash_pairs import Fault
from tests.faults.renewals import LATE_STEPS, SOURCES, STEPS, run, run_twice

CALLS = 7
"""A renewal makes this many calls when nothing goes wrong, beside those that find it."""


@pytest.mark.parametrize("source", SOURCES)
def test_no_law_is_broken_when_nothing_fails(source: str) -> None:
    """The world and the laws agree, at once and late."""
    assert [run({}, source, steps)[1] for steps in (STEPS, LATE_STEPS)] == [[], []]


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("late", [False, True], ids=["at once", "late"])
def test_no_law_is_broken_when_one_call_fails(source: str, *, late: bool) -> None:
    """Lost, unheard, arrived late, or with its process."""
    steps = LATE_STEPS if late else STEPS
    calls, _ = run({}, source, ())
    singles = ({number: fault} for number in range(1, calls + 1) for fault in Fault)
    assert {str(plan): found for plan in singles if (found := run(plan, source, steps)[1])} == {}


@pytest.mark.parametrize("source", SOURCES)
def test_two_runs_bill_a_period_once(source: str) -> None:
    """The other one comes in before any call of this one."""
    calls, _ = run({}, source, ())
    found = {number: run_twice(number, source) for number in range(1, calls + 1)}
    assert {number: laws for number, laws in found.items() if laws} == {}
