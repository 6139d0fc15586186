import pytest

from tests.faults.flows import FLOWS
from tests.faults.interleavings import Flow, Stage, run

SCHEDULES = 150


@pytest.mark.parametrize("flow", FLOWS.values(), ids=FLOWS)
def test_no_schedule_breaks_a_law(flow: Flow) -> None:
    """A cut of the interleavings; `make faults` runs 100,000 of each flow."""
    broken = {
        f"make faults ARGS='schedule \"{flow.name}\" {seed}'": found
        for seed in range(SCHEDULES)
        if (found := run(flow, seed))
    }
    assert broken == {}


def test_seed_gives_the_same_schedule_again() -> None:
    """A failing seed is of use only if it fails again."""
    first, again = (Stage(FLOWS["pay"], 7) for _ in range(2))
    first.run()
    again.run()
    assert first.trace == again.trace
    assert first.world.table.rows == again.world.table.rows
