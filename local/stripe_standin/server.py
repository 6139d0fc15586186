"""The stand-in as a server: in a thread of a test, or as a process of its own."""

from __future__ import annotations

import http.client
import json
import socket
import threading
from contextlib import suppress
from pathlib import Path
from socketserver import ThreadingTCPServer
from types import TracebackType
from typing import Any, Self

from .engine import Engine
from .errors import Json
from .store import Store
from .wire import Handler

HOST = "127.0.0.1"


class Server(ThreadingTCPServer):
    """Accepts connections on the loopback address and knows which are open."""

    allow_reuse_address = True
    daemon_threads = True
    block_on_close = False
    request_queue_size = 512

    def __init__(self, port: int, engine: Engine) -> None:
        """port: 0 takes any that is free. Raises OSError if the port is taken."""
        self.engine = engine
        self.stopping = threading.Event()
        self._open: set[socket.socket] = set()
        self._guard = threading.Lock()
        super().__init__((HOST, port), Handler)

    def process_request(self, request: Any, client_address: Any) -> None:
        """Hand the connection to a thread of its own."""
        with self._guard:
            self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        """End a connection in an orderly way."""
        self.forget(request)
        super().shutdown_request(request)

    def forget(self, connection: socket.socket) -> None:
        """Stop keeping track of a connection."""
        with self._guard:
            self._open.discard(connection)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Report a broken connection, unless this side is stopping."""
        if not self.stopping.is_set():
            super().handle_error(request, client_address)

    def hang_up(self) -> None:
        """End all connections, so that no thread waits on one."""
        with self._guard:
            still_open, self._open = self._open, set()
        for connection in still_open:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)


class StripeStandIn:
    """A running stand-in.

    with StripeStandIn.start(port=0) as standin:
        client = stripe.StripeClient("sk_test_x", base_addresses={"api": standin.base_url})
    """

    def __init__(self, port: int, state: str | Path) -> None:
        """port: 0 takes any that is free. state: a file, or ":memory:".

        Raises OSError if the port is taken.
        """
        self._store = Store(str(state))
        self.engine = Engine(self._store)
        try:
            self._server = Server(port, self.engine)
        except OSError:
            self._store.close()
            raise
        self.port: int = self._server.server_address[1]
        self.base_url = f"http://{HOST}:{self.port}"
        self.engine.base_url = self.base_url
        self._threads: list[threading.Thread] = []

    @classmethod
    def start(cls, *, port: int = 0, state: str | Path = ":memory:") -> Self:
        """Start one in threads of this process."""
        standin = cls(port, state)
        standin._start()
        return standin

    def stop(self) -> None:
        """Stop answering, end every connection and write the state out."""
        if self._server.stopping.is_set():
            return
        self._server.stopping.set()
        self.engine.wake()
        self._server.shutdown()
        self._server.hang_up()
        self._server.server_close()
        self.engine.webhooks.stop()
        for thread in self._threads:
            thread.join(timeout=2)
        self._store.close()

    def tell(self, method: str, path: str, body: Json | None = None) -> Json:
        """Ask a control endpoint: `tell("POST", "faults", {"effect": "timeout_after"})`.

        Raises RuntimeError with its refusal.
        """
        connection = http.client.HTTPConnection(HOST, self.port, timeout=60)
        try:
            connection.request(method, f"/_standin/{path}", json.dumps(body or {}))
            reply = connection.getresponse()
            answer: Json = json.loads(reply.read())
        finally:
            connection.close()
        if "error" in answer:
            raise RuntimeError(answer["error"]["message"])
        return answer

    def register_webhook(self, url: str, secret: str) -> list[Json]:
        """Send every event to this URL, signed with this secret."""
        return self.engine.webhooks.register({"url": url, "secret": secret})

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def _start(self) -> None:
        stopping = self._server.stopping
        self._threads = [
            threading.Thread(
                target=self._server.serve_forever,
                kwargs={"poll_interval": 0.05},
                name="stripe-standin",
                daemon=True,
            ),
            threading.Thread(
                target=self.engine.run_due_until,
                args=(stopping,),
                name="stripe-standin-jobs",
                daemon=True,
            ),
        ]
        for thread in self._threads:
            thread.start()
        self.engine.webhooks.start()
