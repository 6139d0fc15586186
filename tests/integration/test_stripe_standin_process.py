"""The Stripe stand-in as a process: start, memory, stop."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import stripe

from local.stripe_standin import StripeStandIn

ROOT = Path(__file__).parents[2]


@contextmanager
def started(*arguments: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Run it with these arguments; the process and its base URL, once it listens."""
    command = [sys.executable, "-m", "local.stripe_standin", *arguments]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            found = re.search(r"http://127\.0\.0\.1:\d+", process.stdout.readline())
            assert found is not None
            yield process, found.group()
        finally:
            process.kill()


def payments(base_url: str) -> Any:
    """The payment intents' endpoints of Stripe's SDK."""
    return stripe.StripeClient("sk_test_process", base_addresses={"api": base_url}).v1.payment_intents


PAYMENT: Any = {
    "amount": 2000,
    "currency": "usd",
    "confirm": True,
    "payment_method": "pm_card_visa",
    "automatic_payment_methods": {"enabled": True, "allow_redirects": "never"},
}


def test_state_outlives_a_kill(tmp_path: Path) -> None:
    """After SIGKILL the payment is still there, and its key still replays it."""
    state = str(tmp_path / "new" / "stripe.sqlite3")
    with started("--port", "0", "--state", state) as (process, base_url):
        made = payments(base_url).create(params=PAYMENT, options={"idempotency_key": "k"})
        process.send_signal(signal.SIGKILL)
        process.wait()
    with started("--port", "0", "--state", state) as (_, base_url):
        assert payments(base_url).retrieve(made.id).status == "succeeded"
        again = payments(base_url).create(params=PAYMENT, options={"idempotency_key": "k"})
        assert again.id == made.id
        assert [intent.id for intent in payments(base_url).list().data] == [made.id]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_signal_stops_it_cleanly_within_a_second(number: signal.Signals) -> None:
    """Exit code 0, although a client keeps its connection open."""
    with started("--port", "0") as (process, base_url):
        payments(base_url).create(params=PAYMENT)
        began = time.monotonic()
        process.send_signal(number)
        assert process.wait(timeout=5) == 0
        assert time.monotonic() - began < 1


def test_taken_port_is_said_with_exit_code_2() -> None:
    """A second one on the same port says which port is the trouble."""
    with StripeStandIn.start() as first:
        command = [sys.executable, "-m", "local.stripe_standin", "--port", str(first.port)]
        second = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=10, check=False)
    assert second.returncode == 2
    assert f"Port {first.port}" in second.stderr
    assert "Traceback" not in second.stderr


def test_webhook_elsewhere_is_refused_at_the_start() -> None:
    """The command line is checked like the control endpoint."""
    command = [sys.executable, "-m", "local.stripe_standin", "--port", "0", "--webhook-url", "http://example.com/"]
    outcome = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=10, check=False)
    assert outcome.returncode == 2
    assert "on this machine" in outcome.stderr
