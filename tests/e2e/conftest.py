"""The whole stack for the end-to-end tests: started once a session, on free ports, in a folder of its own."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest

from local.runtime import Ports, Runtime

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what stands in this folder, so that `-m "not e2e"` leaves it out."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.e2e)


@pytest.fixture(scope="session")
def runtime(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runtime]:
    """The running stack; `runtime.sandbox` has its addresses and keys, `runtime.aws` clients of the emulated AWS.

    Once for all processes that the tests are shared out to: each function of a second stack would start anew.
    """
    if (worker := os.environ.get("PYTEST_XDIST_WORKER")) is not None:
        with (tmp_path_factory.getbasetemp().parent / "stack_of").open("x") as first:
            first.write(worker)
    # State machines do not wait: a schedule of days runs in seconds.
    with Runtime(home=tmp_path_factory.mktemp("runtime"), ports=Ports.free(), wait_scale=0) as running:
        yield running


@pytest.fixture
def api(runtime: Runtime) -> Iterator[httpx.Client]:
    """A client of the API with the sandbox merchant's key."""
    headers = {"Authorization": f"Bearer {runtime.sandbox.api_key}"}
    with httpx.Client(base_url=runtime.sandbox.base_url, headers=headers, timeout=30) as client:
        yield client
