"""A proxy in front of the database that loses, delays and refuses calls in DynamoDB's own wire format, by number.

Public fault proxies choose calls by rule or by chance; here a plan names them by their place in an operation, and a
call that its caller has given up can still arrive, at any later moment.
"""

import json
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from enum import Enum
from http.client import HTTPConnection, HTTPResponse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Condition, Event, Thread

HOST = "127.0.0.1"
WRITING = frozenset({"TransactWriteItems", "UpdateItem", "PutItem", "DeleteItem", "BatchWriteItem"})
PREFIX = "com.amazonaws.dynamodb.v20120810#"
PASSED_ON = ("x-amz-target", "content-type", "authorization", "x-amz-date", "x-amz-security-token")


class Fault(Enum):
    """What becomes of a call."""

    RESET = "the connection breaks before it"
    REPLY_LOST = "the reply is lost"
    REPLY_SLOW = "the reply comes too late"
    FAILED = "500 after it was done"
    THROTTLED = "throttled"
    CONFLICT = "transaction conflict"
    IN_PROGRESS = "the same call is still at work"
    LATE = "given up, arrives a moment later"
    LAST = "given up, arrives after all repeats"
    OVERTAKEN = "transaction conflict, while what was given up arrives"


ONLY_WRITES = frozenset({Fault.CONFLICT, Fault.IN_PROGRESS, Fault.OVERTAKEN})
"""What DynamoDB tells of transactions only; other calls with these faults are throttled."""

TOLD = frozenset({Fault.FAILED, Fault.THROTTLED, Fault.CONFLICT, Fault.IN_PROGRESS, Fault.OVERTAKEN})
"""The caller gets an answer."""

NEVER_ARRIVES = frozenset({Fault.RESET, Fault.THROTTLED, Fault.CONFLICT, Fault.IN_PROGRESS, Fault.OVERTAKEN})
"""The database does not see the call."""

Plan = Callable[[int, bool], Fault | None]
"""The fault of a call by its number, from 1, and whether it writes."""


def good(_: int, __: bool) -> None:  # noqa: FBT001 # called as a plan is
    """Nothing goes wrong."""


class FaultProxy(ThreadingHTTPServer):
    """Carries calls to the database, and spoils those of the plan."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 256

    def __init__(self, upstream_port: int, slow_seconds: float) -> None:
        """slow_seconds: more than the callers' time-out."""
        super().__init__((HOST, 0), Handler)
        self.upstream_port = upstream_port
        self.slow_seconds = slow_seconds
        self.faults = 0
        self._plan: Plan = good
        self._calls = 0
        self._busy = 0
        self._held = 0
        self._change = Condition()
        self._released = Event()

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://{HOST}:{self.server_address[1]}"

    @property
    def calls(self) -> int:
        """How many calls came since the plan was set."""
        return self._calls

    def follow(self, plan: Plan) -> None:
        """Number calls anew and spoil those of this plan; what is held back stays so."""
        with self._change:
            self._plan, self._calls = plan, 0

    def settle(self) -> None:
        """Let everything go well, deliver what was held back, and wait until nothing is under way."""
        self.follow(good)
        self.deliver()
        with self._change:
            assert self._change.wait_for(lambda: self._busy == 0, timeout=30), "a call never ends"

    def deliver(self) -> None:
        """Let what was held back arrive."""
        with self._change:
            self._released.set()
            assert self._change.wait_for(lambda: self._held == 0, timeout=30), "a call never arrives"
            self._released = Event()

    def begin(self, operation: str) -> tuple[Fault | None, Event]:
        """Number a call; what becomes of it, and what to wait for if it is held back."""
        with self._change:
            self._calls += 1
            writes = operation in WRITING
            fault = self._plan(self._calls, writes)
            if fault in ONLY_WRITES and not writes:
                fault = Fault.THROTTLED
            self.faults += fault is not None
            self._busy += 1
            self._held += fault is Fault.LAST
            return fault, self._released

    def end(self, fault: Fault | None) -> None:
        """A call has ended."""
        with self._change:
            self._busy -= 1
            self._held -= fault is Fault.LAST
            self._change.notify_all()

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: callers hang up all the time here."""


class Handler(BaseHTTPRequestHandler):
    """One connection of a caller, with one of its own to the database."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: FaultProxy

    def setup(self) -> None:
        """Make the connection to the database, used when first needed."""
        super().setup()
        self.upstream = HTTPConnection(HOST, self.server.upstream_port, timeout=30)

    def finish(self) -> None:
        """End both connections."""
        self.upstream.close()
        with suppress(OSError, ValueError):
            super().finish()

    def log_message(self, *_: object) -> None:
        """Log nothing."""

    def do_POST(self) -> None:
        """Carry one call."""
        body = self.rfile.read(int(self.headers["content-length"]))
        operation = self.headers.get("x-amz-target", "").rpartition(".")[2]
        fault, released = self.server.begin(operation)
        try:
            self._carry(body, operation, fault, released)
        finally:
            self.server.end(fault)

    def _carry(self, body: bytes, operation: str, fault: Fault | None, released: Event) -> None:
        if fault is Fault.LATE:
            time.sleep(self.server.slow_seconds)
        if fault is Fault.LAST:
            released.wait()
        if fault is Fault.OVERTAKEN:
            self.server.deliver()
        reply = None if fault in NEVER_ARRIVES else self._forward(body)
        if fault is Fault.REPLY_SLOW:
            time.sleep(self.server.slow_seconds)
        if fault is None and reply is not None:
            self._send(reply[0].status, reply[1], reply[0].getheader("x-amz-crc32"))
        elif fault in TOLD:
            status, told = _told(fault, operation, body)
            self._send(status, json.dumps(told).encode())
        else:
            self._hang_up()

    def _forward(self, body: bytes) -> tuple[HTTPResponse, bytes]:
        headers = {name: self.headers[name] for name in PASSED_ON if name in self.headers}
        self.upstream.request("POST", self.path, body, headers)
        reply = self.upstream.getresponse()
        return reply, reply.read()

    def _send(self, status: int, body: bytes, checksum: str | None = None) -> None:
        self.send_response(status)
        self.send_header("content-type", "application/x-amz-json-1.0")
        self.send_header("content-length", str(len(body)))
        if checksum is not None:
            self.send_header("x-amz-crc32", checksum)
        self.end_headers()
        self.wfile.write(body)

    def _hang_up(self) -> None:
        self.close_connection = True
        with suppress(OSError):
            self.connection.shutdown(socket.SHUT_RDWR)


def _told(fault: Fault | None, operation: str, body: bytes) -> tuple[int, dict[str, object]]:
    """Status and body of what the database says."""
    if fault is Fault.FAILED:
        return 500, {"__type": f"{PREFIX}InternalServerError", "message": "Internal server error"}
    if fault is Fault.IN_PROGRESS:
        return 400, {"__type": f"{PREFIX}TransactionInProgressException", "Message": "It is in progress"}
    if fault in {Fault.CONFLICT, Fault.OVERTAKEN}:
        return 400, {"__type": f"{PREFIX}TransactionCanceledException", "CancellationReasons": _conflicts(body)}
    name = "ThrottlingException" if operation in WRITING else "ProvisionedThroughputExceededException"
    return 400, {"__type": f"{PREFIX}{name}", "message": "Rate exceeded"}


def _conflicts(body: bytes) -> list[dict[str, str]]:
    """One reason per row; the first row is busy."""
    rows = len(json.loads(body)["TransactItems"])
    busy = {"Code": "TransactionConflict", "Message": "Transaction is ongoing for the item"}
    return [busy, *({"Code": "None"} for _ in range(rows - 1))]


@contextmanager
def fault_proxy(upstream_port: int, slow_seconds: float) -> Iterator[FaultProxy]:
    """A proxy in a thread of this process."""
    proxy = FaultProxy(upstream_port, slow_seconds)
    serving = Thread(target=proxy.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    serving.start()
    try:
        yield proxy
    finally:
        proxy.shutdown()
        serving.join()
        proxy.server_close()
