"""No event is lost, whichever worker of webhooks is killed, and wherever in its work."""

from itertools import combinations

from tests.faults.killed_letters import run_letter
from tests.faults.killed_workers import FAILURES, Fate, run

LEAST_CALLS = 20
"""What it takes when nothing fails: publish, fan out, two first tries, and the shaky endpoint's further ones."""


def test_everything_is_delivered_when_nobody_is_killed() -> None:
    """The laws and the infrastructure agree."""
    calls, broken = run({})
    assert broken == []
    assert calls > LEAST_CALLS + FAILURES


def test_no_event_is_lost_when_a_worker_is_killed() -> None:
    """Before and after every call that any of them makes."""
    calls, _ = run({})
    plans = [{number: fate} for number in range(1, calls + 1) for fate in Fate]
    assert {str(plan): broken for plan in plans if (broken := run(plan)[1])} == {}


def test_no_event_is_lost_when_two_workers_are_killed() -> None:
    """Any two calls of the first course, whichever the second one is by then."""
    calls, _ = run({})
    pairs = combinations(range(1, calls + 1), 2)
    plans = [{first: Fate.AFTER, second: Fate.BEFORE} for first, second in pairs]
    assert {str(plan): broken for plan in plans if (broken := run(plan)[1])} == {}


def test_laws_notice_what_is_lost() -> None:
    """Without the sweep, an execution that is lost as it wakes up takes the rest of its delivery with it."""
    calls, broken = run({}, sweeps=False)
    assert broken == []
    kills = [{number: Fate.BEFORE} for number in range(1, calls + 1)]
    lost = [broken for plan in kills if (broken := run(plan, sweeps=False)[1])]
    assert len(lost) >= FAILURES
    assert all("pending" in law or "it came" in law for laws in lost for law in laws)


def test_no_dead_letter_is_lost_when_somebody_is_killed() -> None:
    """Between its queue and its row, or between its row and its queue: kept once, sent back at least once."""
    calls, broken = run_letter({})
    assert (calls, broken) == (9, [])
    singles = [{number: fate} for number in range(1, calls + 2) for fate in Fate]
    pairs = [
        {first: Fate.AFTER, second: fate} for first, second in combinations(range(1, calls + 2), 2) for fate in Fate
    ]
    assert {str(plan): broken for plan in [*singles, *pairs] if (broken := run_letter(plan)[1])} == {}
