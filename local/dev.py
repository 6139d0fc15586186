"""`make dev`: the whole stack on this machine until Ctrl-C, picking up edited code."""

from __future__ import annotations

import argparse
import fcntl
import os
import signal
import sys
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from botocore.exceptions import ClientError

from local import watch
from local.listen import follow
from local.processes import StartError
from local.runtime import ROOT, Ports, Runtime

if TYPE_CHECKING:
    from collections.abc import Iterator

POLL_SECONDS = 0.5


class Stopped(BaseException):
    """The process was asked to stop."""


def main() -> int:
    """Run until asked to stop.  Returns the exit status."""
    options = _arguments()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _raise_stopped)
    try:
        with _alone(options.home):
            ports = Ports(api=options.port, aws=options.aws_port, stripe=options.stripe_port)
            _run(options.home, ports, options.listen)
    except StartError as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    except Stopped:
        return 0


def _run(home: Path, ports: Ports, listen: str | None) -> NoReturn:
    """Start, say where things are, and follow edits.  listen: where events are sent on to.  Ends by Stopped."""
    print("Flint's sandbox on this machine:")
    began = time.monotonic()
    key = os.environ.get("STRIPE_SECRET_KEY") or None
    if key and not key.startswith(("sk_test_", "rk_test_")):
        raise StartError("STRIPE_SECRET_KEY must be a test key (sk_test_…): this is a sandbox.")
    secret = os.environ.get("STRIPE_WEBHOOK_SECRET", "")
    sandbox = Runtime(
        home=home,
        ports=ports,
        persist=True,
        stripe_key=key,
        stripe_webhook_secret=secret,
        stripe_publishable_key=os.environ.get("STRIPE_PUBLISHABLE_KEY", ""),
        step=_step,
    )
    with sandbox as runtime:
        print(f"Ready in {time.monotonic() - began:.1f} s.\n")
        _introduce(runtime)
        if listen is not None:
            told = (runtime.sandbox.base_url, runtime.sandbox.api_key, listen)
            threading.Thread(target=follow, args=told, daemon=True).start()
        try:
            _follow_edits(runtime)
        finally:
            for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
                signal.signal(number, signal.SIG_IGN)  # stopping is bounded; once asked is enough
            print("\nStopping; the state is kept for the next start.")


def _introduce(runtime: Runtime) -> None:
    sandbox = runtime.sandbox
    logs = "make logs" if runtime.ports.aws == Ports.aws else f"make logs AWS_PORT={runtime.ports.aws}"
    stripe = "Stripe's test mode" if runtime.stripe_key else "the stand-in"
    print(
        f"""\
  Base URL    {sandbox.base_url}
  API key     {sandbox.api_key}
  Stripe      {sandbox.stripe_base_url} ({stripe})
  AWS         {runtime.aws.endpoint_url} (for AWS clients; credentials test, test)
  Mailbox     {runtime.aws.endpoint_url}/_ministack/ses/messages (invoices that were sent)
  All keys    {os.path.relpath(runtime.home / "sandbox.json")}
  Logs        {logs}; the programs' own are in {os.path.relpath(runtime.home / "logs")}

Try it:

  curl -s {sandbox.base_url}/v1/orders -H 'Authorization: Bearer {sandbox.api_key}' \\
    -H 'Content-Type: application/json' \\
    -d '{{"lineItems": [{{"name": "Desk lamp", "quantity": 1, "unitPriceMoney": {{"amount": 9900}}}}]}}'

Edited code is picked up. Ctrl-C stops everything.""",
        flush=True,
    )


def _follow_edits(runtime: Runtime) -> NoReturn:
    """Deploy again whenever the source has changed, until the parent is gone or a signal comes.

    Raises StartError if one of the programs has stopped by itself.
    """
    parent = os.getppid()
    seen = watch.state(ROOT)
    while True:
        time.sleep(POLL_SECONDS)
        if os.getppid() != parent:
            raise Stopped
        runtime.require_alive()
        now = watch.state(ROOT)
        if now == seen:
            continue
        seen = now
        began = time.monotonic()
        try:
            runtime.deploy()
        except (StartError, ClientError) as error:
            print(error, file=sys.stderr, flush=True)
        else:
            print(f"Picked up an edit in {time.monotonic() - began:.1f} s.", flush=True)


@contextmanager
def _step(title: str, /) -> Iterator[None]:
    """Print a step, and how long it took."""
    print(f"  {title:.<32} ", end="", flush=True)
    began = time.monotonic()
    try:
        yield
    except BaseException:
        print(flush=True)
        raise
    print(f"{time.monotonic() - began:4.1f} s", flush=True)


@contextmanager
def _alone(home: Path) -> Iterator[None]:
    """Refuse a second sandbox in this folder: both would write the same state."""
    home.mkdir(parents=True, exist_ok=True)
    with (home / "lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise StartError("`make dev` is running in this folder already.") from None
        yield


def _raise_stopped(_number: int, _frame: object) -> NoReturn:
    raise Stopped


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make dev", description=__doc__)
    default = Ports()
    parser.add_argument("--port", type=int, default=default.api, help="where the API is served")
    parser.add_argument("--aws-port", type=int, default=default.aws, help="where AWS clients are served")
    parser.add_argument("--stripe-port", type=int, default=default.stripe, help="where the Stripe stand-in is served")
    parser.add_argument("--listen", help="where events are sent on to, such as http://127.0.0.1:9000/hook")
    parser.add_argument("--home", type=Path, default=ROOT / ".dev", help="where state, keys and logs are kept")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
