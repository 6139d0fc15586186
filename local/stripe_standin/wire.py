"""HTTP/1.1 over a socket: keep-alive, one write per reply, and the faults of the wire.

The standard library's handler parses headers with the e-mail package and writes a reply in
pieces; that costs more than the payment itself.
"""

from __future__ import annotations

import json
import socket
import struct
import time
from socketserver import StreamRequestHandler
from typing import TYPE_CHECKING
from urllib.parse import unquote

from . import control
from .call import new_id
from .engine import Reply, Request
from .errors import Json, RateLimitedError, ServerFaultError

if TYPE_CHECKING:
    from .faults import Fault
    from .server import Server

_MAX_LINE = 16_384
_MAX_HEADERS = 100
_MAX_BODY = 1_048_576
_REASONS = {200: "OK", 303: "See Other", 400: "Bad Request", 401: "Unauthorized", 402: "Payment Required"}
_REASONS |= {404: "Not Found", 409: "Conflict", 429: "Too Many Requests"}
_REASONS |= {500: "Internal Server Error"}
_POLL_SECONDS = 0.2
# Closing with a zero linger sends a reset instead of an orderly end.
_RESET = struct.pack("ii", 1, 0)


class Handler(StreamRequestHandler):
    """One connection."""

    disable_nagle_algorithm = True
    server: Server

    def handle(self) -> None:
        """Answer requests until either side has had enough."""
        try:
            while not self.server.stopping.is_set():
                request = self._read()
                if request is None or not self._serve(request):
                    return
                if request.headers.get("connection", "").lower() == "close":
                    return
        except (OSError, ValueError):
            return  # The client went away, or doesn't speak HTTP: nobody is left to tell.

    def _serve(self, request: Request) -> bool:
        """Answer one request; whether the connection goes on."""
        if request.path.startswith("/_standin"):
            self._write(control.handle(self.server.engine, request))
            return True
        engine = self.server.engine
        fault = engine.faults.take(request.method, request.path)
        entry = self._log(request, fault)
        if fault is not None and not self._fault_before(fault, entry):
            return False
        reply = _instead(fault) or engine.answer(request, fault, self._wait)
        entry.update(status=reply.status, tookEffect=reply.took_effect)
        entry["requestId"] = reply.headers.get("Request-Id")
        entry["replayed"] = "Idempotent-Replayed" in reply.headers
        if fault is not None and fault.effect in {"timeout_after", "reset_after"}:
            entry["answered"] = False
            self._lose(fault)
            return False
        self._write(reply)
        return True

    def _log(self, request: Request, fault: Fault | None) -> Json:
        entry: Json = {
            "method": request.method,
            "path": request.path,
            "idempotencyKey": request.headers.get("idempotency-key"),
            "status": None,
            "tookEffect": False,
            "answered": True,
            "replayed": False,
            "requestId": None,
            "fault": None if fault is None else fault.effect,
        }
        self.server.engine.calls.append(entry)
        return entry

    def _fault_before(self, fault: Fault, entry: Json) -> bool:
        """Apply what keeps a call from being made; whether it's made all the same."""
        if fault.effect in {"timeout_before", "reset_before"}:
            entry["answered"] = False
            self._lose(fault)
            return False
        return True

    def _lose(self, fault: Fault) -> None:
        """Leave the client without an answer: for a while, or with a reset at once."""
        if fault.effect.startswith("timeout"):
            self._hold(fault.delay_seconds)
        else:
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
            self.server.forget(self.connection)
            self.connection.close()

    def _hold(self, seconds: float) -> None:
        """Keep the connection open and silent, until the client or the stand-in goes away."""
        until = time.monotonic() + seconds
        self.connection.settimeout(_POLL_SECONDS)
        while time.monotonic() < until and not self.server.stopping.is_set():
            try:
                if not self.connection.recv(1, socket.MSG_PEEK):
                    return
                self._wait(_POLL_SECONDS)
            except TimeoutError:
                continue

    def _wait(self, seconds: float) -> None:
        self.server.stopping.wait(seconds)

    def _read(self) -> Request | None:
        """Read the next request; None when the client has closed the connection."""
        line = self.rfile.readline(_MAX_LINE)
        if not line.strip():
            return None
        method, target, _version = line.decode("latin-1").split()
        headers = self._read_headers()
        length = int(headers.get("content-length", "0"))
        if not 0 <= length <= _MAX_BODY or "transfer-encoding" in headers:
            self._write(Reply(400, b'{"error": {"message": "Send a body of up to 1 MiB."}}'))
            return None
        body = self.rfile.read(length).decode("utf-8", "replace")
        path, _, query = target.partition("?")
        return Request(method, unquote(path), query, headers, body)

    def _read_headers(self) -> dict[str, str]:
        headers: dict[str, str] = {}
        for _ in range(_MAX_HEADERS):
            line = self.rfile.readline(_MAX_LINE).decode("latin-1").strip()
            if not line:
                return headers
            name, _, value = line.partition(":")
            headers[name.strip().lower()] = value.strip()
        raise ValueError("too many headers")

    def _write(self, reply: Reply) -> None:
        headers = {
            "Content-Type": "application/json",
            "Content-Length": str(len(reply.body)),
            **reply.headers,
        }
        lines = [f"HTTP/1.1 {reply.status} {_REASONS[reply.status]}"]
        lines += [f"{name}: {_one_line(value)}" for name, value in headers.items()]
        head = "\r\n".join(lines) + "\r\n\r\n"
        self.connection.sendall(head.encode("latin-1", "replace") + reply.body)


def _instead(fault: Fault | None) -> Reply | None:
    """Make the reply of a fault that answers in the endpoint's place."""
    if fault is None or fault.effect not in {"error_500_before", "rate_limit_429"}:
        return None
    error = ServerFaultError() if fault.effect == "error_500_before" else RateLimitedError()
    return Reply(error.status, json.dumps(error.body).encode(), {"Request-Id": new_id("req_", 14)})


def _one_line(value: str) -> str:
    return value.replace("\r", " ").replace("\n", " ")
