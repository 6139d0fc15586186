"""A receiver of webhooks on this machine, which answers what a test tells it."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from standardwebhooks import Webhook

ARRIVAL_SECONDS = 90


@dataclass(frozen=True)
class Got:
    """A request that came in."""

    path: str
    headers: Mapping[str, str]
    body: bytes
    at: float

    def verified(self, secret: str) -> dict[str, Any]:
        """The event, after the library that receivers use has checked its signature."""
        return dict(Webhook(secret).verify(self.body, dict(self.headers)))


@dataclass
class Receiver:
    """Answers per path: what is scripted, then what it always answers, else 204."""

    port: int = 0
    got: list[Got] = field(default_factory=list)
    scripted: dict[str, deque[int]] = field(default_factory=dict)
    always: dict[str, int] = field(default_factory=dict)
    dawdling: dict[str, float] = field(default_factory=dict)

    def url(self, path: str) -> str:
        """The address of a path."""
        return f"http://127.0.0.1:{self.port}{path}"

    def at(self, path: str) -> list[Got]:
        """What came to a path, in order."""
        return [each for each in self.got if each.path == path]

    def wait_for(self, path: str, count: int) -> list[Got]:
        """Wait until this many requests have come to a path."""
        deadline = time.monotonic() + ARRIVAL_SECONDS
        while time.monotonic() < deadline:
            if len(self.at(path)) >= count:
                return self.at(path)
            time.sleep(0.05)
        pytest.fail(f"{len(self.at(path))} of {count} requests came to {path}")


@contextmanager
def receiving() -> Iterator[Receiver]:
    """Receive until the end."""
    receiver = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            receiver.got.append(Got(self.path, {k.lower(): v for k, v in self.headers.items()}, body, time.time()))
            time.sleep(receiver.dawdling.get(self.path, 0))
            scripted = receiver.scripted.get(self.path)
            self.send_response(scripted.popleft() if scripted else receiver.always.get(self.path, 204))
            self.end_headers()

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    receiver.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield receiver
    finally:
        server.shutdown()
        server.server_close()
