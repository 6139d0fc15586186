"""What tests put in the place of the bus, queues and mail."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, ClassVar

from botocore.exceptions import EndpointConnectionError

from commerce.domain.invoice_mails import Mail
from commerce.store.keys import Tenant
from commerce.store.store import Store
from commerce.store.writes import Write

Json = dict[str, Any]

START = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


class PatientStore(Store):
    """The store, without waiting between tries, and with something that happens just before its next write."""

    interruptions: ClassVar[deque[Callable[[], object]]] = deque()

    def __init__(self, tenant: Tenant) -> None:
        super().__init__(tenant, sleep=lambda _: None)

    def write(self, writes: Sequence[Write]) -> None:
        """Let the interruption happen, then write."""
        if self.interruptions:
            self.interruptions.popleft()()
        super().write(writes)


@dataclass
class FakeBus:
    """An event bus that keeps what it takes. losses: how many of the next entries it refuses."""

    taken: list[Json] = field(default_factory=list)
    losses: int = 0

    def put(self, entries: Sequence[Mapping[str, str]]) -> list[int]:
        """Take what comes after the refused ones."""
        refused = list(range(min(self.losses, len(entries))))
        self.losses -= len(refused)
        self.taken += [dict(entry) for entry in entries[len(refused) :]]
        return refused


@dataclass
class FakeParking:
    """A queue for what nothing can be made of. full: it takes nothing."""

    messages: list[Json] = field(default_factory=list)
    replays: list[str | None] = field(default_factory=list)
    full: bool = False

    def put(self, message: str, replay_of: str | None = None) -> None:
        """Keep it, and which letter it was before."""
        if self.full:
            raise EndpointConnectionError(endpoint_url="sqs")
        self.messages.append(json.loads(message))
        self.replays.append(replay_of)


class Mailbox:
    """Takes mails and keeps them. broken: what the next calls raise, and whether the mail went out."""

    def __init__(self) -> None:
        self.mails: list[Mail] = []
        self.broken: list[tuple[Exception, bool]] = []

    def send(self, mail: Mail) -> str:
        """Take a mail."""
        error, taken = self.broken.pop(0) if self.broken else (None, True)
        if taken:
            self.mails.append(mail)
        if error is not None:
            raise error
        return f"mail-{len(self.mails)}"
