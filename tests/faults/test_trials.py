"""A card that is given for a trial begins one trial or none, whatever fails, dies, comes late or is sent twice."""

import pytest

from tests.faults.crash_pairs import Fault
from tests.faults.trials import COURSES, SOURCES, run, run_twice


@pytest.mark.parametrize("source", SOURCES)
def test_no_law_is_broken_when_one_call_fails(source: str) -> None:
    """Lost, unheard, arrived late, or with its process; soon or late, with the buyer there or gone."""
    calls, found = run({}, source, ())
    assert (calls > 6, found) == (True, [])
    singles = [{number: fault} for number in range(1, calls + 1) for fault in Fault]
    runs = [(plan, steps, gone) for plan in [{}, *singles] for steps, gone in COURSES.values()]
    broken = {str(each): laws for each in runs if (laws := run(each[0], source, each[1], buyer_gone=each[2])[1])}
    assert broken == {}


@pytest.mark.parametrize("source", SOURCES)
def test_two_tabs_begin_one_trial(source: str) -> None:
    """The other one gives its card before any call of this one."""
    calls, _ = run({}, source, ())
    assert {number: laws for number in range(1, calls + 1) if (laws := run_twice(number, source))} == {}
