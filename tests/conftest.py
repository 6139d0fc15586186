"""How tests are shared out over the cores: whole files, and all that needs the running stack to one of them."""

from __future__ import annotations

from pathlib import Path

import pytest

HERE = Path(__file__).parent
STACK = "runtime"
"""The fixture that starts the stack, once for each process whose tests ask for it."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Name each test's group: what a file or the stack sets up, is set up once."""
    for item in items:
        shares_stack = isinstance(item, pytest.Function) and STACK in item.fixturenames
        item.add_marker(pytest.mark.xdist_group(STACK if shares_stack else str(item.path.relative_to(HERE))))
