"""Receivers of webhooks that answer what a test tells them, and queues and schedules that run when a test says so."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from commerce.context import Context, Runtime
from commerce.domain.lifecycle import WebhookEventStatus
from commerce.domain.webhook_targets import Reach
from commerce.domain.webhooks import Outcome
from commerce.usecases.deliveries import Asked, fan_out, make_try, try_first, wait_seconds

Message = Mapping[str, str | int]

OK = Outcome(20, 200)
BROKEN = Outcome(20, 500, body="Oops")
SILENT = Outcome(10_000, error="no answer within 10 s")


@dataclass(frozen=True)
class Sent:
    """A request that a receiver got."""

    url: str
    body: bytes
    headers: Mapping[str, str]

    @property
    def event(self) -> dict[str, Any]:
        """What it was told."""
        return dict(json.loads(self.body))


@dataclass
class Receivers:
    """All receivers: by URL what they answer next, 200 when nothing is left; and what they got."""

    answers: dict[str, deque[Outcome]] = field(default_factory=dict)
    always: dict[str, Outcome] = field(default_factory=dict)
    got: list[Sent] = field(default_factory=list)
    meanwhile: Callable[[], object] | None = None
    """Runs once, while the next request is under way."""

    def __call__(self, url: str, body: bytes, headers: Mapping[str, str], _: Reach) -> Outcome:
        """Take a request."""
        self.got.append(Sent(url, body, headers))
        if self.meanwhile is not None:
            interrupt, self.meanwhile = self.meanwhile, None
            interrupt()
        scripted = self.answers.get(url)
        return scripted.popleft() if scripted else self.always.get(url, OK)

    def answer(self, url: str, *outcomes: Outcome) -> None:
        """Let a receiver answer these, one after the other."""
        self.answers.setdefault(url, deque()).extend(outcomes)


@dataclass
class Deliveries:
    """Queues and schedules in this process. down: nothing can be handed to them."""

    queues: dict[bool, deque[Message]] = field(default_factory=lambda: {False: deque(), True: deque()})
    started: dict[str, dict[str, Any]] = field(default_factory=dict)
    starts: int = 0
    failure: Exception | None = None
    sent_back: list[tuple[str, str, str]] = field(default_factory=list)
    """Dead letters that were sent back: the queue, the body, the letter's id."""
    at_once: Runtime | None = None
    """Works on what comes into the queues as it comes; None: when a test says so."""

    def enqueue(self, messages: Sequence[Message], *, slow: bool) -> None:
        """Keep messages until they are worked on."""
        self._require_up()
        self.queues[slow].extend(json.loads(json.dumps(list(messages))))
        if self.at_once is not None:
            self.work(self.at_once)

    def send_back(self, queue: str, body: str, replay_of: str) -> None:
        """Take note of a dead letter that is sent back."""
        self._require_up()
        self.sent_back.append((queue, body, replay_of))

    def start(self, name: str, asked: Message) -> None:
        """Start an execution; one of this name that was started before is this one."""
        self._require_up()
        self.starts += 1
        self.started.setdefault(name, json.loads(json.dumps(dict(asked))))

    def work(self, runtime: Runtime) -> int:
        """Make all first tries that wait, the slow ones last; how many there were."""
        made = 0
        for slow in (False, True):
            while self.queues[slow]:
                asked = Asked.of_message(self.queues[slow].popleft())
                try_first(Context(asked.tenant, runtime), asked)
                made += 1
        return made

    def fan_out(self, runtime: Runtime, events: Sequence[Mapping[str, Any]]) -> None:
        """Give events from the bus to the worker, as the queue does."""
        for event in events:
            ctx = Context(Asked(event["merchantId"], event["mode"], "", "", "").tenant, runtime)
            fan_out(ctx, event["eventId"], event["eventType"])

    def wait(self, runtime: Runtime, advance: Callable[[int], object]) -> list[int]:
        """Run every started execution to its end, as the state machine does; the seconds that were waited."""
        waited: list[int] = []
        while self.started:
            _, asked = self.started.popitem()
            again = True
            while again:
                waited.append(asked["waitSeconds"])
                advance(asked["waitSeconds"])
                again, asked = self._retry(runtime, Asked.of_message(asked))
        return waited

    def _retry(self, runtime: Runtime, asked: Asked) -> tuple[bool, dict[str, Any]]:
        ctx = Context(asked.tenant, runtime)
        delivery = make_try(ctx, asked)
        if delivery is None or delivery.status is not WebhookEventStatus.PENDING or delivery.run != asked.run:
            return False, {}
        message = Asked.next_of(ctx.tenant, delivery).message()
        return True, {**message, "waitSeconds": wait_seconds(ctx, delivery)}

    def _require_up(self) -> None:
        if self.failure is not None:
            raise self.failure
