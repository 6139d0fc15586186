"""Run it as a process: `python -m local.stripe_standin --port 12111 --state .dev/stripe.sqlite3`."""

from __future__ import annotations

import argparse
import errno
import signal
import sys
import threading

from .errors import ApiError
from .server import HOST, StripeStandIn

_PORT_TAKEN_EXIT = 2


def main(arguments: list[str] | None = None) -> int:
    """Run until SIGTERM or SIGINT. Exit code 2: the port is taken, or an argument is wrong."""
    options = _parse(arguments)
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: stopping.set())
    try:
        standin = StripeStandIn.start(port=options.port, state=options.state)
    except OSError as refused:
        if refused.errno != errno.EADDRINUSE:
            raise
        message = f"Port {options.port} on {HOST} is taken; choose another with --port."
        print(message, file=sys.stderr)
        return _PORT_TAKEN_EXIT
    with standin:
        if options.webhook_url:
            try:
                standin.engine.webhooks.forget()  # What an earlier run was told may be gone.
                standin.register_webhook(options.webhook_url, options.webhook_secret)
            except ApiError as refusal:
                print(f"--webhook-url: {refusal}", file=sys.stderr)
                return _PORT_TAKEN_EXIT
        print(f"Stripe stand-in listens on {standin.base_url}", flush=True)
        stopping.wait()
    return 0


def _parse(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="stripe_standin", description=main.__doc__)
    parser.add_argument("--port", type=int, default=12111, help="0 takes any free port")
    parser.add_argument("--state", default=":memory:", help='SQLite file, or ":memory:"')
    parser.add_argument("--webhook-url", help="send every event here; this machine only")
    parser.add_argument("--webhook-secret", default="whsec_standin", help="signs the events")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
