"""Counting round trips where they leave: at botocore's `before-send` hook and in the HTTP client of Stripe's SDK."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar
from unittest.mock import patch

from botocore import handlers

from commerce.payments.stripe_http import PooledClient

DATABASE = "dynamodb"
STRIPE = "stripe"

T = TypeVar("T")


@dataclass(slots=True)
class Calls:
    """Requests that left this process, repeated ones counted again: (service, operation) in their order."""

    sent: list[tuple[str, str]] = field(default_factory=list)

    def during(self, work: Callable[[], T]) -> tuple[T, Counter[str]]:
        """What some work answers, and how many requests each service got meanwhile."""
        before = len(self.sent)
        answer = work()
        return answer, Counter(service for service, _ in self.sent[before:])


@contextmanager
def counted() -> Iterator[Calls]:
    """Count the requests of all clients that are made in here."""
    calls = Calls()
    hook: tuple[str, Callable[..., None]] = ("before-send", _botocore_hook(calls))
    handlers.BUILTIN_HANDLERS.insert(0, hook)  # before moto's, which answers
    send = PooledClient.request

    def request(client: PooledClient, method: str, url: str, *rest: Any) -> Any:
        calls.sent.append((STRIPE, f"{method} {url}"))
        return send(client, method, url, *rest)

    try:
        with patch.object(PooledClient, "request", request):
            yield calls
    finally:
        handlers.BUILTIN_HANDLERS.remove(hook)


def _botocore_hook(calls: Calls) -> Callable[..., None]:
    def sent(event_name: str, **_: Any) -> None:
        service, name = event_name.split(".")[1:]
        calls.sent.append((service, name))

    return sent
