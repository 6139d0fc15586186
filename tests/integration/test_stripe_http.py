"""What Stripe's SDK is told when a reply does not come."""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Thread

import pytest
import stripe

from commerce.payments.stripe_http import PooledClient

REPLY = b'HTTP/1.1 402 Payment Required\r\nRequest-Id: req_1\r\nContent-Length: 13\r\n\r\n{"error": {}}'


@contextmanager
def server(treat: Callable[[socket.socket], None]) -> Iterator[str]:
    """Accept one connection, read its request and treat it."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            connection, _ = listening.accept()
            with connection:
                connection.recv(65536)
                treat(connection)

        thread = Thread(target=serve, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/v1/refunds"
        thread.join(timeout=5)


def client() -> PooledClient:
    """A client that does not wait long."""
    return PooledClient(connect_seconds=1, read_seconds=0.3)


def test_reply_is_handed_on_whatever_its_status() -> None:
    """A decline is a reply like any other; headers are found in any case."""
    with server(lambda connection: connection.sendall(REPLY)) as url:
        body, status, headers = client().request("post", url, {}, "amount=1")
    assert (body, status, headers["request-id"]) == ('{"error": {}}', 402, "req_1")


@pytest.mark.parametrize(
    "treat",
    [
        pytest.param(lambda _: None, id="closed without a reply"),
        pytest.param(lambda connection: connection.sendall(REPLY[:-5]), id="closed within a reply"),
        pytest.param(lambda connection: connection.recv(1), id="silent"),
    ],
)
def test_lost_reply_is_a_connection_error_and_sent_once(treat: Callable[[socket.socket], None]) -> None:
    """Whether it took effect is not known: who calls decides, the client never repeats by itself."""
    with server(treat) as url, pytest.raises(stripe.APIConnectionError):
        client().request("post", url, {}, "amount=1")


def test_refused_connection_is_a_connection_error() -> None:
    """Nothing listens there."""
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    with pytest.raises(stripe.APIConnectionError):
        client().request("get", f"http://127.0.0.1:{port}/v1/refunds", {})
