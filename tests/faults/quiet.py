"""What follows any fault: time passes, clients repeat what they don't know, the sweeper runs, until all is quiet."""

from collections.abc import Sequence
from datetime import timedelta

from tests.faults.world import World

MAX_ROUNDS = 40
LATER = timedelta(days=4)
"""Longer than any wait between two looks at a refund."""


def become_quiet(world: World, steps: Sequence[timedelta], *, clients_repeat: bool = True) -> None:
    """Let time pass in these steps, then in long ones; in each, the sweeper runs and clients, if they may, repeat."""
    for number in range(MAX_ROUNDS):
        world.advance(steps[number] if number < len(steps) else LATER)
        world.sweep()
        if clients_repeat:
            repeat_unsettled(world)
        if number >= len(steps) - 1 and is_quiet(world):
            break
    repeat_all(world)


def is_quiet(world: World) -> bool:
    """Nothing falls due any more, nothing is on its way, and no bank has an unheard word."""
    world.tell_of_returned_refunds()
    return not (world.due() or world.late or world.processor.has_news())


def repeat_unsettled(world: World) -> None:
    """Clients that were told nothing definite repeat their requests."""
    for request in list(world.requests.values()):
        if not request.settled and request.keeps(world.clock.at):
            world.send(request)


def repeat_all(world: World) -> None:
    """Every client that was answered asks once more: a key gives its first answer as long as it is kept."""
    for request in list(world.requests.values()):
        answered = any(answer.definite for answer in request.answers)
        if answered and request.keeps(world.clock.at):
            world.send(request)
