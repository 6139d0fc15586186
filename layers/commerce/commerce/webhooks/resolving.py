"""Names to addresses."""

import socket
import threading
from collections.abc import Callable

Resolve = Callable[[str], tuple[str, ...]]
"""The addresses of a host; none if it has none, or if nobody can tell now."""

LONGEST_SECONDS = 3.0


def resolve(host: str) -> tuple[str, ...]:
    """Ask the operating system, IPv4 first: a function outside of a network of its own has no way to IPv6.

    Waits at most LONGEST_SECONDS: what has not answered until then has no address.
    """
    found: list[tuple[str, ...]] = []
    asking = threading.Thread(target=lambda: found.append(_look_up(host)), daemon=True)
    asking.start()
    asking.join(LONGEST_SECONDS)
    return found[0] if found else ()


def _look_up(host: str) -> tuple[str, ...]:
    try:
        answers = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except OSError:
        return ()
    answers.sort(key=lambda answer: answer[0] != socket.AF_INET)
    return tuple(dict.fromkeys(str(answer[4][0]) for answer in answers))
