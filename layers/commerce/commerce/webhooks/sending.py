"""Requests to addresses that were checked: a webhook goes where its URL was seen to lead, in bounded time."""

import http.client
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cache

from commerce.domain import errors
from commerce.domain.webhook_targets import Reach, Target, literal_address, parse_target, require_reachable
from commerce.domain.webhooks import MAX_KEPT_BODY, TRY_SECONDS, Outcome
from commerce.webhooks.resolving import Resolve, resolve

MAX_READ_BYTES = 4_096
"""Of an answer: its status is what counts, and an endpoint must not fill our memory."""
USER_AGENT = "Flint-Webhooks/1"
MAX_RETRY_AFTER_LENGTH = 40

Send = Callable[[str, bytes, Mapping[str, str], Reach], Outcome]
"""Sends a body with headers to a URL."""


@cache
def trusted() -> ssl.SSLContext:
    """The certificates that the system trusts; names are checked, TLS 1.2 is the least."""
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


@dataclass(frozen=True, slots=True)
class Sender:
    """Sends webhooks. seconds: how long a try may take from the name's look-up to the last byte that is read."""

    resolve: Resolve = resolve
    seconds: float = TRY_SECONDS
    trust: Callable[[], ssl.SSLContext] = trusted

    def __call__(self, url: str, body: bytes, headers: Mapping[str, str], reach: Reach) -> Outcome:
        """Make one try. Whatever happens is an outcome; nothing is raised and no redirect is followed."""
        began = time.monotonic()
        try:
            status, answer, retry_after = self._post(url, body, headers, reach, began + self.seconds)
        except errors.WebhookUrlRefused as refusal:
            return Outcome(_ms_since(began), error=refusal.message)
        except TimeoutError:
            return Outcome(_ms_since(began), error=self._too_late())
        except (OSError, http.client.HTTPException, ValueError) as error:
            late = time.monotonic() - began >= self.seconds
            return Outcome(_ms_since(began), error=self._too_late() if late else _told(error))
        return Outcome(_ms_since(began), status, body=answer, retry_after_seconds=retry_after)

    def _post(
        self, url: str, body: bytes, headers: Mapping[str, str], reach: Reach, deadline: float
    ) -> tuple[int, str, int | None]:
        target = parse_target(url, reach)
        own = {"Host": target.authority, "User-Agent": USER_AGENT, "Content-Type": "application/json"}
        with _connected(self._address(target, reach), target.port, deadline) as plain:
            connection = http.client.HTTPConnection(target.host, target.port)
            connection.sock = self.trust().wrap_socket(plain, server_hostname=target.host) if target.secure else plain
            with closing(connection):
                connection.request("POST", target.path, body, {**own, **headers, "Connection": "close"})
                with closing(connection.getresponse()) as response:
                    return response.status, _beginning(response), _seconds(response.headers.get("Retry-After"))

    def _address(self, target: Target, reach: Reach) -> str:
        """One address of the host, after all of them were checked: it is not asked for again."""
        literal = literal_address(target.host)
        addresses = (literal,) if literal else self.resolve(target.host)
        if not addresses:
            raise OSError(f"{target.host} has no address")
        require_reachable(addresses, reach)
        return addresses[0]

    def _too_late(self) -> str:
        return f"no answer within {self.seconds:g} s"


@contextmanager
def _connected(address: str, port: int, deadline: float) -> Iterator[socket.socket]:
    """A connection that ends at the deadline, whatever its reader waits for.

    A server that sends a byte now and then would keep any time-out of single reads waiting.
    """
    connected = socket.create_connection((address, port), timeout=_left(deadline))
    twin = connected.dup()  # TLS takes the other one over

    def hang_up() -> None:
        with suppress(OSError):
            twin.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(max(0.0, deadline - time.monotonic()), hang_up)
    timer.daemon = True
    timer.start()
    try:
        connected.settimeout(_left(deadline))
        yield connected
    finally:
        timer.cancel()
        twin.close()
        connected.close()


def _beginning(response: http.client.HTTPResponse) -> str:
    """The beginning of an answer's body, as far as it came: the status is what counts."""
    read = b""
    with suppress(OSError, http.client.HTTPException):
        read = response.read(MAX_READ_BYTES)
    return read.decode(errors="replace").replace("\0", "")[:MAX_KEPT_BODY]


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _ms_since(began: float) -> int:
    return round((time.monotonic() - began) * 1000)


def _told(error: Exception) -> str:
    """What a merchant is told of a failure: its kind, and the system's words for it."""
    words = getattr(error, "verify_message", None) or getattr(error, "strerror", None) or str(error)
    return f"{type(error).__name__}: {words}"[:200]


def _seconds(retry_after: str | None) -> int | None:
    """`Retry-After` in seconds from now; None if it is not there or says nothing that can be understood."""
    if retry_after is None or len(retry_after) > MAX_RETRY_AFTER_LENGTH:
        return None
    text = retry_after.strip()
    if text.isascii() and text.isdigit():
        return int(text)
    try:
        moment = parsedate_to_datetime(text)
    except (TypeError, ValueError, OverflowError):
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0, round((aware - datetime.now(UTC)).total_seconds()))
