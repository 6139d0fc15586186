from collections.abc import Mapping

import pytest

from tests.faults.agents import agent_scenarios
from tests.faults.crash_pairs import COURSES, Fault, Scenario, scenarios

SCENARIOS = {scenario.name: scenario for scenario in [*scenarios(), *agent_scenarios()]}
OWN_CALLS = 5
"""An operation makes at most this many calls when nothing goes wrong."""


@pytest.mark.parametrize("scenario", SCENARIOS.values(), ids=SCENARIOS)
@pytest.mark.parametrize("course", COURSES)
def test_no_law_is_broken_when_nothing_fails(scenario: Scenario, course: str) -> None:
    """The worlds and the laws agree with each other."""
    assert scenario.run({}, COURSES[course])[1] == []


@pytest.mark.parametrize("scenario", SCENARIOS.values(), ids=SCENARIOS)
@pytest.mark.parametrize("course", ["at once", "late, clients gone"])
def test_no_law_is_broken_when_one_call_fails(scenario: Scenario, course: str) -> None:
    """A cut of the crash pairs; `make faults` runs them all."""
    singles = ({number: fault} for number in range(1, OWN_CALLS + 1) for fault in Fault)
    broken = {str(plan): found for plan in singles if (found := scenario.run(plan, COURSES[course])[1])}
    assert broken == {}


RESOLVED: Mapping[str, tuple[str, str, dict[int, Fault]]] = {
    "a slow payment is answered once": ("pay, slow", "at once", {}),
    "a charge repeated before the 20th hour is under way": (
        "pay",
        "late, clients gone",
        {2: Fault.UNHEARD, 11: Fault.LATE},
    ),
    "a charge repeated before the 20th hour went unheard": (
        "pay",
        "late, clients gone",
        {2: Fault.UNHEARD, 11: Fault.UNHEARD},
    ),
    "a refund repeated before the 20th hour is under way": (
        "refund",
        "late, clients gone",
        {2: Fault.UNHEARD, 10: Fault.LATE},
    ),
}
"""What once broke a law."""


@pytest.mark.parametrize(("scenario", "course", "plan"), RESOLVED.values(), ids=RESOLVED)
def test_what_once_broke_a_law_breaks_none(scenario: str, course: str, plan: dict[int, Fault]) -> None:
    """Each of these lost or doubled money, or an answer, before it was repaired."""
    assert SCENARIOS[scenario].run(plan, COURSES[course])[1] == []
