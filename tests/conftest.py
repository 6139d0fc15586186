"""How tests are shared out over the cores: whole files, and all that needs the running stack to one of them.

And on which stack they run: Python asks the system for 16 kB more whenever calls nest beyond what it has, and gives it
back on return. Where a test's busy calls happen to stand at such an edge, it did so 30,000 times a second.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from xdist.remote import Producer
    from xdist.scheduler import LoadScopeScheduling

END_TO_END = "tests/e2e/"
STACKS_OF_THEIR_OWN = frozenset(
    {f"{END_TO_END}{name}.py" for name in ("test_dev", "test_moved_clock", "test_wire_faults")}
)
"""They start what they need themselves, so that they run beside the others."""


def share_of(path: str) -> str:
    """Which tests go to the same process as those of this file, from the repository's root."""
    shares_stack = path.startswith(END_TO_END) and path not in STACKS_OF_THEIR_OWN
    return END_TO_END if shares_stack else path


def with_room(call: Callable[[], object]) -> object:
    """Call with the stack of all that is called from here in one piece, which is kept until then."""
    return call()


ROOM = 40_000
"""Pointers: a frame of this size takes a piece of 512 kB, of which it leaves 200."""

with_room.__code__ = with_room.__code__.replace(co_stacksize=ROOM)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> object:
    """Run a test as pytest does, with room."""
    runner: Any = item.config.pluginmanager.get_plugin("runner")
    return with_room(partial(runner.pytest_runtest_protocol, item=item, nextitem=nextitem))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """One process more than there are cores: who waits for the stack, or for its clock, leaves a core to the others."""
    return (os.cpu_count() or 1) + 1


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadScopeScheduling:
    """Let xdist share out by these rules: groups by its own marks are not kept by the pytest of today."""
    from xdist.scheduler import LoadScopeScheduling  # noqa: PLC0415 (only who shares out has it)

    class BySetUp(LoadScopeScheduling):  # type: ignore[misc]
        """What a file or the stack sets up, is set up once."""

        def _split_scope(self, nodeid: str) -> str:
            return share_of(nodeid.partition("::")[0])

    return BySetUp(config, log)
