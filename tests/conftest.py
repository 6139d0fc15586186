"""How tests are shared out over the cores: whole files, and all that needs the running stack to one of them."""

from __future__ import annotations

from pathlib import Path

import pytest

STACK = Path(__file__).parent / "e2e"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Name each test's group: what a file or the stack sets up, is set up once."""
    for item in items:
        group = STACK if STACK in item.path.parents else item.path
        item.add_marker(pytest.mark.xdist_group(str(group.relative_to(STACK.parent))))
