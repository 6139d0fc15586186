"""Requests as they go out, to servers on this machine that behave, dawdle, redirect, flood or hang up."""

from __future__ import annotations

import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from commerce.domain.webhook_targets import Reach
from commerce.domain.webhooks import MAX_KEPT_BODY
from commerce.webhooks.sending import MAX_READ_BYTES, Sender, trusted

SANDBOX, TEST = Reach(secure=False, loopback=True), Reach(secure=False)
SECONDS = 0.5
BODY = b'{"eventId":"evt_1"}'


@dataclass
class Server:
    """A server that reads a request and then does what its test says."""

    port: int
    requests: list[bytes] = field(default_factory=list)
    connections: int = 0

    @property
    def url(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.port}/hook?a=b"


@contextmanager
def serving(
    answer: Callable[[socket.socket], None], wrap: Callable[[socket.socket], socket.socket] = lambda plain: plain
) -> Iterator[Server]:
    """Serve until the test is over; `answer` writes to the connection."""
    listening = socket.create_server(("127.0.0.1", 0))
    server = Server(listening.getsockname()[1])

    def serve() -> None:
        while True:
            try:
                plain, _ = listening.accept()
            except OSError:
                return
            server.connections += 1
            with suppress(OSError), plain, wrap(plain) as connection:
                connection.settimeout(5)
                read = connection.recv(65_536)
                while not read.endswith(BODY):
                    read += connection.recv(65_536)
                server.requests.append(read)
                answer(connection)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        listening.shutdown(socket.SHUT_RDWR)
        listening.close()
        thread.join(5)


def saying(text: str) -> Callable[[socket.socket], None]:
    """Answer this."""
    return lambda connection: connection.sendall(text.encode())


def answer_of(status: str, *headers: str, body: str = "") -> Callable[[socket.socket], None]:
    """Answer a status with headers and a body."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers]
    return saying("\r\n".join(lines) + "\r\n\r\n" + body)


def dripping(connection: socket.socket) -> None:
    """Send a byte of a header now and then, for much longer than anybody waits."""
    for letter in "HTTP/1.1 200 OK\r\nX-Slow: " + "a" * 1_000:
        connection.sendall(letter.encode())
        time.sleep(0.05)


sender = Sender(seconds=SECONDS)


def test_request_is_as_described() -> None:
    """POST, the path with its query, the host with its port, our headers, and the body as it is."""
    with serving(answer_of("200 OK", body="fine")) as server:
        outcome = sender(server.url, BODY, {"webhook-id": "evt_1"}, SANDBOX)
    head, _, body = server.requests[0].partition(b"\r\n\r\n")
    lines = head.decode().split("\r\n")
    assert (lines[0], body) == ("POST /hook?a=b HTTP/1.1", BODY)
    assert {f"Host: 127.0.0.1:{server.port}", "webhook-id: evt_1", "Content-Type: application/json"} <= set(lines)
    assert (outcome.status, outcome.accepted, outcome.body) == (200, True, "fine")


def test_name_is_resolved_once_and_its_address_connected_to() -> None:
    """The address that was checked: a name that leads elsewhere a moment later changes nothing."""
    asked: list[str] = []

    def resolve(host: str) -> tuple[str, ...]:
        asked.append(host)
        return ("127.0.0.1",) if len(asked) == 1 else ("10.0.0.1",)

    with serving(answer_of("204 No Content")) as server:
        outcome = Sender(resolve, SECONDS)(f"http://localhost:{server.port}/", BODY, {}, SANDBOX)
    assert (outcome.status, asked) == (204, ["localhost"])
    assert f"Host: localhost:{server.port}".encode() in server.requests[0]


@pytest.mark.parametrize("addresses", [("127.0.0.1",), ("93.184.215.14", "127.0.0.1"), ("::ffff:127.0.0.1",)])
def test_name_that_leads_inside_is_not_connected_to(addresses: tuple[str, ...]) -> None:
    """Not even if only one of its addresses does, whatever was seen at registration."""
    with serving(answer_of("200 OK")) as server:
        outcome = Sender(lambda _: addresses, SECONDS)("http://rebound.example.com/", BODY, {}, TEST)
        assert server.connections == 0
    assert outcome.status is None
    assert "no address of the public internet" in str(outcome.error)


def test_redirect_is_not_followed() -> None:
    """It is an answer like any other, and no success."""
    with serving(answer_of("200 OK")) as inside, serving(answer_of("302 Found", f"Location: {inside.url}")) as outside:
        outcome = sender(outside.url, BODY, {}, SANDBOX)
        assert (outcome.status, outcome.accepted, inside.connections) == (302, False, 0)


@pytest.mark.parametrize("answer", [dripping, lambda _: time.sleep(3)], ids=["dripping", "silent"])
def test_try_ends_in_time_whatever_the_server_does(answer: Callable[[socket.socket], None]) -> None:
    """One byte now and then keeps nobody waiting longer than silence does."""
    with serving(answer) as server:
        began = time.monotonic()
        outcome = sender(server.url, BODY, {}, SANDBOX)
        taken = time.monotonic() - began
    assert (outcome.status, outcome.error) == (None, "no answer within 0.5 s")
    assert SECONDS <= taken < SECONDS + 1


def test_accepted_counts_though_the_body_drags_on() -> None:
    """The status came in time; the body is read as far as it came."""

    def answer(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nbegun")
        time.sleep(2)

    with serving(answer) as server:
        outcome = sender(server.url, BODY, {}, SANDBOX)
    assert outcome.accepted
    assert outcome.duration_ms < 1_500


def test_flood_is_not_read() -> None:
    """A little of the body is read and less is kept."""
    sent: list[int] = []

    def answer(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 500 Oops\r\n\r\n")
        with suppress(OSError):
            sent.extend(connection.send(b"x" * 10_000) for _ in range(10_000))

    with serving(answer) as server:
        outcome = sender(server.url, BODY, {}, SANDBOX)
    assert (outcome.status, outcome.body) == (500, "x" * MAX_KEPT_BODY)
    assert sum(sent) < 100_000_000 / 2
    assert MAX_KEPT_BODY < MAX_READ_BYTES


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "RemoteDisconnected"),
        ("nonsense\r\n\r\n", "BadStatusLine"),
        ("HTTP/1.1 200 OK\r\n" + "X-A: b\r\n" * 200 + "\r\n", "HTTPException"),
        ("HTTP/1.1 200 OK\r\nX-A: " + "b" * 70_000 + "\r\n\r\n", "LineTooLong"),
    ],
)
def test_nonsense_is_a_failure_that_is_told(text: str, told: str) -> None:
    """Whatever a server says, nothing is raised."""
    with serving(saying(text)) as server:
        outcome = sender(server.url, BODY, {}, SANDBOX)
    assert outcome.status is None
    assert str(outcome.error).startswith(told)


def test_closed_port_is_told() -> None:
    """Nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    outcome = sender(f"http://127.0.0.1:{port}/", BODY, {}, SANDBOX)
    assert str(outcome.error).startswith("ConnectionRefusedError")


def test_name_without_an_address_is_told() -> None:
    """No address, no connection."""
    outcome = Sender(lambda _: (), SECONDS)("https://nowhere.example.com/", BODY, {}, TEST)
    assert outcome.error == "OSError: nowhere.example.com has no address"


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120),
        ("0", 0),
        ("-5", None),
        ("soon", None),
        ("9" * 60, None),
        (timedelta(hours=1), 3600),
        (timedelta(hours=-1), 0),
    ],
)
def test_retry_after_is_read(header: str | timedelta, seconds: int | None) -> None:
    """Seconds, or a date, here so far from now; anything else says nothing."""
    if isinstance(header, timedelta):
        header = format_datetime(datetime.now(UTC) + header, usegmt=True)
    with serving(answer_of("503 Service Unavailable", f"Retry-After: {header}")) as server:
        asked = sender(server.url, BODY, {}, SANDBOX).retry_after_seconds
    if seconds is None:
        assert asked is None
    else:
        assert asked is not None
        assert abs(asked - seconds) <= 60


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for `localhost`, with its key."""
    path = tmp_path_factory.mktemp("tls") / "pair.pem"
    terms = ["-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    names = ["-addext", "subjectAltName=DNS:localhost"]
    command = ["openssl", "req", "-x509", *terms, *names, "-keyout", str(path), "-out", f"{path}.crt"]
    subprocess.run(command, check=True, capture_output=True)
    path.write_text(path.read_text() + Path(f"{path}.crt").read_text())
    return path


def trusting(certificate: Path) -> ssl.SSLContext:
    """The system's trust, and this certificate."""
    return ssl.create_default_context(cafile=certificate)


def test_tls_is_verified_for_the_host_and_not_for_the_address(certificate: Path) -> None:
    """The connection goes to an address; name and certificate are the URL's."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with serving(answer_of("200 OK"), lambda plain: context.wrap_socket(plain, server_side=True)) as server:
        trustful = Sender(lambda _: ("127.0.0.1",), 5, lambda: trusting(certificate))
        outcome = trustful(f"https://localhost:{server.port}/", BODY, {}, SANDBOX)
        assert outcome.status == 200, outcome.error
        stranger = Sender(lambda _: ("127.0.0.1",), 5)(f"https://localhost:{server.port}/", BODY, {}, SANDBOX)
        assert "self-signed certificate" in str(stranger.error)
        other = trustful(f"https://127.0.0.1:{server.port}/", BODY, {}, SANDBOX)
        assert "not valid for '127.0.0.1'" in str(other.error)


def test_old_tls_is_refused() -> None:
    """1.2 is the least."""
    assert trusted().minimum_version is ssl.TLSVersion.TLSv1_2
