"""`make dev` as a person meets it: started, killed, started again, stopped, refused."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from local.processes import await_free
from local.runtime import ROOT, Ports

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Start = Callable[[], subprocess.Popen[str]]

READY_SECONDS = 60
ORDER = {"lineItems": [{"name": "Desk lamp", "quantity": 1, "unitPriceMoney": {"amount": 9900}}]}


@pytest.fixture
def ports() -> Ports:
    """Ports that stay the same from one start to the next."""
    return Ports.free()


@pytest.fixture
def start(tmp_path: Path, ports: Ports) -> Iterator[Start]:
    """Start the sandbox with its state in this test's folder; what still runs at the end is stopped."""
    started: list[subprocess.Popen[str]] = []

    def start() -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "local.dev", "--home", str(tmp_path)]
        options = ["--port", str(ports.api), "--aws-port", str(ports.aws), "--stripe-port", str(ports.stripe)]
        pipe = subprocess.PIPE
        process = subprocess.Popen([*command, *options], cwd=ROOT, stdout=pipe, stderr=pipe, text=True)
        started.append(process)
        return process

    yield start
    for process in started:
        process.terminate()
        process.communicate(timeout=30)


def ready(process: subprocess.Popen[str]) -> None:
    """Read what it prints until it is ready."""
    assert process.stdout is not None
    said = []
    for line in process.stdout:
        said.append(line)
        if "Ctrl-C stops everything" in line:
            return
    _, complaint = process.communicate()
    pytest.fail("".join(said) + complaint)


def keys(home: Path) -> dict[str, Any]:
    """Read what it wrote for its users."""
    return dict(json.loads((home / "sandbox.json").read_text()))


def client(sandbox: dict[str, Any]) -> httpx.Client:
    """Make a client as the sandbox merchant."""
    return httpx.Client(base_url=sandbox["baseUrl"], headers={"X-API-Key": sandbox["apiKey"]}, timeout=30)


def await_checkpoint(home: Path, since: float) -> None:
    """Wait until the emulator has saved the table after a moment."""
    table = home / "state" / "aws" / "dynamodb.json"
    deadline = time.monotonic() + READY_SECONDS
    while not (table.exists() and table.stat().st_mtime > since):
        assert time.monotonic() < deadline, "nothing was saved"
        time.sleep(0.1)


def test_kept_data_outlives_every_end_and_ctrl_c_leaves_nothing_behind(
    start: Start, tmp_path: Path, ports: Ports
) -> None:
    """Killed, then stopped: each start has the same keys and orders, and tells its events; Ctrl-C ends it with 0."""
    orders: list[str] = []
    sandbox: dict[str, Any] = {}
    for ends in (signal.SIGKILL, signal.SIGINT, signal.SIGINT):
        process = start()
        ready(process)
        sandbox = sandbox or keys(tmp_path)
        assert keys(tmp_path) == sandbox
        with client(sandbox) as api:
            for order_id in orders:
                assert api.get(f"/v1/orders/{order_id}").raise_for_status().json()["data"]["orderId"] == order_id
            orders.append(api.post("/v1/orders", json=ORDER).raise_for_status().json()["data"]["orderId"])
            await_event(api, orders[-1])
        await_checkpoint(tmp_path, time.time())
        process.send_signal(ends)
        process.wait(30)
        assert all(await_free(port) for port in (ports.api, ports.aws, ports.stripe))
        if ends is signal.SIGINT:
            assert process.returncode == 0
            assert not (tmp_path / "tmp").exists()


def await_event(api: httpx.Client, order_id: str) -> None:
    """Wait until an event of an order can be read."""
    deadline = time.monotonic() + READY_SECONDS
    while not api.get("/v1/events", params={"orderId": order_id}).raise_for_status().json()["data"]:
        assert time.monotonic() < deadline, "no event was told"
        time.sleep(0.5)


def test_taken_port_is_named_with_the_way_out(start: Start, ports: Ports) -> None:
    """A port that something else listens on is refused by name, with what to type instead."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", ports.api))
        taken.listen()
        process = start()
        _, said = process.communicate(timeout=30)
    assert process.returncode == 1
    assert f"Port {ports.api} is taken. Choose another: make dev PORT={ports.api + 1}" in said
